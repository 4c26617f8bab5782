"""When a consultation takes answers. Days are those of Tunis: open from the first minute of the first to
the end of the last.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

TUNIS = ZoneInfo("Africa/Tunis")


class State(StrEnum):
    DRAFTED = "drafted"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """`published_at` is None until the team has released the form; until then it takes nothing, whatever
    the day.
    """

    opens_on: date
    closes_on: date
    published_at: datetime | None

    def state(self, *, at: datetime) -> State:
        if self.published_at is None or at < self.published_at or at < _midnight(self.opens_on):
            return State.DRAFTED
        return State.OPEN if at < self.closes_at else State.CLOSED

    @property
    def closes_at(self) -> datetime:
        """The first moment at which answers are refused."""
        return _midnight(self.closes_on + timedelta(days=1))

    def accepts_responses(self, *, at: datetime) -> bool:
        return self.state(at=at) is State.OPEN


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=TUNIS)
