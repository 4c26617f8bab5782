"""Analysis of free-text answers in Arabic, Tunisian Derja, Arabizi, French and English: a library, on one
machine, offline.

Knows no web, no database and no city. This module is its one door: values in, values out, the same for the
same input. Everything accepts any text; what is malformed (two answers with one id) raises ValueError.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.assigning import assign
from analysis.cluster.matching import ClusterMatcher, Lineage
from analysis.clustering import cluster
from analysis.encode import SentenceEncoder, UseEncoder, VectorCache, encode_texts, encoder_id, vector_key
from analysis.encode.vectors import default_encoder
from analysis.estimator import one_thread
from analysis.explaining import Explanation, explain
from analysis.lexicon import Concept, Form, all_concepts
from analysis.lexicon.coverage import Covered, coverage
from analysis.model import (
    Answer,
    AssignmentResult,
    AssignRun,
    Cluster,
    ClusterRun,
    Part,
    RunManifest,
    Screening,
    Topic,
)
from analysis.quality.agreement import Agreement, agreement, agreement_by_variety, variety_gap
from analysis.residual import ResidualRun, discover_residual, fewest_for_candidate
from analysis.runs.wire import as_json
from analysis.screening import screen
from analysis.text.arabizi import transliterate
from analysis.text.duplicates import duplicate_groups
from analysis.text.identify import VARIETIES, identify
from analysis.text.spans import Span

__all__ = [
    "VARIETIES",
    "Agreement",
    "Answer",
    "AssignRun",
    "AssignmentResult",
    "Cluster",
    "ClusterMatcher",
    "ClusterRun",
    "Concept",
    "Covered",
    "Explanation",
    "Form",
    "Lineage",
    "Part",
    "ResidualRun",
    "RunManifest",
    "Screening",
    "SentenceEncoder",
    "Span",
    "Topic",
    "UseEncoder",
    "VectorCache",
    "agreement",
    "agreement_by_variety",
    "all_concepts",
    "as_json",
    "assign",
    "cluster",
    "coverage",
    "current_encoder_id",
    "discover_residual",
    "duplicate_groups",
    "encode",
    "explain",
    "fewest_for_candidate",
    "identify",
    "screen",
    "transliterate",
    "variety_gap",
    "vector_key",
]


def encode(
    texts: Sequence[str],
    *,
    varieties: Sequence[str] | None = None,
    encoder: SentenceEncoder | None = None,
    cache: VectorCache | None = None,
) -> NDArray[np.float32]:
    """Sentence vectors, float32 of shape (n, d), rows of length 1, zero for a text without letters.

    `varieties` are identified when absent. Values fit float16 without loss. `cache` maps `vector_key` to
    vectors and is read before and written after. Give rows back as `Answer.vector` while
    `current_encoder_id()` is unchanged.
    """
    known = [identify(text).variety for text in texts] if varieties is None else varieties
    with one_thread():
        return encode_texts(texts, varieties=known, encoder=encoder, cache=cache)


def current_encoder_id(encoder: SentenceEncoder | None = None) -> str:
    """Identity of the encoder in use: vectors stored under another one must be computed again."""
    return encoder_id(encoder or default_encoder())
