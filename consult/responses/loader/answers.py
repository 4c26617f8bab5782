"""One row of an answer file is one response, read by the rules of the online form. Every bad row is told, none is guessed.

A row's key comes from its id, or from what it says and how many equal rows stood before it, so that the same file brought in
twice brings in nothing. It refuses to know the database.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from consult.consultations.kinds import kind_of
from consult.consultations.kinds.given import Filled
from consult.consultations.model import Question, Reading
from consult.consultations.store import Standing
from consult.errors import Problem
from consult.i18n.formats import TUNIS
from consult.i18n.locales import CODES
from consult.i18n.text import N_
from consult.responses.loader.columns import Columns
from consult.responses.loader.tables import cells_of
from consult.responses.model import CHANNELS, copied, read_copy, submission_key_of
from consult.web.forms import Fields

NO_COLUMN = N_("There is something in a column that has no name.")
SAME_ID = N_("Row %(row)s has the same id.")
NOT_A_TIME = N_("This is not a date. Write it as 2026-03-02 or 2026-03-02T14:30.")
IN_FUTURE = N_("This day has not come yet.")
NOT_ONE_OF = N_("Write one of: %(allowed)s.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bad:
    """One thing wrong in one row: where, what was written there, what to do."""

    row: int
    column: str
    value: str
    problem: Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A good row. What the file leaves out is None."""

    number: int
    key: str
    reading: Reading
    at: datetime | None
    locale: str | None
    channel: str | None


class AnswerReader:
    """Reads files for one consultation as it stands."""

    def __init__(self, standing: Standing, *, now: datetime) -> None:
        self._consultation_id: UUID = standing.id
        self._questionnaire = copied(standing.document.questionnaire)
        self.columns = Columns(self._questionnaire)
        self._now = now

    def read(self, content: bytes) -> Iterator[Row | Bad]:
        """Good rows and everything wrong, in the order of the file. With a bad header there is nothing but its problems."""
        rows = cells_of(content)
        first, header = next(rows)
        places, problems = self.columns.read_header(header)
        if problems:
            for problem in problems:
                yield Bad(row=first, column=problem.field, value=problem.field, problem=problem)
            return
        yield from _Pass(self, header, places).over(rows)

    def one(self, values: Mapping[str, str]) -> tuple[Reading, dict[str, Problem]]:
        """The form that a row's cells by column name stand for, and what could not be understood in them."""
        wrong: dict[str, Problem] = {}
        given: dict[str, dict[str, object]] = {}
        asked: dict[str, Question] = {}
        for name, cell in values.items():
            column = self.columns.by_name.get(name)
            if column is None or not cell:
                continue
            value, problem = column.value(cell)
            if problem is not None:
                wrong[name] = problem
                continue
            asked[column.question.key] = column.question
            given.setdefault(column.question.key, {})[name] = value
        fields: Filled = {}
        for key, row in given.items():
            fields |= kind_of(asked[key].spec).from_row(asked[key], row)
        return read_copy(self._questionnaire, Fields.of(fields)), wrong

    def key(self, seed: str) -> str:
        return submission_key_of(f"import:{self._consultation_id}:{seed}")

    def time(self, written: str) -> datetime | Problem:
        """A moment; without a zone it is Tunis's, without an hour it is noon."""
        try:
            if len(written) <= 10:
                at = datetime.combine(date.fromisoformat(written), time(12), tzinfo=TUNIS)
            else:
                at = datetime.fromisoformat(written)
                at = at if at.tzinfo else at.replace(tzinfo=TUNIS)
        except ValueError:
            return Problem("submitted_at", NOT_A_TIME)
        if at.date() > self._now.astimezone(TUNIS).date() or at.year < 2000:
            return Problem("submitted_at", IN_FUTURE if at.year >= 2000 else NOT_A_TIME)
        return min(at, self._now)


class _Pass:
    """One reading of one file: what has been seen in it so far."""

    def __init__(self, reader: AnswerReader, header: Sequence[str], places: Mapping[int, str]) -> None:
        self._reader = reader
        self._header = {name: header[place] for place, name in places.items()}
        self._places = places
        self._ids: dict[str, int] = {}
        self._same: dict[bytes, int] = {}

    def over(self, rows: Iterator[tuple[int, tuple[str, ...]]]) -> Iterator[Row | Bad]:
        for number, cells in rows:
            yield from self._row(number, cells)

    def _row(self, number: int, cells: tuple[str, ...]) -> Iterator[Row | Bad]:
        values = {
            name: cells[place] for place, name in self._places.items() if place < len(cells) and cells[place]
        }
        problems: list[Problem] = []
        if any(cell and place not in self._places for place, cell in enumerate(cells)):
            problems.append(Problem("", NO_COLUMN))
        at, locale, channel = self._about(values, problems)
        key = self._key(number, values, problems)
        reading, wrong = self._reader.one(values)
        problems += wrong.values()
        problems += [one for one in reading.problems if one.field not in wrong and (one.field or not wrong)]
        if not problems:
            yield Row(number=number, key=key, reading=reading, at=at, locale=locale, channel=channel)
        for problem in problems:
            yield Bad(
                row=number,
                column=self._header.get(problem.field, problem.field),
                value=values.get(problem.field, ""),
                problem=problem,
            )

    def _about(
        self, values: Mapping[str, str], problems: list[Problem]
    ) -> tuple[datetime | None, str | None, str | None]:
        at: datetime | None = None
        if written := self._own(values, "submitted_at"):
            found = self._reader.time(written)
            if isinstance(found, Problem):
                problems.append(found)
            else:
                at = found
        chosen: dict[str, str | None] = {}
        for name, allowed in (("locale", CODES), ("channel", CHANNELS)):
            said = self._own(values, name).casefold()
            if said and said not in allowed:
                problems.append(Problem(name, NOT_ONE_OF, {"allowed": ", ".join(allowed)}))
            chosen[name] = said or None
        return at, chosen["locale"], chosen["channel"]

    def _own(self, values: Mapping[str, str], name: str) -> str:
        """A column about the row; none when a question has that name."""
        return "" if name in self._reader.columns.by_name else values.get(name, "")

    def _key(self, number: int, values: Mapping[str, str], problems: list[Problem]) -> str:
        identifier = self._own(values, "id")
        if identifier:
            before = self._ids.setdefault(identifier, number)
            if before != number:
                problems.append(Problem("id", SAME_ID, {"row": before}))
            return self._reader.key(f"id:{identifier}")
        said = json.dumps(sorted(values.items()), ensure_ascii=False, separators=(",", ":"))
        digest = hashlib.sha256(said.encode()).digest()
        count = self._same.get(digest, 0)
        self._same[digest] = count + 1
        return self._reader.key(f"row:{digest.hex()}:{count}")
