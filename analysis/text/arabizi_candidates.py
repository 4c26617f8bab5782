"""Reads a Latin word as a known Arabic word with or without the affixes Tunisian writes against it, and ranks
the readings.

A reading costs what its spelling costs, what its word's rarity costs and what its affixes cost. A word whose
every reading is too dear is unknown here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.text.arabizi_listed import listed_spelling
from analysis.text.arabizi_spelling import Typed
from analysis.text.arabizi_words import (
    before_suffix,
    skeletons_of_latin,
    stems_by_skeleton,
    words_by_skeleton,
)

# Written against the next word: (typed, in Arabic letters, cost).
_ARTICLES: Final = (
    ("fel", "في ال", 0.5), ("fil", "في ال", 0.5), ("bel", "بال", 0.5), ("bil", "بال", 0.5), ("lel", "لل", 0.5),
    ("mel", "من ال", 0.5), ("wel", "وال", 0.5), ("3al", "على ال", 0.4), ("kel", "كال", 0.9), ("hal", "هال", 0.5),
    ("el", "ال", 0.35), ("il", "ال", 0.5), ("al", "ال", 0.6), ("l", "ال", 0.5), ("le", "ال", 0.35), ("la", "ال", 0.9),
)  # fmt: skip
_PARTICLES: Final = (
    ("b", "ب", 0.7), ("f", "ف", 0.8), ("w", "و", 0.6), ("ou", "و", 0.8), ("l", "ل", 0.8), ("k", "ك", 1.3),
    ("ma", "ما", 0.4), ("me", "ما", 0.7), ("m", "ما", 0.9), ("ya", "يا", 0.9),
)  # fmt: skip
_ASSIMILATED: Final = frozenset(
    ("ss", "dd", "nn", "tt", "rr", "zz", "ll", "jj", "cc", "ch", "sh", "dh", "th", "66")
)
# Pronouns, datives and the sh of negation: (typed endings, in Arabic letters, cost).
_SUFFIXES: Final = tuple(
    (typed, letters, cost)
    for ends, letters, cost in (
        ("ha he", "ها", 0.3), ("na ne", "نا", 0.3), ("hom houm hum", "هم", 0.3), ("kom koum kum", "كم", 0.3),
        ("ni", "ني", 0.3), ("k ek ik", "ك", 0.4), ("ou o u w", "و", 0.4), ("h", "ه", 0.5), ("i y", "ي", 0.4),
        ("li ly", "لي", 0.5), ("lek lk lik", "لك", 0.5), ("lou lo lu", "لو", 0.5), ("lha", "لها", 0.5),
        ("lna", "لنا", 0.5), ("lkom", "لكم", 0.5), ("lhom", "لهم", 0.5), ("ch sh", "ش", 0.5),
        ("hech hach", "هاش", 0.6), ("nech nach", "ناش", 0.6), ("nich nish", "نيش", 0.5), ("ouch och", "وش", 0.6),
        ("kch kech", "كش", 0.6), ("homch homech", "همش", 0.5), ("komch komech", "كمش", 0.5), ("lich", "ليش", 0.7),
        ("louch", "لوش", 0.7), ("lekch", "لكش", 0.7), ("lhech", "لهاش", 0.8), ("lnech", "لناش", 0.8),
        ("lhomch", "لهمش", 0.8), ("lkomch", "لكمش", 0.8), ("helek", "هالك", 0.8), ("heli", "هالي", 0.8),
        ("helou", "هالو", 0.8),
    )
    for typed in ends.split()
)  # fmt: skip
# Endings of plurals and persons, written against the word without its ta marbuta.
_ENDINGS: Final = tuple(
    (typed, letters, cost)
    for ends, letters, cost in (
        ("et at", "ات", 0.6), ("in ine yn", "ين", 0.6), ("a e", "ة", 0.7), ("ti", "تي", 1.0), ("tou", "تو", 0.8),
    )
    for typed in ends.split()
)  # fmt: skip
# A reading this cheap is taken without looking at affixes.
_SURE: Final = 0.45
# What a reading by a listed spelling costs beside its affixes, after a prefix and before a suffix.
_LISTED: Final = 0.2
_LISTED_STEM: Final = 0.45
_BASE: Final = 0.8
_PER_LETTER: Final = 0.13
_MOST: Final = 1.9


def _stems(latin: str, letters: str) -> Iterator[tuple[float, str]]:
    index = stems_by_skeleton()
    for skeleton in skeletons_of_latin(latin):
        for cost, word in index.get(skeleton, ()):
            yield cost, word + letters


def _without_ta(latin: str, letters: str) -> Iterator[tuple[float, str]]:
    index = words_by_skeleton()
    for skeleton in skeletons_of_latin(latin):
        for cost, word in index.get(skeleton, ()):
            if not word.endswith(("ى", "و", "ا")):
                yield cost, word.removesuffix("ة") + letters


class _Search:
    """The cheapest reading so far of one Latin word."""

    def __init__(self, limit: float) -> None:
        self.cost = limit
        self.reading: str | None = None

    def bare(self, latin: str, prefix: str, extra: float) -> None:
        """Tries the known words that may be typed so, after an Arabic prefix."""
        listed = listed_spelling(latin) if prefix and len(latin) >= 3 else None
        if listed and " " not in listed:
            whole = not prefix.endswith(("ال", "لل"))
            self._keep(prefix + (listed if whole else listed.removeprefix("ال")), extra + _LISTED)
        typed = Typed(latin)
        index = words_by_skeleton()
        for skeleton in skeletons_of_latin(latin):
            for cost, word in index.get(skeleton, ()):
                if cost + extra >= self.cost:
                    break
                self._take(typed, word, prefix, cost + extra)

    def suffixed(self, latin: str, prefix: str, extra: float, *, negated: bool) -> None:
        """Tries the known words with a suffix, after an Arabic prefix."""
        typed = Typed(latin)
        for ending, letters, price in _SUFFIXES:
            stem = latin.removesuffix(ending)
            # After "ma" the sh is that of negation, which `negated` reads.
            fits = (
                letters.endswith("ش") if negated else not (letters.endswith("ش") and latin.startswith("ma"))
            )
            if fits and stem != latin and len(stem) >= 2:
                listed = listed_spelling(stem) if len(stem) >= 3 else None
                if listed and " " not in listed:
                    self._keep(prefix + before_suffix(listed) + letters, price + extra + _LISTED_STEM)
                for cost, word in _stems(stem, letters):
                    self._take(typed, word, prefix, cost + price + extra)
        if negated:
            return
        for ending, letters, price in _ENDINGS:
            if latin.endswith(ending) and len(latin) - len(ending) >= 3:
                for cost, word in _without_ta(latin[: -len(ending)], letters):
                    self._take(typed, word, prefix, cost + price + extra)

    def _take(self, typed: Typed, word: str, prefix: str, extra: float) -> None:
        if extra >= self.cost:
            return
        self._keep(prefix + word, extra + typed.cost(word, self.cost - extra))

    def _keep(self, reading: str, cost: float) -> None:
        if cost < self.cost:
            self.cost, self.reading = cost, reading


def takes_in_article(latin: str) -> bool:
    """True when the first consonant is typed twice, as in "zzit" for "ez-zit"."""
    return latin[:1] == latin[1:2] and latin[:1] not in ("", *"aeiouy")


def _undoubled(latin: str) -> str:
    return latin[1:] if takes_in_article(latin) else latin


def _has_assimilated_article(latin: str) -> bool:
    return (latin[:1] in ("e", "i") and latin[1:3] in _ASSIMILATED) or takes_in_article(latin)


def _prefixes(latin: str) -> Iterator[tuple[str, str, float]]:
    for typed, letters, cost in (*_ARTICLES, *_PARTICLES):
        if latin.startswith(typed) and len(latin) - len(typed) >= 2:
            yield latin[len(typed) :], letters, cost
    if _has_assimilated_article(latin) and latin[0] in "ei":
        yield _undoubled(latin[1:]), "ال", 0.0
    if takes_in_article(latin):
        yield latin[1:], "ال", 0.3
    if latin[:2] in ("fe", "be", "we", "me") and latin[2:4] in _ASSIMILATED:
        yield _undoubled(latin[2:]), {"f": "في ال", "b": "بال", "w": "وال", "m": "من ال"}[latin[0]], 0.6


def nearest_word(latin: str) -> str | None:
    """The cheapest reading of a normalised Latin word as known Arabic; None when none is near enough.

    Deterministic: of readings of one cost the first by list and by spelling is kept.
    """
    limit = min(_MOST, _BASE + _PER_LETTER * len(latin))
    search = _Search(limit)
    search.bare(latin, "", 0.0)
    if (search.cost <= _SURE and not _has_assimilated_article(latin)) or len(latin) < 3:
        return search.reading
    search.suffixed(latin, "", 0.0, negated=False)
    for rest, letters, cost in _prefixes(latin):
        if letters == "ما":
            if rest.endswith(("ch", "sh")):
                search.bare(rest, letters, cost)
                search.suffixed(rest, letters, cost, negated=True)
            continue
        search.bare(rest, letters, cost)
        if len(rest) >= 4 and not letters.endswith(("ال", "لل")):
            search.suffixed(rest, letters, cost + 0.2, negated=False)
    return search.reading
