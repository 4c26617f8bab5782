"""Traces of words and letters."""

import numpy as np

from analysis.meaning.features import TextTraces, traces
from analysis.text.arabizi import transliterate

TEXTS = ["la route est cassée", "les routes cassées", "the water is cut"]
SPOKEN = ["fr", "fr", "en"]


def test_spellings_of_one_subject_leave_like_traces() -> None:
    found = TextTraces().fit(TEXTS, varieties=SPOKEN).transform(TEXTS, varieties=SPOKEN)
    likeness = (found @ found.T).toarray()
    assert likeness[0, 1] > 0.25 > likeness[0, 2]


def test_arabizi_leaves_the_traces_of_arabic_letters() -> None:
    assert traces(transliterate("el 7ouma")) & traces("الحومة")


def test_a_row_has_length_one_or_no_words() -> None:
    found = (
        TextTraces()
        .fit(TEXTS, varieties=SPOKEN)
        .transform([*TEXTS, "1234", ""], varieties=[*SPOKEN, "other", "other"])
    )
    assert np.allclose(np.sqrt(np.asarray(found.multiply(found).sum(axis=1)).ravel()), [1, 1, 1, 0, 0])


def test_a_long_text_is_read_to_two_hundred_words() -> None:
    many = " ".join(f"mot{chr(97 + place % 26)}{chr(97 + place // 26)}" for place in range(600))
    assert len(traces(many)) < 3000
