"""Blacking out: what is marked is gone, whatever it was and however long, and the rest is untouched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.results.model import BLOCK, Span, redact, uncovered
from consult.results.model.redaction import cut


def spans(*pairs):
    return tuple(Span(start=start, end=end) for start, end in pairs)


@st.composite
def marked_texts(draw):
    text = draw(st.text(alphabet="abc ابتَ́0123", min_size=1, max_size=40))
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(
        lambda pair: pair[0] < pair[1]
    )
    return text, spans(*draw(st.lists(ends, max_size=5)))


def test_a_name_and_a_number_leave_blocks_of_the_same_length():
    text = "Ali 98123456 said so"
    assert redact(text, spans((0, 3), (4, 12))) == f"{BLOCK} {BLOCK} said so"


def test_spans_that_overlap_or_touch_become_one_block():
    assert redact("0123456789", spans((1, 4), (3, 6), (6, 8))) == f"0{BLOCK}89"


def test_a_text_without_marks_is_as_it_was():
    assert redact("كما هو", ()) == "كما هو"


def test_a_vowel_sign_goes_with_its_letter():
    assert redact("سَمير هنا", spans((0, 1))) == f"{BLOCK}مير هنا"


@pytest.mark.parametrize("pair", [(-1, 2), (3, 3), (4, 2), (0, 11)])
def test_a_mark_outside_of_the_text_is_refused(pair):
    with pytest.raises(ValueError, match="outside"):
        redact("0123456789", spans(pair))


@given(marked_texts())
def test_every_character_is_either_kept_in_its_order_or_blacked_out(case):
    text, marks = case
    hidden = {at for mark in marks for at in range(mark.start, mark.end)}
    parts = redact(text, marks).split(BLOCK)
    assert len(parts) <= len(marks) + 1
    assert sum(map(len, parts)) <= len(text) - len(hidden)
    at = 0
    for part in parts:
        at = text.index(part, at) + len(part)


@given(marked_texts(), st.data())
def test_a_piece_shows_no_character_that_is_blacked_out(case, data):
    text, marks = case
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    shown = cut(text, start=start, end=end, redactions=marks)
    assert uncovered(marks, redactions=marks, start=start, end=end) == ()
    hidden = sum(1 for at in range(start, end) if any(mark.start <= at < mark.end for mark in marks))
    assert len(shown.replace(BLOCK, "")) <= end - start - hidden


def test_a_mark_is_covered_only_when_all_of_it_that_shows_is():
    (mark,) = marks = spans((5, 12))
    assert uncovered(marks, redactions=spans((5, 11)), start=0, end=20) == (mark,)
    assert uncovered(marks, redactions=spans((5, 8), (8, 12)), start=0, end=20) == ()
    assert uncovered(marks, redactions=(), start=12, end=20) == ()
    assert uncovered(marks, redactions=spans((5, 9)), start=0, end=9) == ()
