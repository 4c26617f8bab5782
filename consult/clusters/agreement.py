"""Compares the machine's word with the team's on the answers that a person placed one by one.

Only a worker imports this door. Each answer is judged by topics taught without it, so that the figure speaks of answers
nobody has read yet; a group accepted as a whole says nothing, because nobody has read each of its answers.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

import analysis
from consult.clusters.model import Assignment, Rule

READ_ONE_BY_ONE = frozenset({Rule.MOVED, Rule.PINNED, Rule.SPLIT})
FOLDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """An answer a person placed: what the analysis sees of it, and the topic the person chose."""

    answer: analysis.Answer
    topic: UUID
    theme: str


def is_reviewed(assignment: Assignment) -> bool:
    return assignment.rule in READ_ONE_BY_ONE and assignment.topic_id is not None


def agreement(
    reviewed: Sequence[Reviewed],
    topics: Callable[[str, frozenset[str]], Sequence[analysis.Topic]],
) -> Mapping[str, Any]:
    """F1 with its interval, for all answers and by variety, and the gap between varieties, as JSON.

    `topics` gives those of a theme, taught without the answers whose ids it receives.
    """
    machine: dict[str, str | None] = {}
    for theme in sorted({one.theme for one in reviewed}):
        own = sorted((one for one in reviewed if one.theme == theme), key=lambda one: one.answer.id)
        for fold in range(FOLDS):
            held_back = own[fold::FOLDS]
            if held_back:
                known = topics(theme, frozenset(one.answer.id for one in held_back))
                run = analysis.assign([one.answer for one in held_back], known)
                machine |= {result.id: result.key for result in run.assignments}
    found = analysis.agreement_by_variety(
        [str(one.topic) for one in reviewed],
        [machine[one.answer.id] for one in reviewed],
        varieties=[one.answer.variety or "other" for one in reviewed],
    )
    return {
        "gap": analysis.variety_gap(found),
        "varieties": {variety: asdict(figures) for variety, figures in found.items()},
    }
