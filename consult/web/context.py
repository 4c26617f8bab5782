"""What a handler may ask for by name: the transaction, the read form, the time, the member.

Rooms annotate parameters with these aliases and nothing else; the composition root provides them.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, TypeAlias

from litestar import Request
from litestar.di import NamedDependency, Provide

from consult.db import transaction
from consult.errors import Invalid
from consult.web.forms import Fields, legible_fields, parse_fields
from consult.web.permissions import Member, member_of
from consult.web.security import MAX_BODY, read_body

Req: TypeAlias = Request[Any, Any, Any]
Tx: TypeAlias = NamedDependency[transaction.Tx]
Form: TypeAlias = NamedDependency[Fields]
Now: TypeAlias = NamedDependency[datetime]
Desk: TypeAlias = NamedDependency[Member]


async def provide_tx(request: Req) -> AsyncIterator[transaction.Tx]:
    """A transaction for this request: read-only for a GET, inside the member's city when somebody is signed in."""
    member: Member | None = request.scope["state"].get("member")
    city_id = member.city_id if member else None
    opened = transaction.begin_reading if request.method in {"GET", "HEAD"} else transaction.begin
    async with opened(request.app.state.engine, city_id=city_id) as tx:
        yield tx


async def read_form(request: Req, most: int = MAX_BODY) -> Fields:
    """The submitted fields, read once; kept beside the request so that an error page can hold them.

    Citizens' handlers call this and `moment` themselves: resolving them as dependencies costs a task group a request.
    What is legible of a damaged form is kept as well, for its error page alone.
    """
    body = await read_body(request, most=most)
    try:
        fields = parse_fields(body)
    except Invalid:
        request.scope["state"]["legible"] = legible_fields(body)
        raise
    request.scope["state"]["fields"] = fields
    return fields


async def provide_form(request: Req) -> Fields:
    return await read_form(request)


def moment() -> datetime:
    return datetime.now(UTC)


async def provide_member(request: Req) -> Member:
    member = await member_of(request)
    assert member is not None, "the guard lets nobody else in"
    return member


DEPENDENCIES = {
    "tx": Provide(provide_tx),
    "form": Provide(provide_form),
    "now": Provide(moment, sync_to_thread=False),
    "member": Provide(provide_member),
}
