"""A question as a clerk types it from paper: boxes that take the number printed beside an option, or a number, or words.

A new kind of question needs nothing here: until it has a line in `_BOXES`, its fields take words as they are. It refuses to
know pages and requests.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from consult.consultations.kinds import kind_of
from consult.consultations.kinds.choices import Choice
from consult.consultations.kinds.points import NO_OPINION
from consult.consultations.model import Question
from consult.errors import Problem
from consult.i18n.text import N_, Text

NO_SUCH_NUMBER = N_("There is no option “%(given)s”. Type a number from %(least)s to %(most)s.")
_PARTED = re.compile(r"[\s,;،؛+/.-]+")
DAY = (
    Text(ar="اليوم", fr="Jour", en="Day"),
    Text(ar="الشهر", fr="Mois", en="Month"),
    Text(ar="السنة", fr="Année", en="Year"),
)
LONG = 200  # beyond this many characters words get several lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One field of the form as it is typed. `codes` are what is typed for each of `options`, in their order."""

    name: str
    takes: Literal["one", "several", "number", "words"]
    label: Text | None = None
    options: tuple[Choice, ...] = ()
    codes: tuple[str, ...] = ()
    most: int = 0

    @property
    def is_long(self) -> bool:
        return self.most > LONG

    @property
    def is_number_itself(self) -> bool:
        """Whether what is typed is what is meant, as on a scale: nothing needs to be said beside it."""
        return bool(self.options) and self.codes[0] == self.options[0].id

    def listed(self) -> tuple[tuple[str, Text], ...]:
        return tuple((code, option.label) for code, option in zip(self.codes, self.options, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """The ids that were typed, or what is wrong with it."""

    values: tuple[str, ...] = ()
    problem: Problem | None = None


def boxes_of(question: Question) -> tuple[Box, ...]:
    """The boxes of a question in the order of the paper: file order, whatever the screen shuffles."""
    make = _BOXES.get(question.kind, _plain)
    return make(question)


def understand(box: Box, typed: Sequence[str]) -> Understood:
    """What was typed, as the form would have sent it. Words and numbers stay as they are."""
    if not box.options or box.takes not in {"one", "several"}:
        return Understood(values=tuple(typed))
    said = " ".join(typed).strip()
    parts = [part for part in _PARTED.split(said) if part] if box.takes == "several" else [said] * bool(said)
    by_code = {code: option.id for code, option in zip(box.codes, box.options, strict=True)}
    found: list[str] = []
    for part in parts:
        picked = by_code.get(_western(part))
        if picked is None:
            params = {"given": part[:40], "least": box.codes[0], "most": box.codes[-1]}
            return Understood(problem=Problem(box.name, NO_SUCH_NUMBER, params))
        found.append(picked)
    return Understood(values=tuple(dict.fromkeys(found)))


def as_typed(box: Box, values: Sequence[str]) -> str:
    """`understand` undone, for a sheet that is opened again."""
    if box.takes not in {"one", "several"} or not box.options:
        return values[0] if values else ""
    codes = {option.id: code for code, option in zip(box.codes, box.options, strict=True)}
    return " ".join(codes.get(value, value) for value in values)


def said(box: Box, values: Sequence[str]) -> tuple[Text, ...]:
    """The labels of what was understood, so that a clerk can compare words with paper."""
    labels = {option.id: option.label for option in box.options}
    return tuple(labels[value] for value in values if value in labels)


def _western(part: str) -> str:
    """Digits of any script as 0–9, without leading noughts; anything else as it is."""
    bare = part.removeprefix("-")
    if not bare.isdecimal() or len(bare) > 9:
        return part
    return str(int(part))


def _counted(options: Sequence[Choice]) -> tuple[str, ...]:
    return tuple(str(number) for number in range(1, len(options) + 1))


def _box(name: str, options: Sequence[Choice], *, label: Text | None = None, several: bool = False) -> Box:
    listed = tuple(options)
    takes: Literal["one", "several"] = "several" if several else "one"
    return Box(name=name, takes=takes, label=label, options=listed, codes=_counted(listed))


def _own(question: Any) -> tuple[Box, ...]:
    """The words beside "other"."""
    names = kind_of(question.spec).field_names(question)
    most = getattr(question.spec, "other_max_chars", LONG)
    return tuple(
        Box(name=name, takes="words", label=option.label, most=min(most, LONG))
        for name in names[1:]
        for option in question.spec.options
        if option.free_text
    )


def _one(question: Any) -> tuple[Box, ...]:
    return (_box(question.key, question.spec.offered()), *_own(question))


def _several(question: Any) -> tuple[Box, ...]:
    return (_box(question.key, question.spec.options, several=True), *_own(question))


def _likert(question: Any) -> tuple[Box, ...]:
    return (_box(question.key, question.spec.offered()),)


def _scale(question: Any) -> tuple[Box, ...]:
    """The number itself is typed; "no opinion" is the number after the last."""
    offered = question.spec.offered()
    codes = tuple(
        str(question.spec.max + 1) if option.id == NO_OPINION.id else option.id for option in offered
    )
    return (Box(name=question.key, takes="one", options=offered, codes=codes),)


def _matrix(question: Any) -> tuple[Box, ...]:
    spec = question.spec
    return tuple(_box(f"{question.key}.{row.id}", spec.offered(), label=row.label) for row in spec.rows)


def _numbers(question: Any) -> tuple[Box, ...]:
    return tuple(
        Box(name=f"{question.key}.{item.id}", takes="number", label=item.label)
        for item in question.spec.items
    )


def _statements(question: Any) -> tuple[Box, ...]:
    spec = question.spec
    votes = tuple(_box(f"{question.key}.{one.id}", spec.votes(), label=one.label) for one in spec.statements)
    names = kind_of(spec).field_names(question)[len(votes) :]
    return (*votes, *(Box(name=name, takes="words", most=spec.new_max_chars) for name in names))


def _proposal(question: Any) -> tuple[Box, ...]:
    spec = question.spec
    found: list[Box] = []
    for name in kind_of(spec).field_names(question):
        part = name.rpartition(".")[2]
        if part == "axis":
            found.append(_box(name, spec.axes))
        else:
            most = spec.title_max_chars if part == "title" else spec.max_chars
            found.append(Box(name=name, takes="words", most=most))
    return tuple(found)


def _open_text(question: Any) -> tuple[Box, ...]:
    return (Box(name=question.key, takes="words", most=question.spec.max_chars),)


def _number(question: Any) -> tuple[Box, ...]:
    return (Box(name=question.key, takes="number", label=question.spec.unit),)


def _date(question: Any) -> tuple[Box, ...]:
    names = kind_of(question.spec).field_names(question)
    return tuple(Box(name=name, takes="number", label=label) for name, label in zip(names, DAY, strict=True))


def _consent(question: Any) -> tuple[Box, ...]:
    """A 1 for a ticked box."""
    agreed = Choice(id=question.spec.version, label=question.spec.label)
    return (_box(question.key, (agreed,)),)


def _plain(question: Any) -> tuple[Box, ...]:
    names = kind_of(question.spec).field_names(question)
    return tuple(Box(name=name, takes="words", most=LONG) for name in names)


_BOXES: Mapping[str, Callable[[Any], tuple[Box, ...]]] = {
    "single_choice": _one,
    "place": _one,
    "multiple_choice": _several,
    "likert": _likert,
    "scale": _scale,
    "matrix": _matrix,
    "ranking": _numbers,
    "allocation": _numbers,
    "statements": _statements,
    "proposal": _proposal,
    "open_text": _open_text,
    "number": _number,
    "date": _date,
    "consent": _consent,
}
