"""Makes the one engine of a process from its settings, and checks the role it runs under.

It refuses to run as a role that row-level security does not bind.
"""

from typing import Any

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from consult.errors import Unavailable

_encoder = msgspec.json.Encoder()


def dumps(value: object) -> str:
    """JSON for JSONB columns; msgspec Structs are encoded as they stand."""
    return _encoder.encode(value).decode()


def create_engine(url: str, *, pool_size: int, **options: Any) -> AsyncEngine:
    return create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,  # a connection beyond the pool would be opened and closed for each request
        pool_timeout=10,
        pool_pre_ping=False,
        hide_parameters=True,  # an error message must not carry a citizen's words into a log
        json_serializer=dumps,
        json_deserializer=msgspec.json.decode,
        connect_args={"timeout": 10, "server_settings": {"application_name": "consult", "timezone": "UTC"}},
        **options,
    )


_ROLE = text(
    """select current_user as name, r.rolsuper or r.rolbypassrls as free,
              exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                      where n.nspname = 'public' and c.relrowsecurity and c.relowner = r.oid) as owner
       from pg_roles r where r.rolname = current_user"""
)


async def refuse_privileged_role(engine: AsyncEngine) -> None:
    """Raises Unavailable when the site's role is superuser, bypasses row-level security, or owns a walled table."""
    async with engine.connect() as connection:
        role = (await connection.execute(_ROLE)).one()
    if role.free or role.owner:
        raise Unavailable(
            f"The database role {role.name!r} is not bound by row-level security (superuser, BYPASSRLS or owner). "
            "Point CONSULT_DATABASE_URL at a plain role and CONSULT_DATABASE_OWNER_URL at the owner."
        )
