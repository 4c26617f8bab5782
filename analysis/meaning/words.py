"""How much the words of an answer point at each topic, spelling variants included.

Compares letters, not meanings: a synonym nobody wrote into a topic is found by the encoder or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis.estimator import Estimator
from analysis.text.stems import content_stems

Matrix = NDArray[np.float64]
_BLOCK: Final = 4096


class WordMatcher(Estimator):
    """Sums, over the words of a text, how close each comes to a seed word of a topic and how particular that
    seed is.

    Closeness is the cosine of character n-grams (2–4, inside words), from `floor` (counts 0) to 1 (the same
    stem). A seed that resembles seeds of many topics weighs little: idf over topics, scaled to 0–1. Soft
    matching after Cohen, Ravikumar and Fienberg 2003 ("SoftTFIDF"), with character n-grams in place of
    Jaro–Winkler.
    """

    def __init__(self, *, floor: float = 0.55) -> None:
        self.floor = floor

    def fit(self, seeds: Sequence[Mapping[str, float]], y: object = None) -> WordMatcher:
        """`seeds` holds, per topic, phrases (already in the script they are compared in) and how much each
        counts (0–1).
        """
        weights: list[dict[str, float]] = [self._stems(phrases) for phrases in seeds]
        self.stems_ = sorted({word for topic in weights for word in topic})
        self.n_topics_ = len(seeds)
        place = {word: column for column, word in enumerate(self.stems_)}
        self.weights_ = np.zeros((len(seeds), len(self.stems_)))
        for row, topic in enumerate(weights):
            for word, weight in topic.items():
                self.weights_[row, place[word]] = weight
        if self.stems_:
            self.vectorizer_ = TfidfVectorizer(
                analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, lowercase=False
            )
            self.seed_grams_ = self.vectorizer_.fit_transform(self.stems_)
            self.weights_ *= self._particularity()
        return self

    @staticmethod
    def _stems(phrases: Mapping[str, float]) -> dict[str, float]:
        found: dict[str, float] = {}
        for phrase, weight in phrases.items():
            for word in content_stems(phrase):
                found[word] = max(found.get(word, 0.0), weight)
        return found

    def _closeness(self, words: Sequence[str]) -> Matrix:
        """(words, seed stems), 0–1."""
        if not self.stems_ or not words:
            return np.zeros((len(words), len(self.stems_)))
        similarity = (self.vectorizer_.transform(words) @ self.seed_grams_.T).toarray()
        return np.asarray(np.clip((similarity - self.floor) / (1.0 - self.floor), 0.0, 1.0), dtype=np.float64)

    def _best_per_topic(self, closeness: Matrix, weights: Matrix) -> Matrix:
        """(words, topics): for each word and topic the best seed's closeness times weight."""
        best = [(closeness * row).max(axis=1, initial=0.0) for row in weights]
        return np.stack(best, axis=1) if best else np.zeros((len(closeness), 0))

    def _particularity(self) -> Matrix:
        shared = self._best_per_topic(self._closeness(self.stems_), (self.weights_ > 0).astype(float)).sum(
            axis=1
        )
        idf = np.log((self.n_topics_ + 1) / np.maximum(shared, 1.0)) / np.log(self.n_topics_ + 1)
        return np.asarray(idf, dtype=np.float64)

    def score(self, texts: Sequence[str]) -> Matrix:
        """(n, topics), 0 and up: the summed evidence of the distinct words of each text."""
        words_of = [sorted(set(content_stems(text))) for text in texts]
        vocabulary = sorted({word for listed in words_of for word in listed})
        evidence = np.zeros((len(vocabulary), self.n_topics_))
        for start in range(0, len(vocabulary), _BLOCK):
            block = vocabulary[start : start + _BLOCK]
            evidence[start : start + _BLOCK] = self._best_per_topic(self._closeness(block), self.weights_)
        place = {word: row for row, word in enumerate(vocabulary)}
        scores = [evidence[[place[word] for word in listed]].sum(axis=0) for listed in words_of]
        return np.stack(scores) if scores else np.zeros((0, self.n_topics_))
