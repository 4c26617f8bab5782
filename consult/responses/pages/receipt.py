"""The receipt: a code leads to what was answered, to what became of it, and, while the consultation is open, to changing
or withdrawing it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from litestar import get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from consult.consultations.kinds.given import Line
from consult.consultations.model import ConsultationDocument
from consult.errors import NotFound, Problem
from consult.i18n.text import N_, Text
from consult.responses import actions
from consult.responses.model import Outcome, code_from, grouped
from consult.responses.pages.visit import end_draft, is_shared, lines_of
from consult.web.context import Req, moment
from consult.web.pages import Page, PageResponse
from consult.web.permissions import Permission

# Nobody but the holder of the code has business here: no cache, no search engine.
PRIVATE = {"cache-control": "private, no-store", "x-robots-tag": "noindex"}
UNKNOWN = N_(
    "No answers are kept under the code “%(typed)s”. Please compare it with your receipt, sign by sign."
)
NO_CODE = N_("“%(typed)s” is not a receipt code: it has 32 letters and digits in groups of four.")
FIRST_LINES = 12  # of what was answered, on the receipt itself; the rest is one step away, so that both pages stay light
MOST_SHOWN = 60  # signs of what was typed that a message repeats


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPage(Page):
    """`code` is in groups; `address` is where the QR code leads. `outcome` is None once withdrawn."""

    template: ClassVar[str] = "responses/receipt.html"
    consultation: ConsultationDocument
    code: str
    address: str
    submitted_at: datetime
    withdrawn_at: datetime | None
    is_edited: bool
    answered: tuple[tuple[Text, tuple[Line, ...]], ...]
    is_open: bool
    outcome: Outcome | None
    asks_to_withdraw: bool = False
    shows_all: bool = False
    is_shared: bool = False

    @property
    def plain_code(self) -> str:
        return self.code.replace("-", "")

    @property
    def first(self) -> tuple[tuple[Text, tuple[Line, ...]], ...]:
        """The answers that stand on the receipt: whole questions, until there are enough lines."""
        lines = 0
        for count, (_, said) in enumerate(self.answered):
            lines += len(said)
            if count and lines > FIRST_LINES:
                return self.answered[:count]
        return self.answered


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLookupPage(Page):
    template: ClassVar[str] = "responses/receipt_lookup.html"
    typed: str = ""
    is_missing: bool = False

    @property
    def status(self) -> int:
        """The address of a receipt that is not there is a page that is not there."""
        return 404 if self.is_missing else 422 if self.problems else 200


def _no_receipt(typed: str, message: str, *, is_missing: bool = False) -> PageResponse:
    plain = code_from(typed)
    shown = grouped(plain) if plain else typed if len(typed) <= MOST_SHOWN else f"{typed[:MOST_SHOWN]}…"
    problem = Problem("code", message, {"typed": shown})
    page = ReceiptLookupPage(typed=typed, problems=(problem,), is_missing=is_missing)
    return PageResponse(page, headers=PRIVATE)


@get("/{locale:str}/receipt", permission=Permission.PUBLIC)
async def receipt_lookup(
    request: Req, locale: FromPath[str], code: Annotated[str, QueryParameter(max_length=400)] = ""
) -> PageResponse | Redirect:
    if not code.strip():
        return PageResponse(ReceiptLookupPage(), headers=PRIVATE)
    plain = code_from(code)
    if plain is None:
        return _no_receipt(code, NO_CODE)
    try:
        await actions.read_receipt(request.app.state.engine, request.app.state.shelf, code=plain, at=moment())
    except NotFound:
        return _no_receipt(code, UNKNOWN)
    return Redirect(f"/{locale}/receipt/{plain}", status_code=303)


@get("/{locale:str}/receipt/{code:str}", permission=Permission.PUBLIC)
async def receipt(
    request: Req,
    locale: FromPath[str],
    code: FromPath[str],
    ask: Annotated[str, QueryParameter(max_length=20)] = "",
    show: Annotated[str, QueryParameter(max_length=20)] = "",
) -> PageResponse:
    plain = code_from(code)
    if plain is None:
        return _no_receipt(code, NO_CODE, is_missing=True)
    state = request.app.state
    try:
        known = await actions.read_receipt(state.engine, state.shelf, code=plain, at=moment())
    except NotFound:
        return _no_receipt(code, UNKNOWN, is_missing=True)
    end_draft(request, known.slug, code=plain)
    found, questions = known.receipt, known.document.questionnaire.questions
    outcome = await state.outcome_of(found, known.document) if found.withdrawn_at is None else None
    page = ReceiptPage(
        consultation=known.document,
        code=grouped(plain),
        address=f"{state.settings.base_url}/{locale}/receipt/{plain}",
        submitted_at=found.submitted_at,
        withdrawn_at=found.withdrawn_at,
        is_edited=found.is_edited,
        answered=tuple(
            (asked.prompt, lines_of(asked, found.items[asked.key], locale=locale))
            for asked in questions
            if asked.key in found.items
        ),
        is_open=known.is_open,
        outcome=outcome,
        asks_to_withdraw=ask == "withdraw" and known.is_open,
        shows_all=show == "answers",
        is_shared=is_shared(request),
    )
    return PageResponse(page, headers=PRIVATE)


@post("/{locale:str}/receipt/{code:str}/withdraw", permission=Permission.PUBLIC)
async def withdraw(request: Req, locale: FromPath[str], code: FromPath[str]) -> Redirect:
    await actions.withdraw(request.app.state.engine, request.app.state.shelf, code=_code(code), at=moment())
    return Redirect(f"/{locale}/receipt/{_code(code)}", status_code=303)


def _code(typed: str) -> str:
    plain = code_from(typed)
    if plain is None:
        raise NotFound
    return plain


ROUTES = (receipt_lookup, receipt, withdraw)
