"""Personal data on the offsets of the original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.personal import KINDS, find_personal, masked


def found(text: str) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.kind) for span in find_personal(text)]


def test_spans_lie_on_the_original_text() -> None:
    text = "اسمي مـنـى ورقمي ‏٩٨ ١٢٣ ٤٥٦‏ وبريدي mona@example.tn"
    assert found(text) == [("مـنـى", "name"), ("٩٨ ١٢٣ ٤٥٦", "phone"), ("mona@example.tn", "email")]


def test_an_address_inside_an_e_mail_is_one_span() -> None:
    assert found("contact@www.example.tn") == [("contact@www.example.tn", "email")]


def test_a_name_inside_an_address_is_part_of_the_address() -> None:
    assert found("j'habite 12 rue Mongi Slim") == [("12 rue Mongi Slim", "address")]


def test_masking_leaves_no_marked_letter() -> None:
    text = "je m'appelle Selma, 98 000 111, merci"
    assert masked(text, find_personal(text), mask="█") == "je m'appelle █, █, merci"


@pytest.mark.parametrize("text", ["", "👍", "لا شيء", "\u202e" * 10, "1" * 5000, "a@" * 500])
def test_texts_without_personal_data_have_no_spans(text: str) -> None:
    assert found(text) == []


@given(st.text(alphabet="0123456789٠١٢٣٤٥٦٧٨٩ +-.@/ابيساتمwmTNaeM:'\u202bـ\n", max_size=120))
def test_spans_are_ordered_inside_the_text_and_never_overlap(text: str) -> None:
    last = 0
    for span in find_personal(text):
        assert last <= span.start < span.end <= len(text)
        assert span.kind in KINDS
        last = span.end
