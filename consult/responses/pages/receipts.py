"""The public list of receipts, after the close: anybody can see that their response counts, and that nobody's was lost.

It shows hashes of the codes, in the order of the hashes: no time, no channel, nothing to tell who answered or when.
"""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, ClassVar

from litestar import get
from litestar.params import FromPath, QueryParameter
from litestar.response import Stream

from consult.consultations.model import ConsultationDocument, State
from consult.consultations.shelf import Shelf
from consult.consultations.store import Standing
from consult.errors import NotFound, Problem
from consult.i18n.text import N_
from consult.responses import actions
from consult.responses.actions import ListPage
from consult.responses.model import code_from, hash_of
from consult.responses.pages.visit import window_of
from consult.web.context import Req, moment
from consult.web.pages import Page, PageResponse
from consult.web.permissions import Permission

NOT_A_RECEIPT = N_("Write a receipt code of 32 letters and digits, or a fingerprint of 64.")
_HASH = re.compile(r"[0-9a-f]{64}")
_PAGED = {"cache-control": "public, max-age=60"}
_PRIVATE = {"cache-control": "private, no-store", "x-robots-tag": "noindex"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptsPage(Page):
    """`listed` is None until the consultation has closed. `found` is what the list says of the one looked for."""

    template: ClassVar[str] = "responses/receipts.html"
    consultation: ConsultationDocument
    published_on: date
    listed: ListPage | None = None
    typed: str = ""
    looked_up: str = ""
    found: str = ""


@get("/{locale:str}/c/{slug:str}/receipts", permission=Permission.PUBLIC)
async def receipts(
    request: Req,
    slug: FromPath[str],
    q: Annotated[str, QueryParameter(max_length=400)] = "",
    after: Annotated[str, QueryParameter(max_length=64)] = "",
) -> PageResponse:
    standing = await _standing(request, slug)
    document, published_on = standing.document, standing.closes_on + timedelta(days=1)
    if not _is_closed(standing):
        return PageResponse(ReceiptsPage(consultation=document, published_on=published_on))
    engine, start = request.app.state.engine, after if _HASH.fullmatch(after) else ""
    listed = await actions.list_page(engine, standing, after=start)
    looked_up = _hash_in(q)
    found = (
        await actions.look_up(engine, standing, receipt_hash=bytes.fromhex(looked_up)) if looked_up else ""
    )
    wrong = (Problem("q", NOT_A_RECEIPT),) if q.strip() and not looked_up else ()
    page = ReceiptsPage(
        consultation=document,
        published_on=published_on,
        listed=listed,
        typed=q,
        looked_up=looked_up,
        found=found,
        problems=wrong,
    )
    return PageResponse(page, headers=_PRIVATE if q else _PAGED)


@get("/{locale:str}/c/{slug:str}/receipts.txt", permission=Permission.PUBLIC)
async def receipts_file(request: Req, slug: FromPath[str]) -> Stream:
    standing = await _standing(request, slug)
    if not _is_closed(standing):
        raise NotFound
    headers = {**_PAGED, "content-disposition": f'inline; filename="{slug}-receipts.txt"'}
    return Stream(_lines(request, standing), media_type="text/plain", headers=headers, status_code=200)


async def _lines(request: Req, standing: Standing) -> AsyncIterator[str]:
    """The file in pieces, with what it is and how to check it in front; its last line counts the lines."""
    yield (
        f"# {standing.slug}: one line for each response that counts.\n"
        "# A line is the SHA-256 of a receipt code: 32 letters and digits, in capitals, without dashes.\n"
        "# To check yours on your own machine: printf %s CODE | sha256sum\n"
        "# Lines are in the order of their digits, which says nothing about when or how anybody answered.\n"
    )
    count = 0
    async for piece in actions.every_receipt(request.app.state.engine, standing):
        count += len(piece)
        yield "".join(f"{one}\n" for one in piece)
    yield f"# {count} receipts\n"


async def _standing(request: Req, slug: str) -> Standing:
    """NotFound for a consultation that is not published."""
    shelf: Shelf = request.app.state.shelf
    return await shelf.standing(slug)


def _is_closed(standing: Standing) -> bool:
    return window_of(standing).state(at=moment()) is State.CLOSED


def _hash_in(typed: str) -> str:
    """The fingerprint behind what was typed, a code or the fingerprint itself; empty when it is neither."""
    plain = "".join(typed.split()).lower()
    if _HASH.fullmatch(plain):
        return plain
    code = code_from(typed)
    return hash_of(code).hex() if code else ""


ROUTES = (receipts, receipts_file)
