"""Going on later or on another phone: the code of a draft, as letters and as a QR code, and the field to type one.

Following an address only ever shows a page: mail programs and messengers open addresses on their own. It takes a button
to have this browser go on with a draft.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from litestar import get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from consult.consultations.model import ConsultationDocument, unanswered_page
from consult.consultations.store import Standing
from consult.errors import Problem
from consult.i18n.text import N_
from consult.responses import actions
from consult.responses.model import code_from, grouped
from consult.responses.pages.editing import edit_under_way
from consult.responses.pages.visit import base_of, draft_cookie, open_standing, token_of
from consult.web.context import Req, moment, read_form
from consult.web.pages import Page
from consult.web.permissions import Permission

NOT_A_CODE = N_("This is not a code to go on with: it has 32 letters and digits in groups of four.")
NOTHING_THERE = N_("We have no answers under this code. Look at it again, letter by letter.")
RECEIPT_CODE = N_("This is the code of a receipt: these answers have been sent already.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumePage(Page):
    """`code` is this browser's own; `typed` came with the address or was not right."""

    template: ClassVar[str] = "responses/resume.html"
    consultation: ConsultationDocument
    base: str
    code: str = ""
    qr_address: str = ""
    typed: str = ""
    goes_on: bool = False
    receipt_href: str = ""


async def _page(
    request: Req,
    standing: Standing,
    *,
    typed: str = "",
    goes_on: bool = False,
    problems: tuple[Problem, ...] = (),
    receipt_href: str = "",
) -> ResumePage:
    token = token_of(request, standing.slug)
    # An edit stays where it was begun: elsewhere its draft would be sent as another response.
    is_edit = edit_under_way(request, standing.slug) is not None
    has_draft = (
        not is_edit and await actions.draft(request.app.state.engine, standing, token=token) is not None
    )
    base = base_of(request, standing)
    origin = str(request.app.state.settings.base_url).rstrip("/")
    return ResumePage(
        consultation=standing.document,
        base=base,
        code=token if has_draft else "",
        qr_address=f"{origin}{base}/resume?code={token}" if has_draft else "",
        typed=typed,
        goes_on=goes_on,
        problems=problems,
        receipt_href=receipt_href,
    )


@get("/{locale:str}/c/{slug:str}/resume", permission=Permission.PUBLIC)
async def resume(
    request: Req, slug: FromPath[str], code: Annotated[str, QueryParameter(max_length=200)] = ""
) -> ResumePage:
    standing = await open_standing(request, slug, at=moment())
    plain = code_from(code)
    if plain is None:
        return await _page(request, standing, typed=code)
    return await _page(request, standing, typed=grouped(plain), goes_on=True)


@post("/{locale:str}/c/{slug:str}/resume", permission=Permission.PUBLIC)
async def go_on(request: Req, slug: FromPath[str]) -> ResumePage | Redirect:
    now, form = moment(), await read_form(request)
    standing = await open_standing(request, slug, at=now)
    typed = form.one("code")[:200]
    token = code_from(typed)
    engine = request.app.state.engine
    if token is None:
        return await _page(request, standing, typed=typed, problems=(Problem("code", NOT_A_CODE),))
    fields = await actions.draft(engine, standing, token=token)
    base = base_of(request, standing)
    if fields is not None:
        first = unanswered_page(standing.document.questionnaire, fields)
        where = f"{base}/answer/{first.key}" if first else f"{base}/check"
        cookie = draft_cookie(request, standing, token, at=now)
        return Redirect(where, status_code=303, cookies=[cookie])
    receipt = token if await actions.is_receipt(engine, code=token) else None
    receipt = receipt or await actions.receipt_of(engine, token=token)
    locale = base.partition("/c/")[0]
    return await _page(
        request,
        standing,
        typed=typed,
        problems=(Problem("code", RECEIPT_CODE if receipt else NOTHING_THERE),),
        receipt_href=f"{locale}/receipt/{receipt}" if receipt else "",
    )


ROUTES = (resume, go_on)
