"""Reads what a consultation is about: the city, the axes, the transversal issues and the objectives.

It refuses to know the questions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from consult.consultations.kinds.choices import Around, Choice
from consult.consultations.kinds.icons import ICONS
from consult.consultations.kinds.source import Source
from consult.consultations.model import Axis, City, Objective, TransversalIssue
from consult.i18n.text import N_, Text

SDG_TARGET = re.compile(r"(?:[1-9]|1[0-7])\.(?:[1-9]|1[0-9]|[a-d])")
VARIETIES = ("ar", "aeb", "arabizi", "fr", "en")
AXIS_KEYS = ("id", "order", "expert", "name", "strapline", "objectives", "icon")
OBJECTIVE_KEYS = ("id", "axis", "title", "text", "fact", "sdg_targets", "markers", "seeds")


def load_city(source: Source | None) -> City:
    if source is None:
        return City(code="", name=Text())
    source.expect(
        ("code", "governorate_code", "population", "name", "governorate"), required=("code", "name")
    )
    return City(
        code=source.identifier("code"),
        name=source.words("name"),
        governorate=source.text("governorate"),
        governorate_code=source.identifier("governorate_code") or None,
        population=source.integer("population", least=1, most=100_000_000) or None,
    )


def load_transversal(root: Source) -> tuple[TransversalIssue, ...]:
    seen: set[str] = set()
    found: list[TransversalIssue] = []
    for item in root.items("transversal", most=10):
        item.expect(("id", "name", "question_for_teams"), required=("id", "name"))
        issue = TransversalIssue(
            id=item.identifier(), name=item.words("name"), question_for_teams=item.text("question_for_teams")
        )
        item.unique(seen, issue.id)
        found.append(issue)
    return tuple(found)


def load_objectives(root: Source, *, issues: Sequence[TransversalIssue]) -> tuple[Objective, ...]:
    axes = {item.string("id") for item in root.items("axes")}
    seen: set[str] = set()
    found: list[Objective] = []
    for item in root.items("objectives", most=100):
        item.expect(OBJECTIVE_KEYS, required=("id", "axis", "title"))
        objective = Objective(
            id=item.identifier(),
            axis=item.one_of("axis", sorted(axes)),
            title=item.words("title"),
            text=item.text("text"),
            fact=item.text("fact"),
            sdg_targets=_targets(item),
            markers=_markers(item, issues=issues),
            seeds=_seeds(item),
        )
        item.unique(seen, objective.id)
        found.append(objective)
    return tuple(found)


def _targets(item: Source) -> tuple[str, ...]:
    targets = item.strings("sdg_targets")
    for target in targets:
        if not SDG_TARGET.fullmatch(target):
            item.report(
                N_("“%(given)s” is not an SDG target such as 11.6 or 6.b."),
                at="sdg_targets",
                given=target[:60],
            )
    return targets


def _markers(item: Source, *, issues: Sequence[TransversalIssue]) -> dict[str, int]:
    child = item.child("markers")
    if child is None:
        return {}
    child.expect([issue.id for issue in issues])
    return {issue.id: child.integer(issue.id, least=0, most=2) for issue in issues if child.has(issue.id)}


def _seeds(item: Source) -> dict[str, tuple[str, ...]]:
    child = item.child("seeds")
    if child is None:
        return {}
    child.expect(VARIETIES)
    return {variety: child.strings(variety) for variety in VARIETIES if child.has(variety)}


def load_axes(
    root: Source, *, objectives: Sequence[Objective], issues: Sequence[TransversalIssue]
) -> tuple[Axis, ...]:
    """In the order they ask for, else in that of the file. Ids of themes are unique over axes and issues."""
    seen = {issue.id for issue in issues}
    found: list[tuple[int, Axis]] = []
    for number, item in enumerate(root.items("axes", most=20), start=1):
        item.expect(AXIS_KEYS, required=("id", "name"))
        axis = Axis(
            id=item.identifier(),
            name=item.words("name"),
            objectives=_objectives_of(item, objectives=objectives),
            strapline=item.text("strapline"),
            expert=item.text("expert"),
            icon=item.one_of("icon", ICONS) or None,
        )
        item.unique(seen, axis.id)
        found.append((item.integer("order", number, least=1, most=100), axis))
    return tuple(axis for _, axis in sorted(found, key=lambda pair: pair[0]))


def _objectives_of(item: Source, *, objectives: Sequence[Objective]) -> tuple[str, ...]:
    """Those that name this axis; a list in the file must say the same."""
    own = tuple(objective.id for objective in objectives if objective.axis == item.string("id"))
    listed = item.strings("objectives")
    for identifier in listed:
        if identifier not in own:
            item.report(
                N_("“%(given)s” is not an objective of this axis."), at="objectives", given=identifier[:60]
            )
    for identifier in own if listed else ():
        if identifier not in listed:
            item.report(
                N_("The objective “%(given)s” is missing from this list."), at="objectives", given=identifier
            )
    return listed or own


def around(*, axes: Sequence[Axis], objectives: Sequence[Objective], texts: dict[str, Text]) -> Around:
    """What questions may borrow: the axes and the objectives as things to choose from, and texts to judge."""
    return Around(
        lists={
            "axes": tuple(
                Choice(id=axis.id, label=axis.name, detail=axis.strapline, icon=axis.icon) for axis in axes
            ),
            "objectives": tuple(
                Choice(id=own.id, label=own.title, detail=own.text, objective=own.id, group=own.axis)
                for own in in_axis_order(axes=axes, objectives=objectives)
            ),
        },
        texts=texts,
        objectives=frozenset(objective.id for objective in objectives),
    )


def in_axis_order(*, axes: Sequence[Axis], objectives: Sequence[Objective]) -> tuple[Objective, ...]:
    listed = [identifier for axis in axes for identifier in axis.objectives]
    places = {identifier: place for place, identifier in enumerate(listed)}
    return tuple(sorted(objectives, key=lambda objective: places.get(objective.id, len(places))))
