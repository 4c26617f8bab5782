"""Whether an act may be added to the log now: one door, `admit`, that raises what the reviewer is to be told.

Conflict: right in itself, but things have moved on. Invalid: something on the form needs mending. NotFound:
no such topic, group, event or objective was ever there. It refuses to know who is asking; permissions stand
on the routes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never
from uuid import UUID

from consult.clusters.model.acts import (
    EXCLUSION_REASONS,
    WITH_OBJECTIVE,
    AnswersExcluded,
    AnswersMoved,
    AnswersPinned,
    ClusterAccepted,
    ClusterJoined,
    NoteAdded,
    Payload,
    ReviewEvent,
    ThemeCorrected,
    TopicCreated,
    TopicDecided,
    TopicDescribed,
    TopicLinked,
    TopicRenamed,
    TopicsMerged,
    TopicSplit,
    TopicUnlinked,
    Undone,
)
from consult.clusters.model.freshness import refuse_stale
from consult.clusters.model.log import dependants, undone_by
from consult.clusters.model.state import Assignment, Review, State
from consult.errors import Conflict, Invalid, NotFound, Problem
from consult.i18n.locales import CODES
from consult.i18n.text import N_, Text

NAME_MAX = 160  # characters

NEEDED = N_("Later acts rest on this one (%(count)s, the last by %(who)s). Undo them first, from the last.")
NO_NAME = N_("Write the name in every language of publication.")
NO_REASON = N_("Give the reason in every language of publication.")
LONG_NAME = N_("Keep the name under %(count)s characters.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a consultation gives its review; objectives by their lineage codes."""

    themes: frozenset[str]
    objectives: frozenset[str]
    languages: tuple[str, ...] = CODES


class Needed(Conflict):
    """Other acts rest on the one to be undone."""

    def __init__(self, events: tuple[ReviewEvent, ...]) -> None:
        super().__init__(NEEDED, {"count": len(events), "who": events[-1].by.name})
        self.events = events


def admit(
    payload: Payload, *, events: Sequence[ReviewEvent], review: Review, frame: Frame, seen: int
) -> None:
    """Raises when the act may not be added.

    `review` is reduced from `events`; `seen` is the seq of the last event that the act's author saw.
    """
    refuse_stale(events, payload, seen=seen)
    if isinstance(payload, Undone):
        refuse_undo(events, payload.event)
    else:
        check(payload, review=review, frame=frame)


def refuse_undo(events: Sequence[ReviewEvent], event_id: UUID) -> None:
    if all(event.id != event_id for event in events):
        raise NotFound
    if by := undone_by(events).get(event_id):
        raise Conflict(N_("%(who)s has already undone this."), {"who": by.by.name})
    if needed := dependants(events, event_id):
        raise Needed(needed)


def check(payload: Payload, *, review: Review, frame: Frame) -> None:
    """Against the present state alone; an `Undone` needs the log (`refuse_undo`)."""
    for topic in payload.needs:
        _refuse_gone(topic, review)
    if payload.makes is not None and review.topic_of(payload.makes) is not None:
        raise Conflict(N_("This topic exists already."))
    _refuse_absent(payload.on_answers, review)
    if problems := tuple(_problems(payload, review, frame)):
        raise Invalid(problems)


def _refuse_gone(topic: UUID, review: Review) -> None:
    if topic in review.merged:
        raise Conflict(N_("This topic has been merged into another one."))
    if topic not in review.topics:
        raise NotFound


def _refuse_absent(answers: Iterable[UUID], review: Review) -> None:
    for answer in answers:
        try:
            review.assignment(answer)
        except NotFound as error:
            raise Conflict(N_("Some of these answers are no longer here. Open the page again.")) from error


def _problems(payload: Payload, review: Review, frame: Frame) -> Iterator[Problem]:
    match payload:
        case ClusterAccepted() as act:
            _refuse_taken(act.cluster, review)
            yield from _names(act.names, frame)
            yield from _theme(act.theme, frame)
        case ClusterJoined() as act:
            _refuse_taken(act.cluster, review)
        case TopicCreated() as act:
            yield from _names(act.names, frame)
            yield from _theme(act.theme, frame)
        case TopicRenamed() as act:
            yield from _names(act.names, frame)
        case TopicsMerged() as act:
            yield from _merge(act)
        case TopicSplit() as act:
            yield from _names(act.names, frame)
            yield from _split(act, review)
        case AnswersMoved() | AnswersPinned() | AnswersExcluded() | ThemeCorrected():
            yield from _on_answers(payload, review, frame)
        case TopicLinked() as act:
            yield from _link(act, frame)
        case TopicUnlinked() as act:
            if act.objective not in {link.objective for link in review.topics[act.topic].links}:
                raise Conflict(N_("This link has already been removed."))
        case TopicDecided() as act:
            yield from _said(act.reason, "reason", NO_REASON, frame)
        case NoteAdded() as act:
            yield from _note(act, review)
        case TopicDescribed() | Undone():
            pass
        case never:
            assert_never(never)


def _refuse_taken(cluster: UUID, review: Review) -> None:
    if cluster in review.accepted:
        raise Conflict(N_("This group already belongs to a topic."))
    if cluster not in review.candidates:
        raise Conflict(N_("A newer analysis has replaced this group. Open the page again."))


def _said(text: Text, field: str, message: str, frame: Frame) -> Iterator[Problem]:
    for code in text.missing():
        if code in frame.languages:
            yield Problem(f"{field}_{code}", message)


def _names(names: Text, frame: Frame) -> Iterator[Problem]:
    yield from _said(names, "name", NO_NAME, frame)
    for code in CODES:
        if len(names.in_(code)) > NAME_MAX and names.language_of(code) == code:
            yield Problem(f"name_{code}", LONG_NAME, {"count": NAME_MAX})


def _theme(theme: str, frame: Frame) -> Iterator[Problem]:
    if theme not in frame.themes:
        yield Problem("theme", N_("Choose one of the themes."))


def _some(answers: Sequence[UUID]) -> Iterator[Problem]:
    if not answers:
        yield Problem("answers", N_("Choose at least one answer."))


def _merge(act: TopicsMerged) -> Iterator[Problem]:
    if not act.sources:
        yield Problem("sources", N_("Choose at least one topic to merge."))
    elif act.target in act.sources or len(set(act.sources)) < len(act.sources):
        yield Problem("target", N_("A topic cannot be merged into itself."))


def _split(act: TopicSplit, review: Review) -> Iterator[Problem]:
    yield from _some(act.answers)
    home = review.topics[act.source].answers
    if not set(act.answers) <= set(home):
        raise Conflict(N_("Some of these answers are no longer in this topic. Open the page again."))
    if len(set(act.answers)) == len(home):
        yield Problem("answers", N_("Leave at least one answer in the topic that you split."))


def _on_answers(
    act: AnswersMoved | AnswersPinned | AnswersExcluded | ThemeCorrected, review: Review, frame: Frame
) -> Iterator[Problem]:
    yield from _some(act.answers)
    now = [review.assignment(answer) for answer in act.answers]
    if any(_is_set_aside(one) for one in now):
        raise Conflict(N_("Some of these answers have been set aside. Undo that first."))
    match act:
        case AnswersPinned(topic=topic):
            if any(one.state is not State.ASSIGNED or one.topic_id != topic for one in now):
                raise Conflict(N_("Some of these answers are no longer in this topic. Open the page again."))
        case AnswersExcluded(reason=reason, note=note):
            if reason not in EXCLUSION_REASONS:
                yield Problem("reason", N_("Say why."))
            elif reason == "other" and not note.strip():
                yield Problem("note", N_("Say why in a few words."))
        case ThemeCorrected(theme=theme):
            yield from _theme(theme, frame)
        case AnswersMoved():
            pass


def _is_set_aside(now: Assignment) -> bool:
    """By a person; an answer that the machine found empty may still be placed."""
    return now.state is State.EXCLUDED and now.by == "person"


def _link(act: TopicLinked, frame: Frame) -> Iterator[Problem]:
    if act.objective and act.objective not in frame.objectives:
        raise NotFound
    if act.relation in WITH_OBJECTIVE and not act.objective:
        yield Problem("objective", N_("Choose an objective."))


def _note(act: NoteAdded, review: Review) -> Iterator[Problem]:
    if act.about not in review.topics and act.about not in review.candidates:
        review.assignment(act.about)
    if not act.text.strip():
        yield Problem("text", N_("Write the note first."))
