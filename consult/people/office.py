"""Sign in, sign out, and the audit trail that a coordinator may read."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from litestar import get, post
from litestar.datastructures import Cookie
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from consult.errors import Invalid
from consult.i18n.text import N_
from consult.people import actions, store
from consult.people.model import ABSOLUTE, AuditEvent
from consult.web.context import Form, Now, Req, Tx
from consult.web.pages import Page
from consult.web.permissions import SESSION_COOKIE, Permission

AUDIT_PAGE = 50

# What the audit trail calls each act; a room adds a line for an act of its own.
ACTS: dict[str, str] = {
    "invite": N_("gave a role"),
    "sign_in": N_("signed in"),
    "review": N_("reviewed"),
    "run": N_("ran the analysis"),
    "compose": N_("worked on the results"),
    "publish": N_("published"),
    "open_paper_batch": N_("opened a batch of paper:"),
    "enter_sheet": N_("typed a paper sheet:"),
    "undo_sheet": N_("took back a paper sheet:"),
    "double_entry": N_("typed a paper sheet a second time:"),
    "import": N_("imported answers from a file:"),
    "retract": N_("retracted"),
    "screen": N_("decided on held responses"),
    "guard": N_("changed the protection"),
    "codes": N_("made invitation codes"),
    "open_batch": N_("opened a stop:"),
    "close_batch": N_("closed a stop:"),
    "start_kiosk": N_("started a shared tablet at"),
    "end_kiosk": N_("ended a shared tablet at"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage(Page):
    template: ClassVar[str] = "people/sign_in.html"
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage(Page):
    template: ClassVar[str] = "people/audit.html"
    events: tuple[AuditEvent, ...]
    acts: dict[str, str]
    older: int | None


@get("/{locale:str}/office/sign-in", permission=Permission.PUBLIC)
async def sign_in_form() -> SignInPage:
    return SignInPage()


@post("/{locale:str}/office/sign-in", permission=Permission.PUBLIC)
async def sign_in(request: Req, locale: FromPath[str], form: Form, now: Now) -> SignInPage | Redirect:
    state = request.app.state
    try:
        signed_in = await actions.sign_in(
            state.engine,
            email=form.one("email"),
            password=form.one("password"),
            at=now,
            old_token=request.cookies.get(SESSION_COOKIE, ""),
        )
    except Invalid as invalid:
        return SignInPage(email=form.one("email"), problems=invalid.problems)
    return Redirect(f"/{locale}/office", status_code=303, cookies=[_cookie(request, signed_in.token)])


@post("/{locale:str}/office/sign-out", permission=Permission.SIGNED_IN)
async def sign_out(request: Req, locale: FromPath[str], tx: Tx, now: Now) -> Redirect:
    await actions.sign_out(tx, token=request.cookies.get(SESSION_COOKIE, ""), at=now)
    gone = Cookie(key=SESSION_COOKIE, value="", max_age=0, path="/", httponly=True, samesite="lax")
    return Redirect(f"/{locale}/office/sign-in", status_code=303, cookies=[gone])


@get("/{locale:str}/office/audit", permission=Permission.AUDIT_READ)
async def audit(tx: Tx, before: Annotated[int | None, QueryParameter(ge=1, le=2**62)] = None) -> AuditPage:
    rows = await store.audit_page(tx, before=before, limit=AUDIT_PAGE + 1)
    shown = rows[:AUDIT_PAGE]
    return AuditPage(
        events=tuple(event for _, event in shown),
        acts=ACTS,
        older=shown[-1][0] if len(rows) > AUDIT_PAGE else None,
    )


def _cookie(request: Req, token: str) -> Cookie:
    return Cookie(
        key=SESSION_COOKIE,
        value=token,
        path="/",
        httponly=True,
        samesite="lax",
        secure=request.app.state.settings.is_secure,
        max_age=int(ABSOLUTE.total_seconds()),
    )


ROUTES = (sign_in_form, sign_in, sign_out, audit)
