"""Names the variety of a text: ar, aeb (Derja in Arabic letters), arabizi, fr, en, mixed or other.

A text is "mixed" when two languages both carry grammar in it; a French noun in an Arabizi sentence is only a
loan. Judges the text before it, never the person or the language of their screen.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from analysis.estimator import Estimator
from analysis.text.derja import derja_probability
from analysis.text.normalise import clean, words
from analysis.text.scripts import Script, count_scripts, is_arabic, script_by_counts
from analysis.text.tagging import tag_latin_words
from analysis.wordlists import sections

VARIETIES: Final = ("ar", "aeb", "arabizi", "fr", "en", "mixed", "other")

# The second language's share of the evidence from which a text is mixed. French is borrowed into Derja and
# weighs in only when there is much of it; Derja is not borrowed into French or English.
_MIXED_SHARE: Final = {"arabizi": 0.2, "arab": 0.2, "fr": 0.28, "en": 0.3}
_ARABIC_WORD_WEIGHT: Final = 0.5
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
    letters = [char for char in text if is_arabic(char) and char.isalpha()]
    foreign = sum(char in _FOREIGN_ARABIC_LETTERS for char in letters)
    if not foreign or foreign < _FOREIGN_ARABIC_HINT * len(letters):
        return False
    known = set(sections("words/other_arabic.txt")[""])
    return foreign >= _FOREIGN_ARABIC_SHARE * len(letters) or bool(known & set(words(text)))


def _weights(text: str) -> dict[str, float]:
    """Evidence per language in a cleaned text; Arabic words share one entry, "arab"."""
    weights: dict[str, float] = {}
    for tagged in tag_latin_words(text):
        weights[tagged.language] = weights.get(tagged.language, 0.0) + tagged.weight * tagged.probability
    arabic = sum(is_arabic(word[0]) for word in text.split())
    if arabic:
        weights["arab"] = arabic * _ARABIC_WORD_WEIGHT
    return weights


def _arabic_variety(text: str) -> tuple[str, float]:
    derja = derja_probability(text)
    return ("aeb", derja) if derja >= 0.5 else ("ar", 1.0 - derja)


def _verdict(text: str, weights: dict[str, float]) -> tuple[str, float]:
    total = sum(weights.values())
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    best, most = ranked[0]
    certainty = 1.0
    second, less = ranked[1] if len(ranked) > 1 else ("other", 0.0)
    if best != "other" and second != "other" and less >= _MIXED_SHARE[second] * total:
        best, most = "mixed", most + less
    elif best == "arab":
        best, certainty = _arabic_variety(text)
    return best, most / total * certainty * (1.0 - math.exp(-total))


def identify(text: str) -> Identification:
    """Script, variety and confidence of one text; never raises. Texts without letters are "other" at
    confidence 0.
    """
    text = clean(text)
    counts = count_scripts(text)
    script = script_by_counts(counts)
    if script == "none" or counts.other > counts.arab + counts.latn or _is_foreign_arabic(text):
        return Identification(script=script, variety="other", confidence=0.0 if script == "none" else 1.0)
    weights = _weights(text)
    if not weights:
        return Identification(script=script, variety="other", confidence=0.0)
    variety, confidence = _verdict(text, weights)
    return Identification(script=script, variety=variety, confidence=round(confidence, 3))


class LanguageIdentifier(Estimator):
    """`identify` as a scikit-learn classifier over texts; it is built from bundled word lists and learns
    nothing from data.
    """

    def fit(self, texts: Sequence[str] = (), y: object = None) -> LanguageIdentifier:
        """Sets `classes_`; returns self."""
        self.classes_ = VARIETIES
        return self

    def predict(self, texts: Iterable[str]) -> list[str]:
        """One of `VARIETIES` per text, in order."""
        return [identify(text).variety for text in texts]
