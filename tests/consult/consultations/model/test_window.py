"""A consultation takes answers from the first minute of its first day in Tunis to the end of its last."""

from datetime import UTC, date, datetime, timedelta

import pytest

from consult.consultations.model import State, Window
from consult.consultations.model.window import TUNIS

PUBLISHED = datetime(2026, 2, 20, 9, 0, tzinfo=UTC)
WINDOW = Window(opens_on=date(2026, 3, 2), closes_on=date(2026, 4, 5), published_at=PUBLISHED)


@pytest.mark.parametrize(
    ("at", "state"),
    [
        (datetime(2026, 3, 1, 23, 59, 59, tzinfo=TUNIS), State.DRAFTED),
        (datetime(2026, 3, 2, 0, 0, tzinfo=TUNIS), State.OPEN),
        (datetime(2026, 3, 1, 23, 0, tzinfo=UTC), State.OPEN),
        (datetime(2026, 4, 5, 23, 59, 59, tzinfo=TUNIS), State.OPEN),
        (datetime(2026, 4, 6, 0, 0, tzinfo=TUNIS), State.CLOSED),
        (datetime(2026, 4, 5, 23, 0, tzinfo=UTC), State.CLOSED),
    ],
)
def test_days_are_those_of_tunis_and_both_ends_count(at, state):
    assert WINDOW.state(at=at) is state
    assert WINDOW.accepts_responses(at=at) is (state is State.OPEN)


def test_an_unpublished_form_takes_nothing_whatever_the_day():
    window = Window(opens_on=WINDOW.opens_on, closes_on=WINDOW.closes_on, published_at=None)
    assert window.state(at=datetime(2026, 3, 10, tzinfo=UTC)) is State.DRAFTED


def test_a_form_published_late_opens_when_it_is_published():
    late = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
    window = Window(opens_on=WINDOW.opens_on, closes_on=WINDOW.closes_on, published_at=late)
    assert window.state(at=late - timedelta(seconds=1)) is State.DRAFTED
    assert window.state(at=late) is State.OPEN


def test_a_consultation_of_one_day_is_open_all_that_day():
    window = Window(opens_on=date(2026, 3, 2), closes_on=date(2026, 3, 2), published_at=PUBLISHED)
    assert window.accepts_responses(at=datetime(2026, 3, 2, 12, 0, tzinfo=TUNIS))
    assert window.closes_at == datetime(2026, 3, 3, 0, 0, tzinfo=TUNIS)
