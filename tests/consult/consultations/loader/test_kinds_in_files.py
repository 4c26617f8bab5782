"""What a file can say of numbers, days, consents, notes, maps, drawings and recordings, and what it is told."""

import pytest

from consult.consultations.loader import load_consultation

PLACE = """  - id: q_where
    type: place
    text: {ar: م, fr: Q, en: Q}
    map: {water: [[900, 0], [1000, 0], [1000, 1000]]}
    options:
      - {id: a, label: {ar: م, fr: A, en: A}, outline: [[0, 0], [500, 0], [500, 500]], at: [400, 100]}
      - {id: b, label: {ar: م, fr: B, en: B}, outline: [[500, 0], [900, 0], [500, 600]]}
      - {id: c, icon: sea, label: {ar: م, fr: C, en: C}}
"""
MORE = (
    """  - id: q_count
    type: number
    least: 1
    most: 30
    steps: [5, 10]
    text: {ar: م, fr: Q, en: Q}
  - id: q_since
    type: date
    earliest: 2020-01-01
    latest: 2026-01-01
    text: {ar: م, fr: Q, en: Q}
  - id: q_agree
    type: consent
    version: "2"
    text: {ar: م, fr: Q, en: Q}
  - id: q_note
    type: note
    icon: hand
    text: {ar: م, fr: Q, en: Q}
    show_if: {question: q_agree, any_of: [yes]}
"""
    + PLACE
)


@pytest.fixture
def fuller(small: str) -> str:
    text = small.replace("about_you:", MORE + "about_you:", 1)
    return text.replace(
        "  - {id: rows, questions: [q_rows]}",
        "  - {id: rows, questions: [q_rows]}\n  - {id: more, questions: [q_count, q_since, q_agree]}\n"
        "  - {id: last, questions: [q_note, q_where]}",
    )


def test_new_kinds_are_read(fuller):
    form = load_consultation(fuller).questionnaire
    assert form.question("q_count").spec.begins() == (1, 5, 10)
    assert str(form.question("q_since").spec.latest) == "2026-01-01"
    assert form.question("q_agree").spec.version == "2"
    assert form.question("q_note").spec.icon == "hand"


def test_a_map_is_read_with_a_number_in_each_district(fuller):
    spec = load_consultation(fuller).questionnaire.question("q_where").spec
    assert [area.id for area in spec.areas] == ["a", "b"]
    assert spec.area("a")[1].at == (400, 100)
    assert spec.area("b") == (2, spec.areas[1])
    assert spec.areas[1].at == (633, 200)
    assert spec.area("c") is None
    assert spec.options[2].icon == "sea"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("most: 30", "most: 1", "“most” must be greater"),
        ("steps: [5, 10]", "steps: [10, 5]", "smallest to the largest"),
        ("steps: [5, 10]", "steps: [5, 31]", "not a whole number between 1 and 30"),
        ("latest: 2026-01-01", "latest: 2019-01-01", "“latest” comes before"),
        ("earliest: 2020-01-01", "earliest: soon", "not a date"),
        ('    version: "2"\n', "", "“version” is missing"),
        ("icon: hand", "icon: hands", "not one of: home, water"),
        ("icon: hand", "icon: hand\n    required: true", "A note asks nothing"),
        ("any_of: [yes]", "any_of: [no]", "which “q_agree” does not offer"),
        ("question: q_agree, any_of: [yes]", "question: q_count, any_of: [yes]", "has nothing to choose"),
        ("[[0, 0], [500, 0], [500, 500]]", "[[0, 0], [500, 0]]", "at least 3 points"),
        ("[[0, 0], [500, 0], [500, 500]]", "[[0, 0], [500, 0], [500, 1001]]", "from 0 to 1000"),
        ("[[0, 0], [500, 0], [500, 500]]", "[[0, 0], [500, 0], 7]", "at least 3 points"),
        ("map: {water:", "map: {wafer:", "Is “water” meant?"),
    ],
)
def test_what_is_wrong_is_told_in_its_line(fuller, told, before, after, words):
    assert before in fuller
    text = fuller.replace(before, after, 1)
    found = told(text)
    line = fuller[: fuller.index(before)].count("\n") + 1
    assert [said for at, said in found if words in said and abs(at - line) <= 4], found


def test_a_map_without_districts_is_told(fuller, told):
    bare = fuller.replace(", outline: [[0, 0], [500, 0], [500, 500]], at: [400, 100]", "")
    bare = bare.replace(", outline: [[500, 0], [900, 0], [500, 600]]", "")
    assert any("“map” needs places" in said for _, said in told(bare))


def test_only_an_answer_of_a_multiple_choice_can_stand_alone(small, told):
    single = small.replace("id: a, label", "id: a, exclusive: true, label", 1)
    assert any("“exclusive” is not known here" in said for _, said in told(single))


def test_an_answer_that_stands_alone_has_no_words_of_its_own(small, told):
    several = small.replace("type: single_choice", "type: multiple_choice", 1)
    load_consultation(several.replace("id: a, label", "id: a, exclusive: true, label", 1))
    both = several.replace("free_text: true", "free_text: true, exclusive: true", 1)
    assert any("cannot stand in one entry" in said for _, said in told(both))


def test_axes_lend_their_drawings(small):
    drawn = small.replace("{id: sea, name", "{id: sea, icon: sea, name", 1)
    spec = load_consultation(drawn).questionnaire.question("q_share").spec
    assert [item.icon for item in spec.items] == ["sea", None]


def test_without_pages_a_note_stands_before_the_question_it_explains(small):
    note = "  - {id: q_note, type: note, text: {ar: م, fr: Q, en: Q}}\n"
    text = small[: small.index("pages:")] + small[small.index("thanks:") :]
    text = text.replace("  - id: q_share", note + "  - id: q_share", 1)
    assert ("q_note", "q_share") in [page.questions for page in load_consultation(text).questionnaire.pages]


def test_recordings_are_taken_by_language_and_a_missing_one_is_told_in_its_line(small, told):
    heard = small.replace("  - id: q_why\n", "  - id: q_why\n    audio:\n      ar: why.mp3\n", 1)
    form = load_consultation(heard, take=lambda name: f"hash of {name}").questionnaire
    assert form.question("q_why").audio == {"ar": "hash of why.mp3"}
    line = heard[: heard.index("ar: why.mp3")].count("\n") + 1
    assert (line, "The recording “why.mp3” is not beside this file.") in told(heard)
    assert any("“de” is not known here" in said for _, said in told(heard.replace("ar: why", "de: why")))
