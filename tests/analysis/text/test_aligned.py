"""Offsets that survive reading."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.text.aligned import align


def test_a_span_of_the_reading_is_found_in_the_original() -> None:
    original = "رقمي \u202b٢٢ ٣٤٥ ٦٧٨\u202c شكرا"
    aligned = align(original)
    start = aligned.text.index("22 345 678")
    begin, end = aligned.original_span(start, start + len("22 345 678"))
    assert original[begin:end] == "٢٢ ٣٤٥ ٦٧٨"


def test_tatweel_and_marks_are_read_through() -> None:
    assert align("اســمِي").text == "اسمي"


@given(st.text())
def test_every_character_of_the_reading_has_an_origin(text: str) -> None:
    aligned = align(text)
    assert len(aligned.origin) == len(aligned.text)
    assert all(0 <= place < len(text) for place in aligned.origin)
    assert list(aligned.origin) == sorted(aligned.origin)


@given(st.text(max_size=60))
def test_a_text_that_reads_as_it_stands_is_read_like_any_other(text: str) -> None:
    whole = align(text)
    marked = align("ـ" + text)  # the sign before it is invisible and forces the long way
    assert whole.text == marked.text
    assert [place + 1 for place in whole.origin] == list(marked.origin)
