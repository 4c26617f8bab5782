"""Why an answer was read as it was."""

from analysis import Answer, explain

ANSWERS = [
    Answer(id="1", text="Les poubelles débordent devant l'école"),
    Answer(id="2", text="تتراكم الفضلات أمام المدرسة"),
    Answer(id="3", text="Le bus du soir a été supprimé"),
    Answer(id="4", text="👍"),
]


def test_concepts_words_and_neighbours_are_told_in_the_order_given() -> None:
    found = explain(ANSWERS)
    assert [one.id for one in found] == ["1", "2", "3", "4"]
    assert found[0].concepts[0][0] == "waste_collection"
    assert ("poubelles débordent", "waste_collection") in found[0].words
    assert found[0].neighbours[0] == "2"
    assert "3" not in found[0].neighbours[:1]


def test_an_answer_without_words_has_nothing_to_explain() -> None:
    nothing = explain(ANSWERS)[3]
    assert (nothing.concepts, nothing.words, nothing.neighbours) == ((), (), ())


def test_neighbours_stay_within_the_theme() -> None:
    apart = [Answer(id=one.id, text=one.text, theme=one.id) for one in ANSWERS[:3]]
    assert all(one.neighbours == () for one in explain(apart))
