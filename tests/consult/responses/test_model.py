"""What names a person is never shown, whatever the marks look like."""

from hypothesis import given
from hypothesis import strategies as st

from consult.responses.model import BLOCK, masked

SPANS = st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60), st.just("phone")), max_size=6)


def test_marked_words_are_blocked_and_the_others_kept() -> None:
    assert masked("call 98 123 456 now", [(5, 15, "phone")]) == f"call {BLOCK} now"


def test_marks_that_overlap_or_touch_are_one_block() -> None:
    assert masked("abcdefgh", [(4, 6, "cin"), (1, 3, "name"), (2, 4, "phone")]) == f"a{BLOCK}gh"


def test_a_vowel_sign_goes_with_its_letter() -> None:
    assert masked("محمّد", [(0, 3, "name")]) == f"{BLOCK}د"


@given(st.text(max_size=40), SPANS)
def test_no_marked_character_is_left_and_every_other_is(text: str, spans: list[tuple[int, int, str]]) -> None:
    numbered = "".join(chr(0x4E00 + place) for place in range(len(text)))  # every character tells its place
    hidden = {place for start, end, _ in spans for place in range(max(start, 0), min(end, len(text)))}
    shown = masked(numbered, spans)
    assert [ord(letter) - 0x4E00 for letter in shown if letter not in BLOCK] == [
        place for place in range(len(text)) if place not in hidden
    ]
