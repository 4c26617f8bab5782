"""What the columns of an answer file mean: question fields by name or by prompt, and answers by id or by label.

Here, and nowhere else, labels are matched: exactly, apart from case, blanks, marks and forms of Arabic letters, in any of the
languages. What could mean two things is not guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from consult.consultations.kinds import kind_of
from consult.consultations.kinds.reading import NOT_OFFERED
from consult.consultations.model import Question, Questionnaire
from consult.errors import Problem
from consult.i18n.locales import CODES
from consult.i18n.text import N_, Text
from consult.responses.model import Box, boxes_of, plain

ABOUT = ("id", "submitted_at", "locale", "channel")  # columns about the row itself
_PARTED = (";", "|", "؛", "\n")

NOT_KNOWN = N_("No question has this name. Correct it, or take the column out.")
IS_MEANT = N_("No question has this name. Is “%(near)s” meant?")
TWICE = N_("Two columns have this meaning: “%(name)s”.")
TWO_MEANINGS = N_("Two questions are asked in these words. Write the name of the field instead: %(names)s.")
TWO_ANSWERS = N_("Two answers have this label. Write the id instead: %(ids)s.")
NO_QUESTION = N_("No column belongs to a question of this consultation.")


@dataclass(frozen=True)
class Column:
    """One field of a question. `box` is None when only plain words are known of it."""

    name: str
    question: Question
    box: Box | None

    @cached_property
    def by_label(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for option in self.box.options if self.box else ():
            for code in CODES:
                if said := plain(getattr(option.label, code)):
                    found.setdefault(said, set()).add(option.id)
        return found

    @cached_property
    def ids(self) -> frozenset[str]:
        return frozenset(option.id for option in self.box.options) if self.box else frozenset()

    def value(self, cell: str) -> tuple[str, Problem | None]:
        """The cell with ids in the place of labels, as `from_row` reads it, or what is wrong with it."""
        if not self.ids or self.box is None or not cell:
            return cell, None
        if self.box.takes == "several":
            picked: list[str] = []
            for part in self._parts(cell):
                one, problem = self._one(part)
                if problem is not None:
                    return cell, problem
                picked.append(one)
            return " ".join(picked), None
        return self._one(cell)

    def _parts(self, cell: str) -> Sequence[str]:
        """Blanks part ids; labels hold blanks, so `;` or `|` parts them. A lone label is one part."""
        for sign in _PARTED:
            cell = cell.replace(sign, ";")
        if ";" in cell:
            return [part.strip() for part in cell.split(";") if part.strip()]
        by_blank = cell.split()
        return by_blank if all(part in self.ids for part in by_blank) else [cell]

    def _one(self, said: str) -> tuple[str, Problem | None]:
        if said in self.ids:
            return said, None
        meant = self.by_label.get(plain(said), set())
        if len(meant) == 1:
            return next(iter(meant)), None
        if meant:
            return said, Problem(self.name, TWO_ANSWERS, {"ids": ", ".join(sorted(meant))})
        return said, Problem(self.name, NOT_OFFERED)


class Columns:
    """Every column a file for this questionnaire may have."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.by_name: dict[str, Column] = {}
        self._by_words: dict[str, set[str]] = {}
        for question in questionnaire.questions:
            boxes = {box.name: box for box in boxes_of(question)}
            for name in kind_of(question.spec).export_columns(question):
                box = boxes.get(name)
                self.by_name[name] = Column(name, question, box)
                self._worded(name, question.prompt, None if name == question.key else box)

    def _worded(self, name: str, prompt: Text, box: Box | None) -> None:
        for code in CODES:
            said = getattr(prompt, code)
            if box is not None:
                said = f"{said} {getattr(box.label, code)}" if box.label else ""
            elif "." in name:
                said = ""
            if words := plain(said):
                self._by_words.setdefault(words, set()).add(name)

    def names(self) -> tuple[str, ...]:
        """The header of an empty file."""
        about = tuple(name for name in ABOUT if name not in self.by_name)
        return (*about, *self.by_name)

    def meaning(self, header: str) -> tuple[str, Problem | None]:
        if header in self.by_name or header in ABOUT:
            return header, None
        meant = self._by_words.get(plain(header), set())
        if len(meant) == 1:
            return next(iter(meant)), None
        if meant:
            return "", Problem(header, TWO_MEANINGS, {"names": ", ".join(sorted(meant))})
        near = get_close_matches(header, self.names(), n=1)
        if near:
            return "", Problem(header, IS_MEANT, {"near": near[0]})
        return "", Problem(header, NOT_KNOWN)

    def read_header(self, cells: Sequence[str]) -> tuple[Mapping[int, str], tuple[Problem, ...]]:
        """The name of the column at each place, and everything wrong with the header. A blank header has no column."""
        places: dict[int, str] = {}
        problems: list[Problem] = []
        for place, header in enumerate(cells):
            if not header:
                continue
            name, problem = self.meaning(header)
            if problem is None and name in places.values():
                problem = Problem(header, TWICE, {"name": name})
            if problem is not None:
                problems.append(problem)
            else:
                places[place] = name
        if not problems and not any(name in self.by_name for name in places.values()):
            problems.append(Problem("", NO_QUESTION))
        return places, tuple(problems)
