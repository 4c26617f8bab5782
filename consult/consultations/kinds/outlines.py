"""The outline of a district on a sketched map, drawn in a box of 1000 by 1000. It refuses to know geography."""

from __future__ import annotations

import re
from typing import TypeAlias

import msgspec

from consult.consultations.kinds.source import Source
from consult.i18n.text import N_

Point: TypeAlias = tuple[int, int]
BOX = 1000
MOST_POINTS = 60
NO_OUTLINE = N_("An outline needs at least 3 points, each as [x, y] from 0 to %(most)s.")


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """`id` is that of the option; `at` is where its number stands."""

    id: str
    points: tuple[Point, ...]
    at: Point

    @property
    def path(self) -> str:
        return path_of(self.points)


def path_of(points: tuple[Point, ...]) -> str:
    """The outline as SVG writes it, as short as it can be: the first point, then steps from each to the next."""
    (x, y), steps = points[0], []
    for to_x, to_y in points[1:]:
        steps.append(f"{to_x - x} {to_y - y}")
        x, y = to_x, to_y
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-")


def load_area(source: Source, *, id: str) -> Area | None:
    """The outline of one option, or None when it has none or a broken one."""
    points = load_outline(source, "outline")
    if not points:
        return None
    return Area(id=id, points=points, at=_point(source.child("at")) or _middle(points))


def load_outline(source: Source, key: str) -> tuple[Point, ...]:
    if not source.has(key):
        return ()
    found = tuple(_point(item) for item in source.items(key, most=MOST_POINTS))
    points = tuple(point for point in found if point is not None)
    if len(points) < max(3, len(found)):
        source.report(NO_OUTLINE, at=key, most=BOX)
        return ()
    return points


def _point(source: Source | None) -> Point | None:
    written = source.node.value if source else None
    if not isinstance(written, tuple) or len(written) != 2:
        return None
    x, y = (_coordinate(part.value) for part in written)
    return None if x is None or y is None else (x, y)


def _coordinate(written: object) -> int | None:
    if not isinstance(written, str) or not re.fullmatch(r"[0-9]{1,4}", written) or int(written) > BOX:
        return None
    return int(written)


def _middle(points: tuple[Point, ...]) -> Point:
    return sum(x for x, _ in points) // len(points), sum(y for _, y in points) // len(points)
