"""Says why an answer was read as it was: its concepts, the words that name them, the answers it resembles.

Evidence for a person who doubts; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.encode.encoder import SentenceEncoder
from analysis.encode.vectors import VectorCache
from analysis.estimator import one_thread
from analysis.intake import Intake, take_in
from analysis.lexicon import Form
from analysis.meaning import ConceptRecogniser, recogniser
from analysis.model import Answer
from analysis.reduce.centering import unit_rows
from analysis.reduce.reference import reference_centering

_CONCEPTS: Final = 3
_NEIGHBOURS: Final = 3
_ALIKE: Final = 0.3
_BLOCK: Final = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """`concepts`: up to three keys with their probability, likeliest first; `words`: parts of the cleaned text
    with the concept each names; `neighbours`: ids of the answers of the same theme nearest in meaning.
    """

    id: str
    concepts: tuple[tuple[str, float], ...]
    words: tuple[tuple[str, str], ...]
    neighbours: tuple[str, ...]


def _concepts(row: NDArray[np.float64], keys: Sequence[str]) -> tuple[tuple[str, float], ...]:
    order = np.argsort(-row, kind="stable")[:_CONCEPTS]
    return tuple((keys[place], round(float(row[place]), 4)) for place in order)


def _words(answer: Answer, variety: str, reader: ConceptRecogniser) -> tuple[tuple[str, str], ...]:
    found = reader.matcher_.matches(answer.text, variety=variety)
    return tuple(dict.fromkeys((match.words, reader.classes_[match.concept]) for match in found))


def _neighbours(intake: Intake, encoder: SentenceEncoder | None) -> list[tuple[str, ...]]:
    centred = unit_rows(reference_centering(encoder).transform(intake.vectors, languages=intake.varieties))
    themes = np.array([answer.theme or "" for answer in intake.answers])
    found: list[tuple[str, ...]] = []
    for start in range(0, len(centred), _BLOCK):
        likeness = centred[start : start + _BLOCK] @ centred.T
        for offset, row in enumerate(likeness):
            place = start + offset
            row[(themes != themes[place])] = -1.0
            row[place] = -1.0
            order = np.argsort(-row, kind="stable")[:_NEIGHBOURS]
            found.append(tuple(intake.answers[one].id for one in order if row[one] >= _ALIKE))
    return found


def explain(
    answers: Sequence[Answer],
    *,
    forms: Sequence[Form] = (),
    encoder: SentenceEncoder | None = None,
    cache: VectorCache | None = None,
) -> list[Explanation]:
    """One explanation per answer, in order; those without words have nothing to explain. Compares every pair
    of answers: for the page of a topic, not for a million. Raises ValueError on repeated ids.
    """
    with one_thread():
        intake = take_in(answers, encoder=encoder, cache=cache)
        reader = recogniser(forms=forms, encoder=encoder)
        chances = reader.predict_proba(
            [answer.text for answer in intake.answers], varieties=intake.varieties, vectors=intake.vectors
        )
        neighbours = _neighbours(intake, encoder)
    found = {
        answer.id: Explanation(
            id=answer.id,
            concepts=_concepts(row, reader.classes_),
            words=_words(answer, variety, reader),
            neighbours=near,
        )
        for answer, variety, row, near in zip(
            intake.answers, intake.varieties, chances, neighbours, strict=True
        )
    }
    nothing = {one.id: Explanation(id=one.id, concepts=(), words=(), neighbours=()) for one in intake.unread}
    return [(found | nothing)[answer.id] for answer in answers]
