"""The log of acts read as history: what is still live, what an undo would take with it, what stood when.

An `Undone` is itself an event, so undoing it does the first act again. Nothing is ever removed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from consult.clusters.model.acts import ReviewEvent, TopicLinked, TopicsMerged, Undone
from consult.clusters.model.codebook import Codebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the history.

    `undone_by` is the live event that took it back, `undoes` the event that it took back itself, and
    `dependants` the live events that would no longer make sense without it.
    """

    event: ReviewEvent
    undone_by: ReviewEvent | None
    undoes: ReviewEvent | None
    dependants: tuple[ReviewEvent, ...]

    @property
    def is_live(self) -> bool:
        return self.undone_by is None

    @property
    def can_be_undone(self) -> bool:
        return self.is_live and not self.dependants


def in_order(events: Iterable[ReviewEvent]) -> list[ReviewEvent]:
    return sorted(events, key=lambda event: event.seq)


def undone_by(
    events: Iterable[ReviewEvent], *, without: UUID | None = None
) -> dict[UUID, ReviewEvent | None]:
    """Each event that counts no more → the live `Undone` behind it; `without` stands for one still to come.

    Read from the end: an `Undone` that is taken back itself takes nothing back.
    """
    gone: dict[UUID, ReviewEvent | None] = {} if without is None else {without: None}
    for event in reversed(in_order(events)):
        if isinstance(event.payload, Undone) and event.id not in gone:
            gone.setdefault(event.payload.event, event)
    return gone


def live_events(events: Iterable[ReviewEvent], *, without: UUID | None = None) -> list[ReviewEvent]:
    """The acts that make the state, in order, less the undone ones and the `Undone`s themselves."""
    given = in_order(events)
    gone = undone_by(given, without=without)
    return [event for event in given if event.id not in gone and not isinstance(event.payload, Undone)]


def dependants(events: Sequence[ReviewEvent], event_id: UUID) -> tuple[ReviewEvent, ...]:
    """The live events that rest on that one, directly or not, in order. They are undone first, from the last.

    For an `Undone` these are the acts that doing it again would contradict, itself included when it has lost
    its ground.
    """
    target = next((event for event in events if event.id == event_id), None)
    if target is None or not _can_bear(target):
        return ()
    senseless_anyway = {event.id for event in _senseless(live_events(events))}
    after = _senseless(live_events(events, without=event_id))
    return tuple(event for event in after if event.id not in senseless_anyway)


def _can_bear(event: ReviewEvent) -> bool:
    """Only acts that make, merge or link topics, and undos, can have others resting on them."""
    payload = event.payload
    return payload.makes is not None or isinstance(payload, TopicsMerged | TopicLinked | Undone)


def _senseless(live: Iterable[ReviewEvent]) -> list[ReviewEvent]:
    book = Codebook()
    return [event for event in live if not book.take(event)]


def history(events: Sequence[ReviewEvent], *, newest: int | None = None) -> tuple[Entry, ...]:
    """Every event in order, or the newest few, with what became of it."""
    given = in_order(events)
    gone = undone_by(given)
    by_id = {event.id: event for event in given}
    return tuple(
        Entry(
            event=event,
            undone_by=gone.get(event.id),
            undoes=by_id.get(event.payload.event) if isinstance(event.payload, Undone) else None,
            dependants=() if event.id in gone else dependants(given, event.id),
        )
        for event in given[-newest if newest else 0 :]
    )


def until(events: Iterable[ReviewEvent], *, seq: int) -> tuple[ReviewEvent, ...]:
    """The log as it was when `seq` was its last event, with what was undone only later still standing."""
    return tuple(event for event in in_order(events) if event.seq <= seq)


def last_seq(events: Iterable[ReviewEvent]) -> int:
    """What a page shows and its forms send back, so that a later act knows what its author had seen."""
    return max((event.seq for event in events), default=0)
