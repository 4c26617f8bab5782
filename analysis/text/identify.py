"""Names the variety of a text: ar, aeb (Derja in Arabic letters), arabizi, fr, en, mixed or other.

A text is "mixed" when two languages both carry grammar in it; a French noun in an Arabizi sentence is only a
loan. What lists and shapes do not tell was learned from written answers (`analysis.text.learning`). Judges the
text before it, never the person or the language of their screen.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from analysis.estimator import Estimator
from analysis.text.derja import arabic_words, derja_log_odds
from analysis.text.normalise import clean, words
from analysis.text.scripts import Script, count_scripts, is_arabic, script_by_counts
from analysis.text.tagging import spoken_words
from analysis.text.traits import traits
from analysis.text.variety import latin_word, variety_chances
from analysis.wordlists import sections

VARIETIES: Final = ("ar", "aeb", "arabizi", "fr", "en", "mixed", "other")

# How fast confidence grows with the number of words.
_WORD_TRUST: Final = 0.4
_FOREIGN_ARABIC_LETTERS: Final = frozenset("چژگیکٹڈڑےںھہۀەێۆڕڵ")
# Share of those letters that is enough, alone and beside a word of those languages.
_FOREIGN_ARABIC_SHARE: Final = 0.12
_FOREIGN_ARABIC_HINT: Final = 0.04


@dataclass(frozen=True, slots=True, kw_only=True)
class Identification:
    """Script and variety of one text; `confidence` is 0–1 and 0 where there was nothing to read."""

    script: Script
    variety: str
    confidence: float


def _is_foreign_arabic(text: str) -> bool:
    # Persian, Urdu and Kurdish write k and y with other code points; so may an Arab on a borrowed keyboard.
    if _FOREIGN_ARABIC_LETTERS.isdisjoint(text):
        return False
    letters = [char for char in text if is_arabic(char) and char.isalpha()]
    foreign = sum(char in _FOREIGN_ARABIC_LETTERS for char in letters)
    if foreign < _FOREIGN_ARABIC_HINT * len(letters):
        return False
    known = set(sections("words/other_arabic.txt")[""])
    return foreign >= _FOREIGN_ARABIC_SHARE * len(letters) or bool(known & set(words(text)))


def _confidence(chance: float, count: int) -> float:
    return round(chance * (1.0 - math.exp(-_WORD_TRUST * count)), 3)


def identify(text: str) -> Identification:
    """Script, variety and confidence of one text; never raises. Texts without letters are "other" at
    confidence 0.
    """
    text = clean(text)
    counts = count_scripts(text)
    script = script_by_counts(counts)
    if script == "none" or counts.other > counts.arab + counts.latn or _is_foreign_arabic(text):
        return Identification(script=script, variety="other", confidence=0.0 if script == "none" else 1.0)
    spoken = [match.group() for match in spoken_words(text)]
    if not spoken:
        return Identification(script=script, variety="other", confidence=0.0)
    latin = [latin_word(word) for word in spoken if not is_arabic(word[0])]
    arabic = len(spoken) - len(latin)
    derja = derja_log_odds(arabic_words(text)) if arabic else 0.0
    found = variety_chances(traits(arabic, derja, [one for one, _ in latin], [odds for _, odds in latin]))
    best = max(range(len(found)), key=found.__getitem__)
    return Identification(
        script=script, variety=VARIETIES[best], confidence=_confidence(found[best], len(spoken))
    )


class LanguageIdentifier(Estimator):
    """`identify` as a scikit-learn classifier over texts; it is built from bundled tables and learns
    nothing from what it is given.
    """

    def fit(self, texts: Sequence[str] = (), y: object = None) -> LanguageIdentifier:
        """Sets `classes_`; returns self."""
        self.classes_ = VARIETIES
        return self

    def predict(self, texts: Iterable[str]) -> list[str]:
        """One of `VARIETIES` per text, in order."""
        return [identify(text).variety for text in texts]
