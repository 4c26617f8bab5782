"""Groups copies and light edits of one text: the traces of a campaign.

Finds that texts are the same, never who sent them or whether that is wrong. Very short answers are never
grouped: forty people who write "public transport" are forty people.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.estimator import Estimator
from analysis.text.hashing import text_hash
from analysis.text.normalise import normalise, words

_SHINGLE: Final = 4
_PRIME: Final = np.uint64(2**31 - 1)
_NO_SHINGLE: Final = np.uint64(2**31 - 2)
# A copy of at least this much is not a coincidence; a light edit needs a longer text to be told from a
# like-minded one.
_COPY_WORDS: Final = 3
_COPY_LETTERS: Final = 15
_EDIT_WORDS: Final = 5
_CONTAINED: Final = 0.9


def _shingles(key: str) -> NDArray[np.uint64]:
    encoded = [key[start : start + _SHINGLE].encode() for start in range(max(1, len(key) - _SHINGLE + 1))]
    return np.unique(np.fromiter(map(zlib.crc32, encoded), dtype=np.uint64, count=len(encoded)))


class _Groups:
    """Disjoint sets (union–find) whose representative is always the smallest index."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def find(self, item: int) -> int:
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def union(self, one: int, other: int) -> None:
        first, second = sorted((self.find(one), self.find(other)))
        self._parent[second] = first


class NearDuplicates(Estimator):
    """Copies and light edits as groups: exact copies of the normalised text, then MinHash candidates checked
    by Jaccard.

    `threshold` is the Jaccard similarity (0–1) of the sets of 4-letter shingles from which two texts are one;
    a text that contains nine tenths of a shorter one, at least half its size, counts too. `bands` x
    `band_rows` permutations are drawn from `random_state`. Broder 1997; banding after Leskovec, Rajaraman,
    Ullman, "Mining of Massive Datasets", ch. 3.
    """

    def __init__(
        self, *, threshold: float = 0.6, bands: int = 24, band_rows: int = 3, random_state: int = 0
    ) -> None:
        self.threshold = threshold
        self.bands = bands
        self.band_rows = band_rows
        self.random_state = random_state

    def fit(self, texts: Sequence[str], y: object = None) -> NearDuplicates:
        """Sets `groups_`: per text a group key (12 characters from its content, the same in any order) or
        None.
        """
        keys = [" ".join(words(normalise(text))) for text in texts]
        distinct = sorted(set(keys))
        groups = self._near(distinct)
        members: dict[int, list[int]] = {}
        for place, key in enumerate(keys):
            if self._can_be_copied(key):
                members.setdefault(groups[key], []).append(place)
        self.groups_: list[str | None] = [None] * len(keys)
        for first, places in members.items():
            if len(places) > 1:
                for place in places:
                    self.groups_[place] = "d" + text_hash(distinct[first])[:11]
        return self

    def fit_predict(self, texts: Sequence[str], y: object = None) -> list[str | None]:
        """`fit`, then `groups_`."""
        return self.fit(texts).groups_

    @staticmethod
    def _can_be_copied(key: str) -> bool:
        return len(key) >= _COPY_LETTERS and key.count(" ") + 1 >= _COPY_WORDS

    def _near(self, distinct: Sequence[str]) -> dict[str, int]:
        """For every distinct key the index of the first key of its group."""
        groups = _Groups(len(distinct))
        long = [place for place, key in enumerate(distinct) if key.count(" ") + 1 >= _EDIT_WORDS]
        sets = {place: _shingles(distinct[place]) for place in long}
        for one, other in sorted(self._candidates(sets)):
            if groups.find(one) != groups.find(other) and self._same(sets[one], sets[other]):
                groups.union(one, other)
        return {key: groups.find(place) for place, key in enumerate(distinct)}

    def _same(self, one: NDArray[np.uint64], other: NDArray[np.uint64]) -> bool:
        shared = len(np.intersect1d(one, other, assume_unique=True))
        smaller, larger = sorted((len(one), len(other)))
        contained = shared >= _CONTAINED * smaller and 2 * smaller >= larger
        return contained or shared >= self.threshold * (smaller + larger - shared)

    def _candidates(self, sets: Mapping[int, NDArray[np.uint64]]) -> set[tuple[int, int]]:
        found: set[tuple[int, int]] = set()
        for bucket in self._buckets(sets):
            # In a crowded bucket everything is compared with its first member; union-find joins the rest.
            found.update(
                combinations(bucket, 2) if len(bucket) <= 30 else ((bucket[0], other) for other in bucket[1:])
            )
        return found

    def _buckets(self, sets: Mapping[int, NDArray[np.uint64]]) -> Iterable[list[int]]:
        random = np.random.default_rng(self.random_state)
        count = self.bands * self.band_rows
        factors = random.integers(1, int(_PRIME), size=count, dtype=np.uint64)
        offsets = random.integers(0, int(_PRIME), size=count, dtype=np.uint64)
        buckets: dict[tuple[int, bytes], list[int]] = {}
        for place, shingles in sets.items():
            reduced = shingles % _PRIME
            signature = ((reduced[:, None] * factors + offsets) % _PRIME).min(axis=0, initial=_NO_SHINGLE)
            for band in range(self.bands):
                rows = signature[band * self.band_rows : (band + 1) * self.band_rows]
                buckets.setdefault((band, rows.tobytes()), []).append(place)
        return [bucket for bucket in buckets.values() if len(bucket) > 1]


def duplicate_groups(texts: Sequence[str]) -> list[str | None]:
    """The campaign group of each text, or None; defaults of `NearDuplicates`. Any text is accepted, none
    raises.
    """
    return NearDuplicates().fit_predict(texts)
