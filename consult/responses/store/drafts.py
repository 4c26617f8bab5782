"""Drafts: what a browser has given so far, by the hash of its token."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, String, cast, delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from consult.db.transaction import Tx
from consult.responses.tables import drafts


async def drop_drafts(tx: Tx, token_hashes: Sequence[bytes]) -> None:
    if token_hashes:
        await tx.execute(delete(drafts).where(drafts.c.token_hash.in_(token_hashes)))


async def drafts_begun(tx: Tx, token_hashes: Sequence[bytes]) -> dict[bytes, datetime]:
    """When each of these drafts began, for those that there are."""
    if not token_hashes:
        return {}
    rows = await tx.execute(
        select(drafts.c.token_hash, drafts.c.begun_at).where(drafts.c.token_hash.in_(token_hashes))
    )
    return {bytes(row.token_hash): row.begun_at for row in rows}


async def draft_fields(tx: Tx, *, token_hash: bytes, consultation_id: UUID) -> dict[str, list[str]] | None:
    statement = select(drafts.c.fields).where(
        drafts.c.token_hash == token_hash, drafts.c.consultation_id == consultation_id
    )
    return (await tx.execute(statement)).scalar_one_or_none()


async def merge_draft(
    tx: Tx,
    *,
    token_hash: bytes,
    city_id: UUID,
    consultation_id: UUID,
    names: Sequence[str],
    fields: dict[str, list[str]],
    at: datetime,
) -> None:
    """Replaces the named fields by those given, in one statement: two tabs cannot lose each other's pages."""
    new = upsert(drafts).values(
        token_hash=token_hash, city_id=city_id, consultation_id=consultation_id, fields=fields, updated_at=at
    )
    await tx.execute(
        new.on_conflict_do_update(
            index_elements=["token_hash"],
            set_={
                "fields": (drafts.c.fields.op("-")(cast(list(names), ARRAY(String)))).op("||")(
                    new.excluded.fields
                ),
                "updated_at": at,
            },
        )
    )
