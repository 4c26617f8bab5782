"""The rules of a stop and of the tablets that work for it, without a database."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from consult.errors import Conflict, Invalid
from consult.responses.model.batches import (
    BATCH_CHANNELS,
    BATCH_CLOSED,
    KIOSK_LONGEST,
    MOST_STOP,
    NO_TABLET,
    Batch,
    Kiosk,
    kiosk_ends_at,
    read_batch,
)

MORNING = datetime(2026, 5, 9, 8, tzinfo=UTC)
EVENING = datetime(2026, 5, 9, 22, 30, tzinfo=UTC)  # half past eleven in Tunis


def batch(*, channel: str = "stand", closed_at: datetime | None = None) -> Batch:
    return Batch(
        id=uuid4(),
        consultation_id=uuid4(),
        channel=channel,
        stop="Souk de Jara",
        person_name="Hend",
        opened_at=MORNING,
        closed_at=closed_at,
    )


def kiosk(of: Batch, *, started_at: datetime = MORNING, ended_at: datetime | None = None) -> Kiosk:
    return Kiosk(city_id=uuid4(), slug="gabes", batch=of, started_at=started_at, ended_at=ended_at)


def test_a_stop_is_read_with_its_blanks_tidied() -> None:
    assert read_batch("stand", "  Souk de Jara,\n samedi ") == ("stand", "Souk de Jara, samedi")


@pytest.mark.parametrize(
    ("channel", "stop", "fields"),
    [
        ("web", "here", ["channel"]),
        ("", "", ["channel", "stop"]),
        ("paper", " \t", ["stop"]),
        ("stand", "x" * (MOST_STOP + 1), ["stop"]),
    ],
)
def test_everything_wrong_with_a_stop_is_told_at_once(channel: str, stop: str, fields: list[str]) -> None:
    with pytest.raises(Invalid) as refused:
        read_batch(channel, stop)
    assert [problem.field for problem in refused.value.problems] == fields


def test_the_longest_name_of_a_stop_is_taken() -> None:
    assert read_batch("paper", "x" * MOST_STOP) == ("paper", "x" * MOST_STOP)


def test_a_closed_batch_takes_nothing_more() -> None:
    batch().must_be_open()
    for refuse in (batch(closed_at=MORNING).must_be_open, batch(closed_at=MORNING).must_take_tablets):
        with pytest.raises(Conflict, match=BATCH_CLOSED[:20]):
            refuse()


@pytest.mark.parametrize("channel", BATCH_CHANNELS)
def test_tablets_work_where_people_stand_and_not_for_paper(channel: str) -> None:
    of = batch(channel=channel)
    assert of.takes_tablets == (channel != "paper")
    assert kiosk(of).is_connected(MORNING) == (channel != "paper")
    if channel == "paper":
        with pytest.raises(Conflict, match=NO_TABLET[:20]):
            of.must_take_tablets()


def test_a_tablet_ends_with_its_day_in_tunis_and_after_twelve_hours_at_the_latest() -> None:
    assert kiosk_ends_at(MORNING) == MORNING + KIOSK_LONGEST
    assert kiosk_ends_at(EVENING) == datetime(2026, 5, 9, 23, tzinfo=UTC)
    for started in (MORNING, EVENING):
        working = kiosk(batch(), started_at=started)
        assert working.is_connected(kiosk_ends_at(started) - timedelta(seconds=1))
        assert not working.is_connected(kiosk_ends_at(started))


def test_a_tablet_ends_with_its_batch_and_when_somebody_ends_it() -> None:
    assert not kiosk(batch(closed_at=MORNING)).is_connected(MORNING)
    assert not kiosk(batch(), ended_at=MORNING).is_connected(MORNING)
