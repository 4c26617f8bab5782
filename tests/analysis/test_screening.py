"""The first look at a text."""

from analysis.screening import screen


def test_a_screening_says_language_personal_data_and_copies() -> None:
    text = "je m'appelle Selma et la rue est sans lumière depuis deux mois"
    first, second, third = screen([text, text + " !", "الما مقصوص"])
    assert (first.script, first.variety) == ("latn", "fr")
    assert [(text[span.start : span.end], span.kind) for span in first.personal] == [("Selma", "name")]
    assert first.duplicate_group == second.duplicate_group is not None
    assert (third.variety, third.personal, third.duplicate_group) == ("aeb", (), None)


def test_no_texts_have_no_screenings() -> None:
    assert screen([]) == []


def test_strange_texts_are_screened_like_any() -> None:
    texts = ["", "👍", "\u202eabc\u202c", "x" * 5000, "\x00\x01", "\ud800", "مرحبا hello 你好 привет"]
    assert [screening.variety for screening in screen(texts)][:2] == ["other", "other"]
    assert len(screen(texts)) == len(texts)
