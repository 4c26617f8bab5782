"""Listed Arabizi spellings."""

import pytest

from analysis.text.arabizi_listed import in_lexicon, listed_spelling


@pytest.mark.parametrize("typed", ["5edma", "khedma", "khedmma"])
def test_spellings_that_differ_by_rule_are_one(typed: str) -> None:
    assert in_lexicon(typed) == listed_spelling(typed) == "خدمة"


def test_the_word_table_adds_spellings_to_the_lexicon() -> None:
    assert in_lexicon("larb3a") is None
    assert listed_spelling("larb3a") == "الأربعاء"


def test_an_unlisted_spelling_is_not_guessed() -> None:
    assert listed_spelling("zarbout") is None
