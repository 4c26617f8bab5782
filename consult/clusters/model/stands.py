"""Where one answer stands, as a row that is kept beside the log so that a board need not judge every answer.

A row is the verdict of precedence.py on that answer, with the topic that was named rather than the one it ended in: a merge
then changes hardly a row. An act changes the rows within its reach and no others, which is tested against judging all afresh.
It refuses to know how rows are kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from consult.clusters.model.acts import NoteAdded, Payload, ReviewEvent, ThemeCorrected, TopicsMerged, Undone
from consult.clusters.model.precedence import Court
from consult.clusters.model.state import Placement, Rule, State, Theme, ThemeBy


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """`claim` is the topic that was named; in state "review" the one that the assigner thinks of. The theme of an assigned
    answer is that of the named topic; where that was merged, the board goes by the topic it ended in.
    """

    answer_id: UUID
    theme: Theme
    theme_by: ThemeBy
    state: State
    rule: Rule
    claim: UUID | None = None
    cluster_id: UUID | None = None
    reason: str = ""
    note: str = ""


def stand_of(court: Court, placement: Placement) -> Stand:
    verdict = court.verdict(placement)
    judged = court.assignment(placement)
    is_assigned = judged.state is State.ASSIGNED
    theme = court.theme[verdict.claim] if verdict.claim and is_assigned else judged.theme
    return Stand(
        answer_id=placement.answer_id,
        theme=theme,
        theme_by=court.theme_by(placement, theme),
        state=judged.state,
        rule=judged.rule,
        claim=verdict.claim,
        cluster_id=judged.cluster_id,
        reason=judged.reason,
        note=judged.note,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whose verdict an act can change: these answers, the members of these clusters, what the assigner put in these topics."""

    answers: frozenset[UUID] = frozenset()
    clusters: frozenset[UUID] = frozenset()
    topics: frozenset[UUID] = frozenset()


def reach_of(payload: Payload, by_id: Mapping[UUID, ReviewEvent]) -> Reach:
    """An undo reaches as far as what it takes back. A merge reaches only answers whose theme a person corrected, because a
    correction looks at where the named topic ended; for all others the named topic stays the named topic.
    """
    while isinstance(payload, Undone) and payload.event in by_id:
        payload = by_id[payload.event].payload
    if isinstance(payload, NoteAdded):
        return Reach(answers=frozenset({payload.about}), clusters=frozenset({payload.about}))
    if isinstance(payload, TopicsMerged):
        corrected = (one.payload for one in by_id.values() if isinstance(one.payload, ThemeCorrected))
        return Reach(answers=frozenset(answer for act in corrected for answer in act.answers))
    return Reach(
        answers=frozenset(payload.on_answers),
        clusters=frozenset({payload.takes} - {None}),  # type: ignore[arg-type]
        topics=frozenset({payload.makes} - {None}),  # type: ignore[arg-type]
    )
