"""A file of answers between its preview and its import, and which of its rows are here already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, insert, select, text

from consult.db.transaction import Tx
from consult.responses.tables import answer_files

_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFile:
    id: UUID
    name: str
    content: bytes
    channel: str
    person_name: str
    at: datetime


async def add_file(
    tx: Tx,
    *,
    file: AnswerFile,
    city_id: UUID,
    consultation_id: UUID,
    person_id: UUID,
) -> None:
    await tx.execute(
        insert(answer_files).values(
            id=file.id,
            city_id=city_id,
            consultation_id=consultation_id,
            name=file.name,
            content=file.content,
            channel=file.channel,
            person_id=person_id,
            person_name=file.person_name,
            at=file.at,
        )
    )


async def drop_files(tx: Tx, *, before: datetime) -> None:
    await tx.execute(delete(answer_files).where(answer_files.c.at < before))


async def file_of(tx: Tx, *, file_id: UUID, consultation_id: UUID) -> AnswerFile | None:
    statement = select(answer_files).where(
        answer_files.c.id == file_id, answer_files.c.consultation_id == consultation_id
    )
    return _file((await tx.execute(statement)).one_or_none())


async def take_file(tx: Tx, *, file_id: UUID, consultation_id: UUID) -> AnswerFile | None:
    """Removes the file and answers it. Of two at once, the second waits for the first and then finds nothing."""
    statement = (
        delete(answer_files)
        .where(answer_files.c.id == file_id, answer_files.c.consultation_id == consultation_id)
        .returning(answer_files)
    )
    return _file((await tx.execute(statement)).one_or_none())


def _file(row: object) -> AnswerFile | None:
    return AnswerFile(**{name: getattr(row, name) for name in AnswerFile.__slots__}) if row else None


async def known_count(tx: Tx, key_hashes: Sequence[bytes]) -> int:
    """How many of these submissions are here already."""
    found = 0
    statement = text("select count(*) from response where submission_key = any(cast(:keys as bytea[]))")
    for start in range(0, len(key_hashes), _AT_ONCE):
        keys = list(key_hashes[start : start + _AT_ONCE])
        found += (await tx.execute(statement, {"keys": keys})).scalar_one()
    return found


async def one_at_a_time(tx: Tx, consultation_id: UUID) -> None:
    """Until this transaction ends, nobody else brings answers into this consultation: two files that hold the same rows
    would wait for each other's keys.
    """
    await tx.execute(
        select(func.pg_advisory_xact_lock(func.hashtextextended(f"import:{consultation_id}", 0)))
    )
