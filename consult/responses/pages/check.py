"""The check page and the sending.

The check page carries the whole form: what it sends needs no memory on the server, and can be sent again without harm.
"""

from dataclasses import dataclass, replace
from typing import ClassVar

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from consult.consultations.kinds.given import Line
from consult.consultations.model import (
    ConsultationDocument,
    Question,
    Reading,
    field_names,
    page_of,
    read_all,
    visible_pages,
)
from consult.consultations.store import Standing
from consult.errors import Invalid, NotFound, Problem
from consult.i18n.negotiate import locale_for
from consult.i18n.text import N_, Text
from consult.responses import actions
from consult.responses.intake import Intake
from consult.responses.model import (
    CodeRefused,
    edit_from,
    is_code,
    new_token,
    receipt_code_of,
    submission_key_of,
)
from consult.responses.pages.editing import EDITS_FIELD, edit_under_way, sent
from consult.responses.pages.guard import INVITATION_FIELD, Guarded, guarded, invitation_of
from consult.responses.pages.visit import (
    FORM_FIELD,
    MOST_FORM,
    as_asked,
    base_of,
    is_kiosk,
    keepable,
    lines_of,
    open_standing,
    read_sent,
    receipt_instead,
    token_of,
    where_from,
)
from consult.web.context import Req, moment
from consult.web.forms import Fields
from consult.web.pages import Page
from consult.web.permissions import Permission

KEY_FIELD = "submission_key"
NOTHING_GIVEN = N_("Answer at least one question before you send.")
CHANGED_MEANWHILE = N_(
    "Your answers were changed elsewhere in the meantime. Send again to put these in their place."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One question on the check page."""

    question: Question
    lines: tuple[Line, ...]
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage(Page):
    template: ClassVar[str] = "responses/check.html"
    consultation: ConsultationDocument
    checked: tuple[Checked, ...]
    kept: tuple[tuple[str, str], ...]
    back_href: str
    action: str
    problem_hrefs: tuple[tuple[str, Problem], ...] = ()
    aside: tuple[tuple[Text, tuple[Line, ...]], ...] = ()
    guard: Guarded = Guarded()
    edits: str = ""

    @property
    def edited_code(self) -> str:
        """The receipt whose answers are being changed; empty for new ones."""
        return self.edits.partition(".")[0]


def _check_page(
    request: Req,
    standing: Standing,
    fields: Fields,
    reading: Reading,
    *,
    key: str,
    problems: tuple[Problem, ...],
    guard: Guarded,
    edits: str = "",
    aside: tuple[tuple[Text, tuple[Line, ...]], ...] = (),
) -> Response[CheckPage]:
    questionnaire = standing.document.questionnaire
    base = base_of(request, standing)
    locale = locale_for(request.url.path).code
    pages = visible_pages(questionnaire, fields)
    questions = questionnaire.by_key()
    seen: dict[str, Checked] = {}
    for page in pages:
        for question_key in page.questions:
            asked = questions[question_key]
            if question_key in seen or question_key in reading.hidden or asked.asked_by != "citizen":
                continue
            lines = lines_of(asked, reading.items.get(question_key, ()), locale=locale)
            seen[question_key] = Checked(question=asked, lines=lines, href=f"{base}/answer/{page.key}")
    hrefs = []
    for problem in problems:
        if problem.field == INVITATION_FIELD:
            hrefs.append((f"#{problem.field}", problem))
            continue
        at_page = page_of(questionnaire, problem.field)
        hrefs.append(
            (f"{base}/answer/{at_page.key}#{problem.field}" if at_page else f"{base}/answer", problem)
        )
    number = (FORM_FIELD, str(standing.form_number))
    shown = CheckPage(
        consultation=standing.document,
        checked=tuple(seen.values()),
        kept=(
            *fields.only(field_names(questionnaire)).pairs(),
            number,
            (KEY_FIELD, key),
            *([(EDITS_FIELD, edits)] if edits else []),
        ),
        edits=edits,
        back_href=f"{base}/answer/{pages[-1].key}" if pages else base,
        action=f"{base}/check",
        problems=problems,
        problem_hrefs=tuple(hrefs),
        guard=guard,
        aside=aside,
    )
    return keepable(request, shown)


@get("/{locale:str}/c/{slug:str}/check", permission=Permission.PUBLIC)
async def check(request: Req, slug: FromPath[str]) -> Response[CheckPage] | Redirect:
    now = moment()
    standing = await open_standing(request, slug, at=now)
    token = token_of(request, slug)
    fields = await actions.draft(request.app.state.engine, standing, token=token)
    if fields is None:
        sent = await receipt_instead(request, token)
        return sent or Redirect(f"{base_of(request, standing)}/answer", status_code=303)
    reading = read_all(standing.document.questionnaire, fields)
    going = edit_under_way(request, slug)
    locale = locale_for(request.url.path).code
    lost = await actions.no_longer_asked(request.app.state.shelf, standing, fields)
    return _check_page(
        request,
        standing,
        fields,
        reading,
        key=submission_key_of(token),
        problems=reading.problems,
        guard=await guarded(request, standing, at=now),
        edits=str(going.edit) if going else "",
        aside=tuple((one.prompt, lines_of(one, then.items[one.key], locale=locale)) for one, then in lost),
    )


@post("/{locale:str}/c/{slug:str}/check", permission=Permission.PUBLIC, request_max_body_size=MOST_FORM)
async def submit(request: Req, slug: FromPath[str]) -> Response[CheckPage] | Redirect:
    """The whole form in one request: kept once, however often it is sent, and read as it was asked."""
    now, form = moment(), await read_sent(request, slug)
    standing = await as_asked(request, await open_standing(request, slug, at=now), form)
    token = token_of(request, slug)
    sent_key = form.one(KEY_FIELD)
    key = sent_key if is_code(sent_key) else submission_key_of(token or new_token())
    edits = form.one(EDITS_FIELD)
    edit = edit_from(edits)
    if edits and edit is None:
        raise NotFound  # never a second response in the place of a change
    reading = read_all(standing.document.questionnaire, form)
    guard = await guarded(request, standing, at=now, form=form)
    locale = locale_for(request.url.path).code
    intake: Intake = request.app.state.intake

    async def again(problems: tuple[Problem, ...], edits: str = edits) -> Response[CheckPage]:
        if token:  # so that "Change" leads to what this form says
            await actions.keep_whole(request.app.state.engine, standing, token=token, sent=form, at=now)
        return _check_page(
            request, standing, form, reading, key=key, problems=problems, guard=guard, edits=edits
        )

    if reading.problems and is_kiosk(request) and token:
        return Redirect(f"{base_of(request, standing)}/check", status_code=303)
    try:
        if problems := reading.problems or (() if reading.items else (Problem("", NOTHING_GIVEN),)):
            raise Invalid(problems)
        channel, batch_id = await where_from(request, standing, at=now)
        whole = actions.submission(
            standing, reading, key=key, token=token, channel=channel, locale=locale, at=now, batch_id=batch_id
        )
        held = actions.reasons(form, key=key, has_key=is_code(sent_key), is_attacked=guard.asks_for_proof)
        held = held if batch_id is None else ()  # a facilitator stands by
        if edit is not None:
            engine, shelf = request.app.state.engine, request.app.state.shelf
            newer = await actions.send_edit(
                engine, shelf, replace(whole, holds=held), edit=edit, submit=intake.submit, at=now
            )
            if newer is None:
                return sent(request, standing, edit)
            return await again((Problem("", CHANGED_MEANWHILE),), str(newer))
        code = await invitation_of(request, standing, form, key=key) if batch_id is None else None
        await intake.submit(replace(whole, holds=held, invitation=code))
    except Invalid as invalid:
        return await again(invalid.problems)
    except CodeRefused as refused:
        return await again((Problem(INVITATION_FIELD, refused.message),))
    return Redirect(f"/{locale}/receipt/{receipt_code_of(key)}", status_code=303)


ROUTES = (check, submit)
