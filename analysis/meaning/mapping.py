"""Finds which concepts belong to which of a city's topics, from the topics' own names and descriptions.

Nobody lists concepts for a theme: the library reads the theme as it reads an answer, piece by piece, and
compares what it finds with what every concept is called and how people speak of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.encode.vectors import encode_texts
from analysis.estimator import Estimator
from analysis.lexicon import all_concepts
from analysis.meaning.recogniser import ConceptRecogniser
from analysis.model import Topic
from analysis.reduce.centering import unit_rows
from analysis.reduce.reference import reference_centering
from analysis.text.identify import VARIETIES, identify

Matrix = NDArray[np.float64]

# A description lists its subjects between commas and conjunctions.
_BETWEEN: Final = re.compile(r"[،,;؛:.()]|\s(?:et|ou|and|or|أو|و)\s|\sو(?=ال)")
_SHORTEST_PIECE: Final = 4
# Features of a topic nobody said anything about: no concept is likely to be its own.
_NOTHING_TOLD: Final = -7.0
_MOST_FORMS: Final = 1.6
FEATURES: Final = ("posterior", "peak", "form", "forms", "gloss_peak", "field", "gloss_mean")


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    variety: str


def _pieces(topic: Topic) -> list[_Piece]:
    found: list[_Piece] = []
    for language, text in (*sorted(topic.names.items()), *sorted(topic.descriptions.items())):
        variety = language if language in VARIETIES else identify(text).variety
        parts = [part.strip() for part in _BETWEEN.split(text)]
        found += [
            _Piece(text, variety),
            *(_Piece(part, variety) for part in parts if len(part) >= _SHORTEST_PIECE),
        ]
    found += [_Piece(text, identify(text).variety) for text in topic.words]
    told = list(dict.fromkeys(piece for piece in found if piece.text.strip()))
    # A topic may be known by its confirmed answers alone.
    return told or [_Piece(text, identify(text).variety) for text in topic.examples if text.strip()]


class TopicMapping(Estimator):
    """P(topic | concept), "none of them" included, as a multinomial logit over seven features of each pair.

    Features of (topic, concept): log mean and log peak of the concept's probability over the topic's pieces;
    strongest and mean lexicon evidence; nearest and mean cosine between the concept's names and glosses and
    the topic; log probability of the concept's field. `coefficients` (7,) and `none` are learned once, from
    codebooks of other cities (`analysis.meaning.training`); they are the same for every topic.
    """

    def __init__(self, *, recogniser: ConceptRecogniser, coefficients: Sequence[float], none: float) -> None:
        self.recogniser = recogniser
        self.coefficients = coefficients
        self.none = none

    def fit(self, topics: Sequence[Topic], y: object = None) -> TopicMapping:
        """Sets `shares_` (topics + 1, concepts), columns sum to 1, the last row "none"; and `features_`.

        Thanks and what is off the topic, the two concepts tied to no goal, belong to no topic of a city.
        """
        self.features_ = self.features(topics)
        self.shares_ = shares_of(self.features_, np.asarray(self.coefficients), self.none)
        without = [place for place, concept in enumerate(all_concepts()) if not concept.sdgs]
        self.shares_[:, without] = 0.0
        self.shares_[-1, without] = 1.0
        return self

    def features(self, topics: Sequence[Topic]) -> Matrix:
        """(topics, concepts, 7) in the order of `FEATURES`."""
        glosses, owners = self._concept_texts()
        fields = self._fields()
        count = len(self.recogniser.classes_)
        rows = [self._of_topic(topic, glosses, owners, fields) for topic in topics]
        return np.stack(rows) if rows else np.zeros((0, count, len(FEATURES)))

    def _encode(self, pieces: Sequence[_Piece]) -> tuple[Matrix, NDArray[np.float32]]:
        varieties = [piece.variety for piece in pieces]
        encoder = self.recogniser.encoder
        vectors = encode_texts([piece.text for piece in pieces], varieties=varieties, encoder=encoder)
        return unit_rows(reference_centering(encoder).transform(vectors, languages=varieties)), vectors

    def _concept_texts(self) -> tuple[Matrix, NDArray[np.int64]]:
        pieces: list[_Piece] = []
        owners: list[int] = []
        for place, concept in enumerate(all_concepts()):
            for language in sorted(concept.names):
                pieces += [
                    _Piece(concept.names[language], language),
                    _Piece(concept.glosses[language], language),
                ]
                owners += [place, place]
        return self._encode(pieces)[0], np.array(owners)

    @staticmethod
    def _fields() -> Matrix:
        """(concepts, concepts): each row spreads a concept evenly over its field."""
        names = np.array([concept.field for concept in all_concepts()])
        same = (names[:, None] == names[None, :]).astype(np.float64)
        return np.asarray(same / same.sum(axis=1, keepdims=True), dtype=np.float64)

    def _of_topic(self, topic: Topic, glosses: Matrix, owners: NDArray[np.int64], fields: Matrix) -> Matrix:
        pieces = _pieces(topic)
        if not pieces:
            return np.full((len(fields), len(FEATURES)), _NOTHING_TOLD)
        centred, vectors = self._encode(pieces)
        texts, varieties = [piece.text for piece in pieces], [piece.variety for piece in pieces]
        chances = self.recogniser.predict_proba(texts, varieties=varieties, vectors=vectors)
        forms = np.minimum(self.recogniser.matcher_.transform(texts, varieties=varieties), _MOST_FORMS)
        nearness = glosses @ centred.T
        middle = glosses @ unit_rows(centred.mean(axis=0, keepdims=True))[0]
        count = len(fields)
        peak = np.array([nearness[owners == place].max() for place in range(count)])
        mean = np.array([middle[owners == place].mean() for place in range(count)])
        average = chances.mean(axis=0)
        return np.stack(
            [
                np.log(average + 1e-3),
                np.log(chances.max(axis=0) + 1e-2),
                forms.max(axis=0),
                forms.mean(axis=0),
                peak,
                np.log(average @ fields + 1e-3),
                mean,
            ],
            axis=-1,
        )


def shares_of(features: Matrix, coefficients: NDArray[np.float64], none: float) -> Matrix:
    """(topics + 1, concepts): softmax over topics and "none" of the pairs' logits."""
    logits = features @ coefficients
    logits = np.vstack([logits, np.full((1, logits.shape[1]), none)])
    exponentials = np.exp(logits - logits.max(axis=0))
    return np.asarray(exponentials / exponentials.sum(axis=0), dtype=np.float64)
