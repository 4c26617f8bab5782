"""How single texts are read."""

from analysis.benchmark import reading


def test_letters_are_counted_by_edits() -> None:
    assert reading.edits("kitab", "ktab") == 1
    assert reading.edits("", "abc") == 3


def test_marks_become_spans_of_the_plain_text() -> None:
    assert reading._marked("je suis {name:Sami}.") == ("je suis Sami.", {(8, 12, "name")})


def test_two_in_a_hundred_texts_are_planted_copies() -> None:
    texts = [f"une phrase assez longue pour compter numéro {place}" for place in range(400)]
    grown, origin = reading._planted(texts)
    assert len(grown) == 408
    assert sum(source is not None for source in origin) == 10


def test_pairs_join_what_has_the_same_key() -> None:
    assert reading._pairs(["a", None, "a", "b"]) == {(2, 0)}


def test_figures_of_the_small_sets_do_not_fall() -> None:
    floors = {
        "variety, macro-F1": 0.93,
        "variety, Arabizi recall": 0.9,
        "Arabizi, token exact": 0.5,
        "personal data, structured recall": 0.97,
        "personal data, names recall": 0.88,
    }
    rows = [*reading.identification(), *reading.transliteration(), *reading.personal_data()]
    assert [(row.name, row.value) for row in rows if (row.value or 0.0) < floors.get(row.name, 0.0)] == []
