"""What speaks for each topic in an answer: its concepts, its words, and the likeness of confirmed answers.

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

EVIDENCE: Final = ("concepts", "words", "likeness", "kindred", "nothing", "no_concept", "taught")
# How far a name, a telling word, a description and an example may be trusted to speak of their topic alone.
# Words a person listed for the topic are told, not guessed.
_WORD_WEIGHTS: Final = {"name": 1.0, "word": 4.0, "description": 0.8, "example": 0.5}
_FLOOR: Final = 0.01
# How many confirmed answers outweigh what a description says of a concept.
_PRIOR: Final = 3.0
_NEIGHBOURS: Final = 3
# Answers that have nothing in common are about this near, by vectors and by kindred concepts.
_UNRELATED: Final = 0.2
_UNRELATED_CONCEPTS: Final = 0.4


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
    by confirmed answers; `words`: log of one plus the shared words; `likeness` and `kindred`: mean cosine with
    the three nearest confirmed answers, by sentence vector and by concepts spread over their kin, above that
    of unrelated answers.
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
        self.mapping_ = TopicMapping(
            recogniser=self.recogniser, coefficients=self.mapping, none=self.mapping_none
        ).fit(topics)
        self._fit_examples([seed for seed in seeds if seed.kind == "example"])
        return self

    def _fit_words(self, seeds: Sequence[_Seed]) -> None:
        phrases: list[dict[str, float]] = [{} for _ in range(self.n_topics_)]
        for seed in seeds:
            # A word alone does not show its language: it is met as it was typed and as Arabizi is read.
            for phrase in {prepared_text(seed.text, seed.variety), prepared_text(seed.text, "other")}:
                known = phrases[seed.topic].get(phrase, 0.0)
                phrases[seed.topic][phrase] = max(_WORD_WEIGHTS[seed.kind], known)
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

    def _fit_examples(self, examples: Sequence[_Seed]) -> None:
        """What is known of confirmed answers: owners, vectors, concepts; and the mapping they correct."""
        varieties = [example.variety for example in examples]
        vectors = self._encoded(examples)
        chances = self.recogniser.predict_proba(
            [example.text for example in examples], varieties=varieties, vectors=vectors
        )
        self._owners = np.array([example.topic for example in examples], dtype=int)
        self._examples = self._centred(vectors, varieties)
        self._kin = self._spread(chances)
        counts = np.zeros_like(self.mapping_.shares_)
        np.add.at(counts, self._owners, chances)
        self.shares_: Matrix = (_PRIOR * self.mapping_.shares_ + counts) / (_PRIOR + counts.sum(axis=0))

    def _spread(self, chances: Matrix) -> Matrix:
        return unit_rows(np.sqrt(chances @ self.recogniser.kinship_))

    def _alike(self, places: Matrix, known: Matrix, *, unrelated: float) -> Matrix:
        """(n, topics), 0 and up: how much nearer than unrelated the nearest confirmed answers of a topic are.

        A topic without confirmed answers gets the mean of those that have some, so that it loses to a likely
        topic and not to all of them.
        """
        own = np.unique(self._owners)
        found = np.zeros((len(places), self.n_topics_))
        if len(own):
            nearest = _nearest(places @ known.T, self._owners, self.n_topics_, count=_NEIGHBOURS)
            found[:] = np.maximum(nearest - unrelated, 0.0)
            others = np.setdiff1d(np.arange(self.n_topics_), own)
            found[:, others] = found[:, own].mean(axis=1, keepdims=True)
        return found

    def named(self, texts: Sequence[str], *, varieties: Sequence[str]) -> Matrix:
        """(n, topics), 0 and up: how many of the lexicon's forms in the text name a concept of each topic."""
        forms = self.recogniser.matcher_.transform(texts, varieties=varieties)
        return np.asarray(forms @ self.shares_[:-1].T, dtype=np.float64)

    def transform(self, texts: Sequence[str], *, varieties: Sequence[str], vectors: ArrayLike) -> Matrix:
        """(n, topics + 1, 4): concepts, words, likeness and kindred; the last place of the second axis is "none",
        where only the first is known and the second holds the share of topics with confirmed answers.
        """
        chances = self.recogniser.predict_proba(texts, varieties=varieties, vectors=vectors)
        prepared = [prepared_text(text, variety) for text, variety in zip(texts, varieties, strict=True)]
        centred = self._centred(vectors, varieties)
        found = np.zeros((len(texts), self.n_topics_ + 1, 4))
        found[:, :, 0] = np.log(chances @ self.shares_.T + _FLOOR)
        found[:, -1, 1] = len(np.unique(self._owners)) / max(1, self.n_topics_)
        found[:, :-1, 1] = np.log1p(self.words_.score(prepared))
        found[:, :-1, 2] = self._alike(centred, self._examples, unrelated=_UNRELATED)
        found[:, :-1, 3] = self._alike(self._spread(chances), self._kin, unrelated=_UNRELATED_CONCEPTS)
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
    `values[4]`, weighs the share of meaning that belongs to no topic by `values[5]`, and gains `values[6]` where
    all topics have confirmed answers, since those lift every topic a little.
    """
    concepts, words, likeness, kindred, nothing, no_concept, taught = values
    logits = evidence @ np.array([concepts, words, likeness, kindred])
    logits[:, -1] = nothing + no_concept * evidence[:, -1, 0] + taught * evidence[:, -1, 1]
    exponentials = np.exp(logits - logits.max(axis=1, keepdims=True, initial=-np.inf))
    return np.asarray(exponentials / exponentials.sum(axis=1, keepdims=True), dtype=np.float64)
