"""Points and "no opinion"."""

from consult.consultations.kinds.points import NO_OPINION, Point, as_choices, as_value
from consult.i18n.text import Text

POINTS = (Point(value=2, label=Text(en="Two")), Point(value=1, label=Text(en="One")))


def test_no_opinion_comes_last_and_only_where_it_is_offered():
    assert [choice.id for choice in as_choices(POINTS, no_opinion=True)] == ["2", "1", "no_opinion"]
    assert [choice.id for choice in as_choices(POINTS, no_opinion=False)] == ["2", "1"]


def test_no_opinion_is_worded_in_every_language():
    assert NO_OPINION.label.missing() == ()


def test_what_is_picked_is_stored_as_a_number_or_as_no_opinion():
    assert as_value("-3") == -3
    assert as_value("no_opinion") == "no_opinion"
