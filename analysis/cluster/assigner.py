"""Recognises given topics in answers, and abstains when it cannot.

Weighs what speaks for each topic (`analysis.meaning.evidence`) by a few numbers learned once. An answer's
verdict depends on that answer and the topics alone, never on what else is in the batch.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.encode.encoder import SentenceEncoder
from analysis.encode.vectors import VectorCache
from analysis.estimator import Estimator
from analysis.lexicon import Form
from analysis.meaning import numbers, recogniser
from analysis.meaning.evidence import TopicEvidence, probabilities
from analysis.model import Topic

Matrix = NDArray[np.float64]


class TopicAssigner(Estimator):
    """Multinomial logistic model over given topics plus "none of them".

    `threshold` (0–1) is the probability below which `predict` abstains, by default the one that kept the
    precision of what is assigned at .89 on the written development codebooks. `forms` are a city's own words.
    """

    def __init__(
        self,
        *,
        threshold: float | None = None,
        forms: Sequence[Form] = (),
        encoder: SentenceEncoder | None = None,
        cache: VectorCache | None = None,
    ) -> None:
        self.threshold = threshold
        self.forms = forms
        self.encoder = encoder
        self.cache = cache

    def fit(self, topics: Sequence[Topic], y: object = None) -> TopicAssigner:
        """Learns `classes_` (keys, in the order given), `threshold_` and what speaks for each topic. Raises
        ValueError on repeated keys.
        """
        self.classes_ = [topic.key for topic in topics]
        if len(set(self.classes_)) != len(topics):
            raise ValueError("two topics have the same key")
        learned = numbers()
        self.threshold_ = learned.threshold if self.threshold is None else self.threshold
        self.evidence_ = TopicEvidence(
            recogniser=recogniser(forms=self.forms, encoder=self.encoder),
            mapping=learned.mapping,
            mapping_none=learned.mapping_none,
            cache=self.cache,
        ).fit(topics)
        return self

    def predict_proba(self, texts: Sequence[str], *, varieties: Sequence[str], vectors: ArrayLike) -> Matrix:
        """(n, topics + 1): probabilities per topic, the last column that of "none of them"; rows sum to 1."""
        if not len(texts):
            return np.zeros((0, len(self.classes_) + 1))
        evidence = self.evidence_.transform(texts, varieties=varieties, vectors=vectors)
        return probabilities(evidence, numbers().evidence)

    def predict(
        self, texts: Sequence[str], *, varieties: Sequence[str], vectors: ArrayLike
    ) -> list[str | None]:
        """The key of the likeliest topic per text, or None where its probability is below `threshold_`."""
        chances = self.predict_proba(texts, varieties=varieties, vectors=vectors)[:, :-1]
        best = chances.argmax(axis=1) if chances.shape[1] else np.zeros(len(texts), dtype=int)
        return [
            self.classes_[column] if self.classes_ and row[column] >= self.threshold_ else None
            for row, column in zip(chances, best, strict=True)
        ]
