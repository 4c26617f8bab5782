"""What speaks for each topic in an answer: its concepts, its words, its nearness, and the likeness of confirmed
answers.

Knows one answer and the topics at a time, never what else is in the batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.encode.vectors import VectorCache, encode_texts, prepared_text
from analysis.estimator import Estimator
from analysis.meaning.mapping import TopicMapping
from analysis.meaning.recogniser import ConceptRecogniser
from analysis.meaning.words import WordMatcher
from analysis.model import Topic
from analysis.reduce.centering import unit_rows
from analysis.reduce.reference import reference_centering
from analysis.text.identify import VARIETIES, identify

Matrix = NDArray[np.float64]

EVIDENCE: Final = ("concepts", "nearness", "words", "likeness", "nothing", "no_concept")
# How far a name, a telling word, a description and an example may be trusted to speak of their topic alone.
# Words a person listed for the topic are told, not guessed.
_WORD_WEIGHTS: Final = {"name": 1.0, "word": 4.0, "description": 0.8, "example": 0.5}
_FLOOR: Final = 0.01
# How many confirmed answers outweigh what a description says of a concept.
_PRIOR: Final = 1.0
_NEIGHBOURS: Final = 3
# Sentences that have nothing in common are about this near in an encoder's space.
_UNRELATED: Final = 0.2


@dataclass(frozen=True, slots=True)
class _Seed:
    topic: int
    kind: str
    text: str
    variety: str


def _seeds_of(place: int, topic: Topic) -> list[_Seed]:
    def variety(language: str, text: str) -> str:
        return language if language in VARIETIES else identify(text).variety

    named = (("name", topic.names), ("description", topic.descriptions))
    given = [
        _Seed(place, kind, text, variety(language, text))
        for kind, texts in named
        for language, text in sorted(texts.items())
    ]
    given += [_Seed(place, "word", text, identify(text).variety) for text in topic.words]
    given += [_Seed(place, "example", text, identify(text).variety) for text in topic.examples]
    return [seed for seed in given if seed.text.strip()]


class TopicEvidence(Estimator):
    """Four kinds of evidence for each topic, and how much of the answer's meaning belongs to none.

    `concepts`: log of the probability that the answer's concepts belong to the topic, its mapping corrected
    by confirmed answers; `nearness`: cosine with the topic's own sentences; `words`: log of one plus the
    shared words; `likeness`: mean cosine with the three nearest confirmed answers, above that of unrelated
    sentences.
    """

    def __init__(
        self,
        *,
        recogniser: ConceptRecogniser,
        mapping: Sequence[float],
        mapping_none: float,
        cache: VectorCache | None = None,
    ) -> None:
        self.recogniser = recogniser
        self.mapping = mapping
        self.mapping_none = mapping_none
        self.cache = cache

    def fit(self, topics: Sequence[Topic], y: object = None) -> TopicEvidence:
        """Reads the topics' names, descriptions, words and examples."""
        seeds = [seed for place, topic in enumerate(topics) for seed in _seeds_of(place, topic)]
        self.n_topics_ = len(topics)
        self._fit_words(seeds)
        self._fit_vectors(seeds)
        self.mapping_ = TopicMapping(
            recogniser=self.recogniser, coefficients=self.mapping, none=self.mapping_none
        ).fit(topics)
        self.shares_ = self._corrected([seed for seed in seeds if seed.kind == "example"])
        return self

    def _fit_words(self, seeds: Sequence[_Seed]) -> None:
        phrases: list[dict[str, float]] = [{} for _ in range(self.n_topics_)]
        for seed in seeds:
            phrase = prepared_text(seed.text, seed.variety)
            phrases[seed.topic][phrase] = max(_WORD_WEIGHTS[seed.kind], phrases[seed.topic].get(phrase, 0.0))
        self.words_ = WordMatcher().fit(phrases)

    def _encoded(self, seeds: Sequence[_Seed]) -> NDArray[np.float32]:
        varieties = [seed.variety for seed in seeds]
        return encode_texts(
            [seed.text for seed in seeds],
            varieties=varieties,
            encoder=self.recogniser.encoder,
            cache=self.cache,
        )

    def _centred(self, vectors: ArrayLike, varieties: Sequence[str]) -> Matrix:
        return unit_rows(reference_centering(self.recogniser.encoder).transform(vectors, languages=varieties))

    def _fit_vectors(self, seeds: Sequence[_Seed]) -> None:
        centred = self._centred(self._encoded(seeds), [seed.variety for seed in seeds])
        owners = np.array([seed.topic for seed in seeds], dtype=int)
        confirmed = np.array([seed.kind == "example" for seed in seeds], dtype=bool)
        self._seeds, self._owners = centred[~confirmed], owners[~confirmed]
        self._examples, self._example_owners = centred[confirmed], owners[confirmed]
        means = [centred[owners == place].sum(axis=0) for place in range(self.n_topics_)]
        self._prototypes = unit_rows(np.stack(means)) if means else np.zeros((0, centred.shape[1]))

    def _corrected(self, examples: Sequence[_Seed]) -> Matrix:
        """The mapping after confirmed answers: each counts for the concepts it speaks of."""
        shares = self.mapping_.shares_
        if not examples:
            return shares
        varieties = [example.variety for example in examples]
        chances = self.recogniser.predict_proba(
            [example.text for example in examples], varieties=varieties, vectors=self._encoded(examples)
        )
        counts = np.zeros_like(shares)
        for example, row in zip(examples, chances, strict=True):
            counts[example.topic] += row
        return np.asarray((_PRIOR * shares + counts) / (_PRIOR + counts.sum(axis=0)), dtype=np.float64)

    def nearness(self, vectors: ArrayLike, *, varieties: Sequence[str]) -> Matrix:
        """(n, topics) in -1–1: mean of the cosine with the topic's middle and with its nearest own sentence."""
        centred = self._centred(vectors, varieties)
        nearest = _nearest(centred @ self._seeds.T, self._owners, self.n_topics_, count=1)
        return np.asarray((centred @ self._prototypes.T + nearest) / 2.0, dtype=np.float64)

    def likeness(self, vectors: ArrayLike, *, varieties: Sequence[str]) -> Matrix:
        """(n, topics) in 0–0.8: mean cosine with the nearest confirmed answers of each topic, less 0.2; 0 where
        there are none.
        """
        if not len(self._example_owners):
            return np.zeros((len(varieties), self.n_topics_))
        similarities = self._centred(vectors, varieties) @ self._examples.T
        nearest = _nearest(similarities, self._example_owners, self.n_topics_, count=_NEIGHBOURS)
        return np.maximum(nearest - _UNRELATED, 0.0)

    def named(self, texts: Sequence[str], *, varieties: Sequence[str]) -> Matrix:
        """(n, topics), 0 and up: how many of the lexicon's forms in the text name a concept of each topic."""
        forms = self.recogniser.matcher_.transform(texts, varieties=varieties)
        return np.asarray(forms @ self.shares_[:-1].T, dtype=np.float64)

    def transform(self, texts: Sequence[str], *, varieties: Sequence[str], vectors: ArrayLike) -> Matrix:
        """(n, topics + 1, 4): concepts, nearness, words and likeness; the last place of the second axis is
        "none", where only the first is known.
        """
        chances = self.recogniser.predict_proba(texts, varieties=varieties, vectors=vectors)
        belongs = np.log(chances @ self.shares_.T + _FLOOR)
        prepared = [prepared_text(text, variety) for text, variety in zip(texts, varieties, strict=True)]
        found = np.zeros((len(texts), self.n_topics_ + 1, 4))
        found[:, :, 0] = belongs
        found[:, :-1, 1] = self.nearness(vectors, varieties=varieties)
        found[:, :-1, 2] = np.log1p(self.words_.score(prepared))
        found[:, :-1, 3] = self.likeness(vectors, varieties=varieties)
        return found


def _nearest(similarities: Matrix, owners: NDArray[np.int64], topics: int, *, count: int) -> Matrix:
    """(n, topics): mean of the `count` greatest similarities with what each topic owns; 0 where it owns none."""
    found = np.zeros((len(similarities), topics))
    for topic in range(topics):
        own = similarities[:, owners == topic]
        if own.shape[1]:
            found[:, topic] = np.sort(own, axis=1)[:, ::-1][:, :count].mean(axis=1)
    return found


def probabilities(evidence: Matrix, values: Sequence[float] | Matrix) -> Matrix:
    """(n, topics + 1), rows sum to 1, the last column "none of them".

    Multinomial logit: each topic weighs its four kinds of evidence by `values` 0–3; "none" has the constant
    `values[4]` and weighs the share of meaning that belongs to no topic by `values[5]`.
    """
    concepts, nearness, words, likeness, nothing, no_concept = values
    logits = evidence @ np.array([concepts, nearness, words, likeness])
    logits[:, -1] = nothing + no_concept * evidence[:, -1, 0]
    exponentials = np.exp(logits - logits.max(axis=1, keepdims=True, initial=-np.inf))
    return np.asarray(exponentials / exponentials.sum(axis=1, keepdims=True), dtype=np.float64)
