"""Changing answers that were sent: from the receipt into the form, and back out of it.

The browser holds the draft as for any answer, and a second cookie that says which receipt it changes. That cookie goes with
one draft alone: whoever begins anew on the same phone changes nobody's answers.
"""

from litestar import post
from litestar.datastructures import Cookie
from litestar.params import FromPath
from litestar.response import Redirect

from consult.consultations.shelf import Shelf
from consult.consultations.store import Standing
from consult.errors import NotFound
from consult.i18n.negotiate import locale_for
from consult.responses import actions
from consult.responses.model import (
    Carried,
    Edit,
    carried,
    carried_from,
    code_from,
    edit_of,
    new_token,
)
from consult.responses.pages.visit import base_of, draft_cookie, token_of, window_of
from consult.web.context import Req, moment
from consult.web.permissions import Permission

EDITS_FIELD = "edits"


def edit_under_way(request: Req, slug: str) -> Carried | None:
    """The change that the draft of this browser belongs to."""
    return carried_from(request.cookies.get(_cookie_name(slug), ""), token=token_of(request, slug))


def sent(request: Req, standing: Standing, edit: Edit) -> Redirect:
    """Back to the receipt, whose code has not changed; the draft that the browser held before is its draft again."""
    return Redirect(
        f"/{locale_for(request.url.path).code}/receipt/{edit.code}",
        status_code=303,
        cookies=_ended(request, standing),
    )


@post("/{locale:str}/receipt/{code:str}/edit", permission=Permission.PUBLIC)
async def change(request: Req, code: FromPath[str]) -> Redirect:
    """Fills a draft with what was answered; a change that is already under way goes on."""
    now, plain = moment(), code_from(code)
    if plain is None:
        raise NotFound
    engine, shelf = request.app.state.engine, request.app.state.shelf
    known = await actions.can_edit(engine, shelf, code=plain, at=now)
    standing = await shelf.standing(known.slug)
    onward = f"{base_of(request, standing)}/check"
    token, edit = token_of(request, standing.slug), edit_of(plain, known.receipt.response_id)
    going = edit_under_way(request, standing.slug)
    if going is not None:
        if going.edit == edit and await actions.draft(engine, standing, token=token) is not None:
            return Redirect(onward, status_code=303)
        await actions.drop_draft(engine, city_id=standing.city_id, token=token)
    new = new_token()
    await actions.begin_edit(engine, known, token=new, at=now)
    held = carried(edit, token=new, before=going.before if going else token)
    cookies = [draft_cookie(request, standing, new, at=now), _cookie(request, standing, str(held))]
    return Redirect(onward, status_code=303, cookies=cookies)


@post("/{locale:str}/c/{slug:str}/edit/stop", permission=Permission.PUBLIC)
async def stop(request: Req, slug: FromPath[str]) -> Redirect:
    """Leaves what was sent as it is."""
    shelf: Shelf = request.app.state.shelf
    standing = await shelf.standing(slug)
    going = edit_under_way(request, slug)
    if going is None:
        return Redirect(base_of(request, standing), status_code=303)
    await actions.drop_draft(
        request.app.state.engine, city_id=standing.city_id, token=token_of(request, slug)
    )
    return sent(request, standing, going.edit)


def _cookie_name(slug: str) -> str:
    return f"edits-{slug}"


def _cookie(request: Req, standing: Standing, value: str) -> Cookie:
    """Lives as long as the draft that it goes with."""
    left = int((window_of(standing).closes_at - moment()).total_seconds())
    return Cookie(
        key=_cookie_name(standing.slug),
        value=value,
        path="/",
        httponly=True,
        samesite="lax",
        secure=request.app.state.settings.is_secure,
        max_age=max(left, 1) if value else 0,
    )


def _ended(request: Req, standing: Standing) -> list[Cookie]:
    going = edit_under_way(request, standing.slug)
    if going is None:
        return []
    return [draft_cookie(request, standing, going.before, at=moment()), _cookie(request, standing, "")]


ROUTES = (change, stop)
