"""A paper sheet as a clerk typed it: its number, and the answers by option numbers, turned into the form a citizen would send.

From there on the rules are those of `read_all`. It refuses to know batches and what is stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from consult.consultations.kinds.given import Filled, Item
from consult.consultations.model import Question, Questionnaire, Reading, to_fields
from consult.errors import Problem
from consult.i18n.text import N_, Text
from consult.responses.model import (
    Box,
    as_typed,
    boxes_of,
    copied,
    in_paper_order,
    read_copy,
    said,
    understand,
)
from consult.web.forms import Fields

SHEET = "sheet"
MOST_SHEETS = 999_999
NO_NUMBER = N_("Type the number that stands on the sheet.")


@dataclass(frozen=True)
class Paper:
    """The questionnaire as it is copied: every question, numbered in the order of the paper, with its boxes."""

    questionnaire: Questionnaire

    @classmethod
    def of(cls, questionnaire: Questionnaire) -> "Paper":
        return cls(copied(questionnaire))

    @cached_property
    def questions(self) -> tuple[tuple[int, Question, tuple[Box, ...]], ...]:
        ordered = in_paper_order(self.questionnaire)
        return tuple((number, one, boxes_of(one)) for number, one in enumerate(ordered, start=1))

    @cached_property
    def boxes(self) -> dict[str, Box]:
        return {box.name: box for _, _, boxes in self.questions for box in boxes}

    @cached_property
    def worded(self) -> frozenset[str]:
        return frozenset(name for name, box in self.boxes.items() if box.takes == "words")

    def number_of(self, name: str) -> int:
        """The number of the question that a box belongs to."""
        return next(number for number, _, boxes in self.questions if name in {box.name for box in boxes})

    def typed(self, items: Mapping[str, tuple[Item, ...]]) -> Fields:
        """Stored answers as they would be typed."""
        filled = to_fields(self.questionnaire, items)
        return Fields.of(
            {name: (as_typed(self.boxes[name], filled[name]),) for name in filled if name in self.boxes}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet as typed. `values` are the fields a citizen's browser would have sent."""

    number: str
    typed: Fields
    values: Mapping[str, tuple[str, ...]]
    reading: Reading

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.reading.problems

    def said(self, box: Box) -> tuple[Text, ...]:
        return said(box, self.values.get(box.name, ()))


def read_sheet(paper: Paper, form: Fields, *, number: str | None = None) -> Sheet:
    """Every problem at once, each beside the box it belongs to. Without `number` the form carries the sheet's."""
    typed = form.only(tuple(paper.boxes))
    values, wrong = _values(paper, typed)
    reading = read_copy(paper.questionnaire, Fields.of(values))
    sheet = number if number is not None else sheet_number(form.one(SHEET))
    if not sheet:
        wrong[SHEET] = Problem(SHEET, NO_NUMBER)
    others = tuple(problem for problem in reading.problems if problem.field not in wrong)
    if wrong and not reading.items:  # What could not be understood is not nothing.
        others = tuple(problem for problem in others if problem.field)
    return Sheet(
        number=sheet,
        typed=form,
        values=values,
        reading=replace(reading, problems=(*wrong.values(), *others)),
    )


def sheet_number(typed: str) -> str:
    """A whole number from 1 in any script's digits, as it is kept; empty when it is none."""
    plain = typed.strip()
    if not plain.isdecimal() or len(plain) > 6 or not 1 <= int(plain) <= MOST_SHEETS:
        return ""
    return str(int(plain))


def _values(paper: Paper, typed: Fields) -> tuple[Filled, dict[str, Problem]]:
    values: Filled = {}
    wrong: dict[str, Problem] = {}
    for name, box in paper.boxes.items():
        understood = understand(box, typed.many(name))
        if understood.problem is not None:
            wrong[name] = understood.problem
        elif any(value.strip() for value in understood.values):
            values[name] = understood.values
    return values, wrong
