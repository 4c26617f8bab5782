"""Points of a scale with their labels, and "no opinion", which is an answer and not a number."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from consult.consultations.kinds.choices import Choice
from consult.consultations.kinds.source import Source
from consult.i18n.text import N_, Text

NO_OPINION = Choice(id="no_opinion", label=Text(ar="لا رأي لي", fr="Sans opinion", en="No opinion"))


class Point(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    value: int
    label: Text


def load_points(source: Source, key: str) -> tuple[Point, ...]:
    found: list[Point] = []
    for item in source.items(key, most=11):
        item.expect(("value", "label"), required=("value", "label"))
        point = Point(value=item.integer("value", least=-100, most=100), label=item.words("label"))
        if point.value in [other.value for other in found]:
            item.report(N_("The value %(value)s is used twice."), value=point.value)
        found.append(point)
    if len(found) < 2:
        source.report(
            N_("At least %(least)s entries are needed under “%(name)s”."), at=key, least=2, name=key
        )
    return tuple(found)


def as_choices(points: Sequence[Point], *, no_opinion: bool) -> tuple[Choice, ...]:
    """What a citizen picks from: the points in order, then "no opinion" when it is offered."""
    offered = tuple(Choice(id=str(point.value), label=point.label) for point in points)
    return (*offered, NO_OPINION) if no_opinion else offered


def as_value(picked: str) -> int | str:
    """What is stored for a picked choice: a number, or the id of "no opinion"."""
    return picked if picked == NO_OPINION.id else int(picked)
