"""Words of a citizen's own next to a choice."""

from consult.consultations.kinds.given import Item
from consult.consultations.kinds.words_of_own import free_line, own_field, own_name


def test_words_go_back_to_the_field_they_came_from():
    assert own_field("q", (Item(value="other", body="mine"),)) == {own_name("q"): ("mine",)}
    assert own_field("q", (Item(value="other"),)) == {}
    assert own_field("q", ()) == {}


def test_words_are_told_as_the_citizens_own():
    (line,) = free_line((Item(value="other", body="mine"),))
    assert (line.text, line.is_citizen_text) == ("mine", True)
    assert free_line((Item(value="here"),)) == ()
