"""Gives every word of a text its language: arabizi, fr, en or other for Latin letters, ar or aeb for Arabic
ones.

Latin words are tagged by a small hidden Markov model: word lists and character trigrams say how likely a word
is in a language, neighbours say how likely a change of language is. Knows words, not what whole texts should
be called.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final

from analysis.text.normalise import EMAIL_MARK, URL_MARK, normalise
from analysis.text.scripts import is_arabic
from analysis.text.traits import LATIN_LANGUAGES
from analysis.wordlists import rows, sections

# How much a word says about the language its author writes in. A grammar word shows the sentence's own
# language; a bare noun may be a loan (Derja borrows French nouns freely), an ambiguous spelling says next to
# nothing.
_WEIGHTS: Final = {"grammar": 1.0, "content": 0.35, "ambiguous": 0.05, "unknown": 0.5}
_STAY: Final = 0.85
_LISTED: Final = 0.7
_MAX_WORDS: Final = 400

_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_NUMBER_LIKE = re.compile(
    r"\d+(?:[.,:/-]?\d+)*(?:h\d*|er|eme|ème|e|km|m|m2|g|kg|dt|tnd|st|nd|rd|th|d|mn|min|ans)?", re.IGNORECASE
)
_FRENCH_ACCENTS = re.compile("[éèêàâçùûîôëïœ]", re.IGNORECASE)
# Log-likelihood an accent adds for arabizi, fr, en and other.
_ACCENTED: Final = (-0.5, 1.0, -6.0, -1.0)
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’](.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TaggedWord:
    """A word of the tagged text, its place there, its language and how far to trust and to weigh that."""

    word: str
    start: int
    end: int
    language: str
    probability: float
    weight: float


class TrigramModel:
    """Letter trigrams of a word list interpolated with bigrams and letters (Witten and Bell 1991)."""

    def __init__(self, words: Iterable[str]) -> None:
        self._counts: tuple[Counter[str], ...] = (Counter(), Counter(), Counter())
        self._contexts: tuple[Counter[str], ...] = (Counter(), Counter(), Counter())
        self._followers: dict[str, set[str]] = {}
        for word in words:
            self._add(f"^^{word}$")

    def _add(self, padded: str) -> None:
        for position in range(2, len(padded)):
            for order in range(3):
                context = padded[position - order : position]
                self._counts[order][context + padded[position]] += 1
                self._contexts[order][context] += 1
                self._followers.setdefault(f"{order}{context}", set()).add(padded[position])

    def log_probability(self, word: str) -> float:
        """Natural logarithm of the probability of the word, its end included."""
        padded = f"^^{word}$"
        return sum(math.log(self._step(padded, position)) for position in range(2, len(padded)))

    def _step(self, padded: str, position: int) -> float:
        probability = 1.0 / 64.0
        for order in range(3):
            context = padded[position - order : position]
            seen = self._contexts[order][context]
            if seen:
                novel = len(self._followers[f"{order}{context}"])
                count = self._counts[order][context + padded[position]]
                probability = (count + novel * probability) / (seen + novel)
        return probability


@dataclass(frozen=True, slots=True, kw_only=True)
class _Language:
    listed: dict[str, str]
    trigrams: TrigramModel
    mass: float

    def log_likelihood(self, word: str) -> float:
        spelt = (1.0 - _LISTED) * math.exp(max(self.trigrams.log_probability(word), -60.0))
        share = _LIST_SHARE.get(self.listed.get(word, ""), 0.0)
        return math.log(spelt + _LISTED * share / self.mass)


_LIST_SHARE: Final = {"grammar": 3.0, "content": 1.0, "ambiguous": 1.0}


def _language(listed: dict[str, str]) -> _Language:
    mass = sum(_LIST_SHARE[kind] for kind in listed.values())
    return _Language(listed=listed, trigrams=TrigramModel(sorted(listed)), mass=mass)


def _listed_words(name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, words in sections(name).items():
        for word in words:
            found.setdefault(normalise(word), kind)
    # A spelling that is also declared ambiguous is so, whatever else the list says of it.
    found.update({normalise(word): "ambiguous" for word in sections(name).get("ambiguous", ())})
    return found


def _arabizi_words() -> dict[str, str]:
    kinds = {"g": "grammar", "c": "content"}
    found: dict[str, str] = {}
    for row in rows("arabizi_lexicon.tsv"):
        for form in row["forms"].split():
            found.setdefault(normalise(form), kinds[row["kind"]])
    foreign = {word for name in ("fr", "en") for word in _listed_words(f"words/{name}.txt")}
    return {word: "ambiguous" if word in foreign else kind for word, kind in found.items()}


@lru_cache(maxsize=1)
def listed_latin_words() -> tuple[dict[str, str], ...]:
    """By Latin language, the listed spellings and whether each is grammar, content or ambiguous."""
    return (_arabizi_words(), *(_listed_words(f"words/{name}.txt") for name in LATIN_LANGUAGES[1:]))


@lru_cache(maxsize=1)
def _languages() -> tuple[_Language, ...]:
    return tuple(map(_language, listed_latin_words()))


def _scores(word: str) -> tuple[tuple[float, ...], float]:
    languages = _languages()
    kinds = [language.listed[word] for language in languages if word in language.listed]
    weight = min((_WEIGHTS[kind] for kind in kinds), default=_WEIGHTS["unknown"])
    if len(kinds) > 1:
        weight = min(weight, 0.35)
    return tuple(language.log_likelihood(word) for language in languages), weight


def _scaled(values: Sequence[float]) -> list[float]:
    total = sum(values)
    return [value / total for value in values]


def _posteriors(emitted: Sequence[Sequence[float]]) -> list[list[float]]:
    """Forward–backward over the languages (Rabiner 1989), scaled at every word."""
    count = len(LATIN_LANGUAGES)
    change = (1.0 - _STAY) / (count - 1)
    kept = _STAY - change
    forward: list[list[float]] = []
    belief = [1.0 / count] * count
    for row in emitted:
        # Beliefs sum to one, so that what comes from a change of language is the same for all.
        belief = _scaled([(change + kept * own) * here for own, here in zip(belief, row, strict=True)])
        forward.append(belief)
    posteriors: list[list[float]] = []
    after = [1.0] * count
    for row, before in zip(reversed(emitted), reversed(forward), strict=True):
        posteriors.append(_scaled([own * later for own, later in zip(before, after, strict=True)]))
        ahead = _scaled([own * here for own, here in zip(after, row, strict=True)])
        after = [change + kept * own for own in ahead]
    return posteriors[::-1]


def without_elision(word: str) -> str:
    """The word without a French article or pronoun elided before it: "l'eau" is "eau"."""
    match = _ELIDED.match(word)
    return match.group(1) if match else word


@lru_cache(maxsize=65536)
def _emission(word: str) -> tuple[tuple[float, ...], float]:
    """The word's likelihoods, in proportion, and its weight."""
    scores, weight = _scores(normalise(without_elision(word)))
    if _FRENCH_ACCENTS.search(word):
        scores = tuple(score + added for score, added in zip(scores, _ACCENTED, strict=True))
    most = max(scores)
    return tuple(math.exp(score - most) + 1e-12 for score in scores), weight


@lru_cache(maxsize=65536)
def _is_neutral(word: str) -> bool:
    return word in (URL_MARK, EMAIL_MARK) or _NUMBER_LIKE.fullmatch(word) is not None


def spoken_words(text: str) -> list[re.Match[str]]:
    """The words of a cleaned text in either script, where they stand; numbers, units and placeholders are left
    out, and what follows the 400th.
    """
    found = _TOKEN.finditer(text)
    return list(islice((match for match in found if not _is_neutral(match.group())), _MAX_WORDS))


@lru_cache(maxsize=8192)
def tag_latin_words(text: str) -> tuple[TaggedWord, ...]:
    """The words in Latin letters of a cleaned text, each with its language; numbers and placeholders are left
    out.

    Only the first 400 words are read. A French elision (l'eau, d'un) is weighed as the grammar word it shows.
    """
    matches = [match for match in _TOKEN.finditer(text) if not is_arabic(match.group()[0])]
    matches = [match for match in matches if not _is_neutral(match.group())][:_MAX_WORDS]
    scored = [_emission(match.group()) for match in matches]
    posteriors = _posteriors([likelihoods for likelihoods, _ in scored])
    tagged: list[TaggedWord] = []
    for match, (_, weight), belief in zip(matches, scored, posteriors, strict=True):
        best = max(range(len(belief)), key=belief.__getitem__)
        elided = LATIN_LANGUAGES[best] == "fr" and _ELIDED.match(match.group())
        tagged.append(
            TaggedWord(
                match.group(),
                match.start(),
                match.end(),
                LATIN_LANGUAGES[best],
                belief[best],
                1.0 if elided else weight,
            )
        )
    return tuple(tagged)
