"""A phone or tablet that others use too: begun without leaving anything on it, and cleared at the end."""

from litestar import post
from litestar.datastructures import Cookie
from litestar.params import FromPath
from litestar.response import Redirect

from consult.responses.pages.visit import SHARED_COOKIE, base_of, ended_cookie, open_standing, standing_of
from consult.web.context import Req, moment
from consult.web.permissions import Permission


def _mark(request: Req, *, ends: bool = False) -> Cookie:
    """Without an age it goes when the browser is closed."""
    return Cookie(
        key=SHARED_COOKIE,
        value="" if ends else "1",
        path="/",
        httponly=True,
        samesite="lax",
        secure=request.app.state.settings.is_secure,
        max_age=0 if ends else None,
    )


@post("/{locale:str}/c/{slug:str}/shared", permission=Permission.PUBLIC)
async def begin_shared(request: Req, slug: FromPath[str]) -> Redirect:
    """Somebody else may have begun here: their draft is not shown to this person."""
    standing = await open_standing(request, slug, at=moment())
    cookies = [_mark(request), ended_cookie(request, slug)]
    return Redirect(f"{base_of(request, standing)}/answer", status_code=303, cookies=cookies)


@post("/{locale:str}/c/{slug:str}/anew", permission=Permission.PUBLIC)
async def anew(request: Req, slug: FromPath[str]) -> Redirect:
    """Another person answers on this phone, a moment after the one before."""
    standing = await open_standing(request, slug, at=moment())
    return Redirect(
        f"{base_of(request, standing)}/answer", status_code=303, cookies=[ended_cookie(request, slug)]
    )


@post("/{locale:str}/c/{slug:str}/clear", permission=Permission.PUBLIC)
async def clear(request: Req, slug: FromPath[str]) -> Redirect:
    """Also after the consultation has closed. Cookies of other sites' pages here (a desk's session) stay."""
    standing = await standing_of(request, slug)
    cookies = [_mark(request, ends=True), ended_cookie(request, slug)]
    headers = {"clear-site-data": '"cache", "storage"'}
    return Redirect(base_of(request, standing), status_code=303, cookies=cookies, headers=headers)


ROUTES = (begin_shared, anew, clear)
