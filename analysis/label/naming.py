"""Suggests what a cluster could be called, in three languages, from the concepts its answers speak of.

A suggestion with its reasons; naming a topic stays a person's act.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.label.terms import LABEL_LANGUAGES
from analysis.lexicon import all_concepts

# A concept is named when at least this share of the cluster's meaning is its own; a second one when it holds
# at least half as much as the first.
_TELLING: Final = 0.12
_SECOND: Final = 0.5
_LISTED: Final = 5
_TERMS: Final = 3
_BETWEEN: Final = {"ar": "، ", "fr": ", ", "en": ", "}


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """`names` by language (ar, fr, en), never empty; `concepts`: up to five keys with their share (0–1) of the
    cluster's meaning, largest first.
    """

    names: Mapping[str, str]
    concepts: tuple[tuple[str, float], ...]


def _joined(parts: Sequence[str], language: str) -> str:
    return _BETWEEN[language].join(dict.fromkeys(part for part in parts if part))


def _by_terms(terms: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Telling words where no concept tells enough; a language nobody wrote in borrows another's."""
    own = {language: _joined(terms.get(language, ())[:_TERMS], language) for language in LABEL_LANGUAGES}
    any_words = next((words for words in own.values() if words), "…")
    return {language: words or any_words for language, words in own.items()}


def suggest_name(chances: ArrayLike, *, terms: Mapping[str, Sequence[str]]) -> Suggestion:
    """Names a cluster by `chances` (n, concepts) of its answers, or by its `terms` where the answers speak of
    nothing the lexicon knows. The words of languages are their own tables', never translated here.
    """
    shares: NDArray[np.float64] = np.asarray(chances, dtype=np.float64).mean(axis=0)
    order = np.argsort(-shares, kind="stable")[:_LISTED]
    listed = all_concepts()
    found = tuple((listed[place].key, round(float(shares[place]), 4)) for place in order)
    telling = [place for place in order[:2] if shares[place] >= max(_TELLING, _SECOND * shares[order[0]])]
    if not telling:
        return Suggestion(names=_by_terms(terms), concepts=found)
    names = {
        language: _joined([listed[place].names[language] for place in telling], language)
        for language in LABEL_LANGUAGES
    }
    return Suggestion(names=names, concepts=found)
