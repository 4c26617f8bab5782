"""Puts work into the queue on the caller's own connection: a rolled-back change leaves no job behind.

The queue is pgqueuer's, on the same PostgreSQL. It refuses to know what any job does.
"""

from collections.abc import Sequence
from datetime import timedelta

import msgspec
from pgqueuer import AsyncpgDriver, Queries
from sqlalchemy import text

from consult.db.transaction import Tx


async def enqueue(
    tx: Tx,
    name: str,
    payloads: Sequence[msgspec.Struct],
    *,
    dedupe_key: str | None = None,
    after: timedelta | None = None,
) -> None:
    """One job a payload. With a `dedupe_key`, a job that still waits under it stands for this one too."""
    if not payloads:
        return
    raw = (await tx.get_raw_connection()).driver_connection
    assert raw is not None
    if (
        not raw.is_in_transaction()
    ):  # SQLAlchemy begins at its first statement; the job must not go ahead of it.
        await tx.execute(text("select 1"))
    count = len(payloads)
    await Queries(AsyncpgDriver(raw)).enqueue(
        [name] * count,
        [msgspec.json.encode(payload) for payload in payloads],
        [0] * count,
        execute_after=[after] * count,
        dedupe_key=[dedupe_key] * count,
        on_conflict="skip",
    )
