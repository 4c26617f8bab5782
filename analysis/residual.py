"""Looks for new topics among the answers that fit none of the reviewed ones, and proposes them.

Assigns first and clusters the rest: what people have named is never rearranged. A proposal is a cluster like
any other; accepting it is a person's act.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from analysis.assigning import assign
from analysis.clustering import cluster
from analysis.encode.encoder import SentenceEncoder
from analysis.encode.vectors import VectorCache
from analysis.lexicon import Form
from analysis.model import Answer, AssignRun, ClusterRun, Topic

# A candidate needs as many similar answers as would be worth a person's look (themefinder's rule, i.AI 2025).
_FEWEST: Final = 5
_SHARE: Final = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidualRun:
    """`assigned` has a result for every answer; `candidates` clusters those it left to review."""

    assigned: AssignRun
    candidates: ClusterRun


def fewest_for_candidate(count: int) -> int:
    """How many similar answers make a candidate among `count` answers: 5, or one in a thousand if that is more."""
    return max(_FEWEST, math.ceil(_SHARE * count))


def discover_residual(
    answers: Sequence[Answer],
    topics: Sequence[Topic],
    *,
    threshold: float | None = None,
    seed: int = 0,
    forms: Sequence[Form] = (),
    encoder: SentenceEncoder | None = None,
    cache: VectorCache | None = None,
) -> ResidualRun:
    """`assign`, then `cluster` on what abstained, candidates of at least `fewest_for_candidate` answers.

    Raises ValueError as those two do.
    """
    assigned = assign(answers, topics, threshold=threshold, forms=forms, encoder=encoder, cache=cache)
    waiting = {result.id for result in assigned.assignments if result.state == "review"}
    candidates = cluster(
        [answer for answer in answers if answer.id in waiting],
        min_size=fewest_for_candidate(len(answers)),
        seed=seed,
        forms=forms,
        encoder=encoder,
        cache=cache,
    )
    return ResidualRun(assigned=assigned, candidates=candidates)
