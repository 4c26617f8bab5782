"""The letters and words of an answer as a sparse vector in which varieties meet.

Arabizi is read in Arabic letters, Arabic words lose clitics, French and English ones accents and plurals, so
that one subject leaves similar traces however it is typed. Knows no concepts.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.preprocessing import normalize

from analysis.encode.vectors import prepared_text
from analysis.estimator import Estimator
from analysis.lexicon.keys import arabic_key, european_key
from analysis.text.normalise import normalise, words
from analysis.text.scripts import is_arabic

_MOST_WORDS: Final = 200
_GRAMS: Final = (3, 4)


def _hashed(trace: str) -> int:
    return zlib.crc32(trace.encode())


def _grams(word: str) -> Iterable[str]:
    padded = f"_{word}_"
    for length in _GRAMS:
        for start in range(max(1, len(padded) - length + 1)):
            yield padded[start : start + length]


@lru_cache(maxsize=65536)
def _word_traces(word: str) -> tuple[str, tuple[int, ...]]:
    """The key of a normalised word, and the hashes of its key and its letter groups."""
    key = arabic_key(word) if is_arabic(word[0]) else european_key(word)
    return key, (_hashed(f"w{key}"), *(_hashed(f"g{gram}") for gram in _grams(word)))


def traces(prepared: str) -> set[int]:
    """Hashes of the words, word pairs and letter groups (three and four letters) of a prepared text."""
    found: set[int] = set()
    keys: list[str] = []
    for word in [word for word in words(normalise(prepared)) if not word.isdigit()][:_MOST_WORDS]:
        key, hashes = _word_traces(word)
        keys.append(key)
        found.update(hashes)
    found.update(_hashed(f"p{one} {other}") for one, other in pairwise(keys))
    return found


class TextTraces(Estimator):
    """Hashed traces (Weinberger et al. 2009) weighted by how rare they are (idf), rows of length 1.

    `n_features` is a power of two. Only the idf is learned; a column no training text touched weighs as one
    touched once.
    """

    def __init__(self, *, n_features: int = 8192) -> None:
        self.n_features = n_features

    def _counted(self, texts: Sequence[str], varieties: Sequence[str]) -> csr_matrix:
        # Arrays of numbers: lists of Python's own would take eight times the room.
        indices, starts = array("i"), array("q", [0])
        for text, variety in zip(texts, varieties, strict=True):
            columns = {trace % self.n_features for trace in traces(prepared_text(text, variety))}
            indices.extend(sorted(columns))
            starts.append(len(indices))
        values = np.ones(len(indices), dtype=np.float32)
        return csr_matrix(
            (values, np.asarray(indices), np.asarray(starts)), shape=(len(texts), self.n_features)
        )

    def fit(self, texts: Sequence[str], y: object = None, *, varieties: Sequence[str]) -> TextTraces:
        """Learns `idf_` (n_features,) from n texts."""
        counted = self._counted(texts, varieties)
        found = np.maximum(np.asarray(counted.sum(axis=0)).ravel(), 1.0)
        self.idf_: NDArray[np.float64] = np.log((1.0 + len(texts)) / (1.0 + found)) + 0.5
        return self

    def transform(self, texts: Sequence[str], *, varieties: Sequence[str]) -> csr_matrix:
        """float32 sparse (n, n_features), rows of length 1 (0 for a text without words)."""
        counted = self._counted(texts, varieties)
        counted.data *= self.idf_.astype(np.float32)[counted.indices]
        return normalize(counted, copy=False) if counted.shape[0] else counted
