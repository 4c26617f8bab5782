"""The receipt: a code leads to what was answered, and to withdrawing it while the consultation is open."""

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
from consult.responses.model import code_from, grouped
from consult.responses.pages.visit import end_draft, is_shared, lines_of
from consult.web.context import Req, moment
from consult.web.pages import Page
from consult.web.permissions import Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPage(Page):
    template: ClassVar[str] = "responses/receipt.html"
    consultation: ConsultationDocument
    code: str
    submitted_at: datetime
    withdrawn_at: datetime | None
    answered: tuple[tuple[Text, tuple[Line, ...]], ...]
    is_open: bool
    asks_to_withdraw: bool = False
    is_shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLookupPage(Page):
    template: ClassVar[str] = "responses/receipt_lookup.html"
    typed: str = ""


@get("/{locale:str}/receipt", permission=Permission.PUBLIC)
async def receipt_lookup(
    locale: FromPath[str], code: Annotated[str, QueryParameter(max_length=200)] = ""
) -> ReceiptLookupPage | Redirect:
    if not code:
        return ReceiptLookupPage()
    plain = code_from(code)
    if plain is None:
        wrong = Problem(
            "code", N_("This is not a receipt code: it has 32 letters and digits in groups of four.")
        )
        return ReceiptLookupPage(typed=code, problems=(wrong,))
    return Redirect(f"/{locale}/receipt/{plain}", status_code=303)


@get("/{locale:str}/receipt/{code:str}", permission=Permission.PUBLIC)
async def receipt(
    request: Req,
    locale: FromPath[str],
    code: FromPath[str],
    ask: Annotated[str, QueryParameter(max_length=20)] = "",
) -> ReceiptPage:
    known = await actions.read_receipt(
        request.app.state.engine, request.app.state.shelf, code=_code(code), at=moment()
    )
    end_draft(request, known.slug, code=_code(code))
    questions = known.document.questionnaire.questions
    return ReceiptPage(
        consultation=known.document,
        code=grouped(_code(code)),
        submitted_at=known.receipt.submitted_at,
        withdrawn_at=known.receipt.withdrawn_at,
        answered=tuple(
            (asked.prompt, lines_of(asked, known.receipt.items[asked.key], locale=locale))
            for asked in questions
            if asked.key in known.receipt.items
        ),
        is_open=known.is_open,
        asks_to_withdraw=ask == "withdraw",
        is_shared=is_shared(request),
    )


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
