"""The words that set a cluster apart, counted apart for Arabic, French and English so that no language drowns
another.

Derja and Arabizi count toward Arabic (Arabizi in Arabic script); words of a mixed text go each to its own
language. Personal data never becomes a term.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from analysis.estimator import Estimator
from analysis.text.arabizi import known_word
from analysis.text.normalise import clean, words
from analysis.text.personal import find_personal, masked
from analysis.text.scripts import is_arabic
from analysis.text.stems import is_stop_word, stem
from analysis.text.tagging import tag_latin_words, without_elision

LABEL_LANGUAGES: Final = ("ar", "fr", "en")
# Weights the tagger gives to unlisted and to ambiguous words.
_UNSURE: Final = (0.5, 0.05)
_CONJUNCTION: Final = ("و", "ف")


@dataclass(frozen=True, slots=True)
class LabelWord:
    language: str
    stem: str
    surface: str


def _latin_words(text: str, variety: str) -> Iterable[tuple[str, str]]:
    """(language, surface) of the Latin words: those of a French or English text all count for it, unless
    clearly not.
    """
    for tagged in tag_latin_words(text):
        if tagged.language == "arabizi" and variety not in ("fr", "en"):
            arabic = known_word(tagged.word) if tagged.weight < 1.0 else None
            # What only spelling rules could write is too uncertain to show as a word of the city.
            yield from [("ar", arabic)] if arabic and " " not in arabic else []
        elif tagged.language in ("fr", "en"):
            own = variety if variety in ("fr", "en") else tagged.language
            # Derja borrows from French; an unlisted word that looks English beside it is misspelt Derja.
            if own == "fr" or variety == "en" or tagged.weight not in _UNSURE:
                yield own, without_elision(tagged.word.lower())


def _surfaces(text: str, variety: str) -> list[tuple[str, str]]:
    cleaned = clean(masked(text, find_personal(text)))
    arabic = [("ar", word) for word in words(cleaned) if is_arabic(word[0])]
    return arabic + list(_latin_words(cleaned, variety))


def _shown(surface: str) -> str:
    """A conjunction written against an Arabic article is no part of the word."""
    return surface[1:] if surface.startswith(tuple(letter + "ال" for letter in _CONJUNCTION)) else surface


@lru_cache(maxsize=65536)
def _label_word(language: str, surface: str) -> LabelWord | None:
    """One value for all answers that write the word; None for a word that says nothing."""
    root = stem(surface)
    if len(root) < 3 or is_stop_word(surface) or root.isdigit():
        return None
    return LabelWord(language, root, _shown(surface))


def label_words(text: str, variety: str) -> tuple[LabelWord, ...]:
    """The distinct content words of a text by language, each with the stem it is counted under and the form
    it is shown in.
    """
    found: dict[tuple[str, str], LabelWord] = {}
    for language, surface in _surfaces(text, variety):
        word = _label_word(language, surface)
        if word is not None:
            found.setdefault((language, word.stem), word)
    return tuple(found.values())


class ClassTerms(Estimator):
    """c-TF-IDF (Grootendorst 2022, arXiv 2203.05794) per language, over answers instead of tokens.

    weight(term, cluster) = share of the cluster's answers holding the term · log(1 + mean answers per cluster
    / answers holding it anywhere). At most `limit` terms per language, shown in their most frequent written
    form; a term must occur in two answers of a cluster that has at least `scarce` answers with words of that
    language.
    """

    def __init__(self, *, limit: int = 6, scarce: int = 5) -> None:
        self.limit = limit
        self.scarce = scarce

    def fit(self, texts: Sequence[str], labels: Sequence[str], *, varieties: Sequence[str]) -> ClassTerms:
        """n texts with one cluster label and one variety each. Sets `terms_`: label to language to terms,
        best first.
        """
        spoken = [label_words(text, variety) for text, variety in zip(texts, varieties, strict=True)]
        return self.fit_words(spoken, labels)

    def fit_words(self, spoken: Sequence[Sequence[LabelWord]], labels: Sequence[str]) -> ClassTerms:
        """The same from the words of n answers, as `label_words` gives them."""
        counts: dict[str, dict[str, Counter[str]]] = {language: {} for language in LABEL_LANGUAGES}
        answers: dict[str, Counter[str]] = {language: Counter() for language in LABEL_LANGUAGES}
        forms: dict[tuple[str, str], Counter[str]] = {}
        for found, label in zip(spoken, labels, strict=True):
            for language in {word.language for word in found}:
                answers[language][label] += 1
            for word in found:
                counts[word.language].setdefault(label, Counter())[word.stem] += 1
                forms.setdefault((word.language, word.stem), Counter())[word.surface] += 1
        self.terms_: dict[str, dict[str, tuple[str, ...]]] = {label: {} for label in sorted(set(labels))}
        for language in LABEL_LANGUAGES:
            ranked = self._ranked(counts[language], answers[language])
            for label, by_language in self.terms_.items():
                shown = [_usual_form(forms[language, root]) for root in ranked.get(label, ())]
                by_language[language] = tuple(dict.fromkeys(shown))
        return self

    def _ranked(self, counts: Mapping[str, Counter[str]], answers: Mapping[str, int]) -> dict[str, list[str]]:
        total: Counter[str] = Counter()
        for counter in counts.values():
            total.update(counter)
        mean = sum(answers.values()) / max(1, len(counts))
        ranked: dict[str, list[str]] = {}
        for label, counter in counts.items():
            least = 2 if answers[label] >= self.scarce else 1
            weights = {
                root: count / answers[label] * math.log1p(mean / total[root])
                for root, count in counter.items()
                if count >= least
            }
            ranked[label] = sorted(weights, key=lambda root, of=weights: (-of[root], root))[: self.limit]  # type: ignore[misc]
        return ranked


def _usual_form(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], len(form), form))
