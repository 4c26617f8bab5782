"""A batch is one stop of a mobile stand, one meeting, one stack of paper; a kiosk is a shared tablet that works for it.

A closed batch takes nothing more, and its kiosks end with it. A kiosk ends by itself with its day, in Tunis, and after
twelve hours at the latest. It refuses to know who answers at it.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from consult.consultations.model.window import TUNIS
from consult.errors import Conflict, Invalid, Problem
from consult.i18n.text import N_

KIOSK_LONGEST = timedelta(hours=12)
MOST_STOP = 120  # characters of a stop's name

BATCH_CHANNELS = ("stand", "meeting", "paper")
TABLET_CHANNELS = ("stand", "meeting")  # what is written on paper is not answered at a tablet

BATCH_CLOSED = N_(
    "This stop is closed and takes no more answers. What came before is kept. Open a new one to go on."
)
NO_TABLET = N_("A stack of paper needs no tablet. Open a stand or a meeting for it.")
NO_STOP = N_("Write where and when, so that the team can tell the stops apart.")
STOP_TOO_LONG = N_("This is too long: %(most)s characters at most.")
NO_CHANNEL = N_("Choose how people answer there.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    id: UUID
    consultation_id: UUID
    channel: str
    stop: str
    person_name: str
    opened_at: datetime
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def takes_tablets(self) -> bool:
        return self.is_open and self.channel in TABLET_CHANNELS

    def must_be_open(self) -> None:
        """For every way an answer comes into a batch. Raises Conflict, in words for the one who collects."""
        if not self.is_open:
            raise Conflict(BATCH_CLOSED)

    def must_take_tablets(self) -> None:
        self.must_be_open()
        if not self.takes_tablets:
            raise Conflict(NO_TABLET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kiosk:
    """A tablet and the batch it works for."""

    city_id: UUID
    slug: str
    batch: Batch
    started_at: datetime
    ended_at: datetime | None = None

    def is_connected(self, at: datetime) -> bool:
        return self.ended_at is None and self.batch.takes_tablets and at < kiosk_ends_at(self.started_at)


def kiosk_ends_at(started_at: datetime) -> datetime:
    """The end of its day in Tunis, or twelve hours after its start, whichever comes first."""
    tomorrow = started_at.astimezone(TUNIS).date() + timedelta(days=1)
    return min(datetime.combine(tomorrow, time.min, tzinfo=TUNIS), started_at + KIOSK_LONGEST)


def read_batch(channel: str, stop: str) -> tuple[str, str]:
    """The channel and the name of a stop as they were typed; Invalid with everything that is wrong."""
    stop = " ".join(stop.split())
    problems = []
    if channel not in BATCH_CHANNELS:
        problems.append(Problem("channel", NO_CHANNEL))
    if not stop:
        problems.append(Problem("stop", NO_STOP))
    elif len(stop) > MOST_STOP:
        problems.append(Problem("stop", STOP_TOO_LONG, {"most": MOST_STOP}))
    if problems:
        raise Invalid(problems)
    return channel, stop
