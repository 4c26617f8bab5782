"""Things a question offers, and the order they are shown in."""

from consult.consultations.kinds.choices import Choice, label_of, ordered
from consult.i18n.text import Text

CHOICES = tuple(Choice(id=str(number), label=Text(en=f"N{number}")) for number in range(12))
OTHER = Choice(id="other", label=Text(en="Other"), free_text=True)


def test_without_a_seed_the_order_is_that_of_the_file():
    assert ordered((OTHER, *CHOICES), None) == (OTHER, *CHOICES)


def test_a_seed_gives_the_same_other_order_every_time():
    once = ordered(CHOICES, "a")
    assert once == ordered(tuple(reversed(CHOICES)), "a")
    assert once != CHOICES
    assert once != ordered(CHOICES, "b")
    assert set(once) == set(CHOICES)


def test_other_stays_at_the_end_whatever_the_seed():
    assert {ordered((OTHER, *CHOICES), str(seed))[-1].id for seed in range(30)} == {"other"}


def test_a_label_nobody_knows_any_more_is_told_by_its_id():
    assert label_of(CHOICES, "3", locale="fr") == "N3"
    assert label_of(CHOICES, "gone", locale="fr") == "gone"
