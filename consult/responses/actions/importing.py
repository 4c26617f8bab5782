"""Bring answers in from a file: look at it first, then all of it in one transaction or nothing.

Reading a file is work for a thread of its own, a few hundred rows at a time, so that other requests go on being answered.
The receipt code of each response is drawn at random and thrown away: nobody is there to be given it.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations import store as consultations
from consult.consultations.store import Standing
from consult.db.transaction import Tx, begin, begin_reading, enter_city
from consult.errors import Conflict, Invalid, NotFound, Problem
from consult.i18n.text import N_
from consult.people import actions as people
from consult.people import store as people_store
from consult.responses.actions.entering import refuse_unbegun, standing_of
from consult.responses.actions.keeping import keep
from consult.responses.actions.submitting import submission
from consult.responses.loader import AnswerReader, Bad, Row
from consult.responses.model import Submission, hash_of, new_token, receipt_code_of
from consult.responses.store import answer_files
from consult.responses.store.answer_files import AnswerFile
from consult.web.permissions import Member

CHANNELS = ("paper", "import")
TOGETHER = 500  # rows a thread reads, and rows one statement keeps
KEPT_FOR = timedelta(days=1)
NOT_THERE = N_("This file is not here any more: it was brought in, or somebody took it away.")
BAD_ROWS = N_("Rows of this file need to be corrected first.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a file would bring in: good rows, those of them that are here already, and everything that is wrong."""

    row_count: int
    known_count: int
    bad: tuple[Bad, ...]

    @property
    def new_count(self) -> int:
        return self.row_count - self.known_count

    @property
    def bad_row_count(self) -> int:
        return len({one.row for one in self.bad})


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    new_count: int
    known_count: int


async def look(tx: Tx, standing: Standing, content: bytes, *, at: datetime) -> Look:
    """Reads the whole file and changes nothing. Invalid when it cannot be read at all."""
    keys: list[bytes] = []
    bad: list[Bad] = []

    def read() -> None:
        for found in AnswerReader(standing, now=at).read(content):
            if isinstance(found, Row):
                keys.append(hash_of(found.key))
            else:
                bad.append(found)

    await asyncio.to_thread(read)
    known = await answer_files.known_count(tx, keys)
    return Look(row_count=len(keys), known_count=known, bad=tuple(bad))


async def keep_file(
    tx: Tx, member: Member, slug: str, *, name: str, content: bytes, channel: str, at: datetime
) -> UUID:
    """Keeps a file until somebody has looked at it, and lets go of those that nobody came back for."""
    standing = await standing_of(tx, slug)
    refuse_unbegun(standing, at=at)
    reader = AnswerReader(standing, now=at)
    await asyncio.to_thread(next, reader.read(content), None)  # Invalid here, before anything is kept
    await answer_files.drop_files(tx, before=at - KEPT_FOR)
    file = AnswerFile(
        id=uuid4(),
        name=name or "–",
        content=content,
        channel=channel if channel in CHANNELS else "import",
        person_name=member.name,
        at=at,
    )
    await answer_files.add_file(
        tx, file=file, city_id=standing.city_id, consultation_id=standing.id, person_id=member.person_id
    )
    return file.id


async def file_of(tx: Tx, slug: str, file_id: UUID) -> tuple[Standing, AnswerFile]:
    standing = await standing_of(tx, slug)
    file = await answer_files.file_of(tx, file_id=file_id, consultation_id=standing.id)
    if file is None:
        raise NotFound
    return standing, file


async def look_at_file(
    tx: Tx, slug: str, file_id: UUID, *, at: datetime
) -> tuple[Standing, AnswerFile, Look]:
    standing, file = await file_of(tx, slug, file_id)
    return standing, file, await look(tx, standing, file.content, at=at)


async def cancel_file(tx: Tx, slug: str, file_id: UUID) -> None:
    standing = await standing_of(tx, slug)
    await answer_files.take_file(tx, file_id=file_id, consultation_id=standing.id)


async def import_file(tx: Tx, member: Member, slug: str, file_id: UUID, *, at: datetime) -> Imported:
    """Everything in the file, or nothing. The file goes in the same transaction, so that it is brought in once."""
    standing = await standing_of(tx, slug)
    refuse_unbegun(standing, at=at)
    file = await answer_files.take_file(tx, file_id=file_id, consultation_id=standing.id)
    if file is None:
        raise Conflict(NOT_THERE)
    done = await _bring_in(tx, standing, file.content, channel=file.channel, at=at)
    detail: dict[str, object] = {"new": done.new_count, "known": done.known_count, "channel": file.channel}
    subject = f"{file.name} ({done.new_count})"
    await people.record(tx, member, action="import", subject=subject, detail=detail)
    return done


async def load_answers(
    engine: AsyncEngine, slug: str, content: bytes, *, channel: str, at: datetime, is_dry: bool
) -> Look | Imported:
    """The same from a command: a look when it is dry or anything is wrong, else the whole file."""
    async with begin_reading(engine) as tx:
        city_id = await consultations.city_of(tx, slug)
        if city_id is None:
            raise NotFound(f"No consultation has the address {slug}.")
        await enter_city(tx, city_id)
        standing = await standing_of(tx, slug)
        found = await look(tx, standing, content, at=at)
    if is_dry or found.bad:
        return found
    refuse_unbegun(standing, at=at)
    async with begin(engine, city_id=city_id) as tx:
        done = await _bring_in(tx, standing, content, channel=channel, at=at)
        await people_store.add_audit(
            tx,
            city_id=city_id,
            person_id=None,
            person_name="consult load answers",
            action="import",
            subject=f"{slug} ({done.new_count})",
            detail={"new": done.new_count, "known": done.known_count, "channel": channel},
        )
    return done


async def _bring_in(tx: Tx, standing: Standing, content: bytes, *, channel: str, at: datetime) -> Imported:
    await answer_files.one_at_a_time(tx, standing.id)
    rows = AnswerReader(standing, now=at).read(content)
    new = known = 0
    while chunk := await asyncio.to_thread(_made, standing, rows, channel, at):
        kept = await keep(tx, standing.city_id, chunk)
        new += len(kept)
        known += len(chunk) - len(kept)
    return Imported(new_count=new, known_count=known)


def _made(standing: Standing, rows: Iterator[Row | Bad], channel: str, at: datetime) -> list[Submission]:
    """The next rows, ready to be kept; one bad row stops it all."""
    made: list[Submission] = []
    for row in islice(rows, TOGETHER):
        if isinstance(row, Bad):
            raise Invalid((Problem("file", BAD_ROWS),))
        ready = submission(
            standing,
            row.reading,
            key=row.key,
            token="",
            channel=row.channel or channel,
            locale=row.locale or standing.document.default_language,
            at=row.at or at,
        )
        made.append(replace(ready, receipt_hash=hash_of(receipt_code_of(new_token()))))
    return made
