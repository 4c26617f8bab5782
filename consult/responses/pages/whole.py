"""The whole form on one page, and the page that says a form waits on the phone for a network.

Both are plain pages of the server. A phone whose browser can keep pages keeps these two of its draft, and shows them when
the network is away. The server drops from the whole form what the path through it does not show.
"""

from dataclasses import dataclass
from typing import ClassVar

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from consult.consultations.model import ConsultationDocument, Question
from consult.consultations.model import Page as FormPage
from consult.consultations.store import Standing
from consult.i18n.locales import locale_of
from consult.i18n.negotiate import in_locale
from consult.i18n.text import Text
from consult.responses import actions
from consult.responses.model import new_token, receipt_code_of, submission_key_of
from consult.responses.pages.visit import (
    MOST_FORM,
    as_asked,
    base_of,
    draft_cookie,
    is_shared,
    keepable,
    open_standing,
    read_sent,
    receipt_instead,
    token_of,
)
from consult.web.context import Req, moment
from consult.web.forms import Fields
from consult.web.pages import Page
from consult.web.permissions import Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question of the whole form; `only_if` names the choices it waits for."""

    question: Question
    only_if: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WholePage(Page):
    template: ClassVar[str] = "responses/whole.html"
    consultation: ConsultationDocument
    form_number: int
    parts: tuple[tuple[FormPage, tuple[Asked, ...]], ...]
    fields: Fields
    key: str
    base: str
    is_shared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage(Page):
    template: ClassVar[str] = "responses/kept.html"
    consultation: ConsultationDocument
    code: str
    base: str


def _parts(document: ConsultationDocument) -> tuple[tuple[FormPage, tuple[Asked, ...]], ...]:
    """Each question once, where it first stands, with all its rows."""
    questions, seen = document.questionnaire.by_key(), set[str]()
    parts = []
    for page in document.questionnaire.pages:
        fresh = [key for key in page.questions if key not in seen and questions[key].asked_by == "citizen"]
        seen.update(fresh)
        if fresh:
            asked = tuple(Asked(question=questions[key], only_if=_only_if(document, key)) for key in fresh)
            parts.append((page, asked))
    return tuple(parts)


def _only_if(document: ConsultationDocument, key: str) -> tuple[Text, ...]:
    questions = document.questionnaire.by_key()
    condition = questions[key].show_if
    if condition is None:
        return ()
    options = getattr(questions[condition.question].spec, "options", ())
    return tuple(option.label for option in options if option.id in condition.any_of)


def _whole_page(request: Req, standing: Standing, fields: Fields, *, token: str) -> WholePage:
    return WholePage(
        consultation=standing.document,
        form_number=standing.form_number,
        parts=_parts(standing.document),
        fields=fields,
        key=submission_key_of(token),
        base=base_of(request, standing),
        is_shared=is_shared(request),
    )


@get("/{locale:str}/c/{slug:str}/answer-all", permission=Permission.PUBLIC)
async def whole(request: Req, slug: FromPath[str]) -> Response[WholePage] | Redirect:
    now = moment()
    standing = await open_standing(request, slug, at=now)
    held = token_of(request, slug)
    fields = await actions.draft(request.app.state.engine, standing, token=held)
    if fields is None and (sent := await receipt_instead(request, held)):
        return sent
    token = held or new_token()
    request.scope["state"]["cookies"] = [draft_cookie(request, standing, token, at=now)]
    return keepable(request, _whole_page(request, standing, fields or Fields.of({}), token=token))


@post("/{locale:str}/c/{slug:str}/answer-all", permission=Permission.PUBLIC, request_max_body_size=MOST_FORM)
async def keep(request: Req, slug: FromPath[str]) -> Redirect:
    """Keeps the whole form without judging it: on to the check page, or to the same page in another language."""
    now, form = moment(), await read_sent(request, slug)
    standing = await open_standing(request, slug, at=now)
    asked = await as_asked(request, standing, form)
    token = token_of(request, slug) or new_token()
    await actions.keep_whole(request.app.state.engine, asked, token=token, sent=form, at=now)
    base, to = base_of(request, standing), form.one("to")
    where = in_locale(f"{base}/answer-all", to) if locale_of(to) else f"{base}/check"
    return Redirect(where, status_code=303, cookies=[draft_cookie(request, standing, token, at=now)])


@get("/{locale:str}/c/{slug:str}/kept", permission=Permission.PUBLIC)
async def kept(request: Req, slug: FromPath[str]) -> KeptPage | Redirect:
    """Only a phone that keeps this page shows it: it would not be true of somebody who merely opens its address."""
    now = moment()
    standing = await open_standing(request, slug, at=now)
    token = token_of(request, slug)
    if not token or request.headers.get("sec-fetch-mode") == "navigate":
        return Redirect(f"{base_of(request, standing)}/check", status_code=303)
    code = receipt_code_of(submission_key_of(token))
    return KeptPage(consultation=standing.document, code=code, base=base_of(request, standing))


ROUTES = (whole, keep, kept)
