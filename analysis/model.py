"""The nouns of the library: what goes in (answers, topics) and what comes out (screenings, clusters,
assignments).

Plain frozen values without behaviour; nothing here computes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analysis.text.scripts import Script
from analysis.text.spans import Span

State = Literal["assigned", "review", "empty"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One text to analyse. `id` is unique in a call. What is given is not computed again: `theme` keeps
    clusters inside it, `variety` replaces identification, `vector` (as `encode` returned it) replaces
    encoding.
    """

    id: str
    text: str
    theme: str | None = None
    variety: str | None = None
    vector: NDArray[np.float32] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Something answers can be about. `names` and `descriptions` are by language; `words` are telling words
    or phrases and `examples` confirmed answers, both in any language and variety.
    """

    key: str
    names: Mapping[str, str] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """What one text is, before anybody asks what it means. Offsets in `personal` are those of the original
    text; `duplicate_group` is the same key for copies and light edits among the texts screened together, else
    None.
    """

    script: Script
    variety: str
    confidence: float
    personal: tuple[Span, ...]
    duplicate_group: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentResult:
    """Where one answer belongs. `key` is a topic's or cluster's and None unless `state` is "assigned";
    `suggestion` is the best guess whatever the state, `second` another topic it speaks of as clearly, `part`
    the part of a large cluster. `score` is 0–1.
    """

    id: str
    key: str | None
    score: float
    state: State
    variety: str
    suggestion: str | None = None
    second: str | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a large cluster: the same kind of suggestion, one level down."""

    key: str
    size: int
    names: Mapping[str, str]
    exemplars: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A group of answers found in one theme. `names` are suggested by language (ar, fr, en) from `concepts`,
    the concepts of city life its answers speak of, with their shares; `terms` are by language, most telling
    first; `exemplars` are ids of answers to be read verbatim; `stability` is the mean bootstrap Jaccard, 0–1,
    or None when too few answers; `parts` divide a large cluster.
    """

    key: str
    theme: str | None
    size: int
    terms: Mapping[str, tuple[str, ...]]
    exemplars: tuple[str, ...]
    stability: float | None
    varieties: Mapping[str, int]
    names: Mapping[str, str] = field(default_factory=dict)
    concepts: tuple[tuple[str, float], ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunManifest:
    """Everything needed to compute a run again, and the figures that say how far to trust it. All values are
    JSON.
    """

    kind: str
    input_sha256: str
    code_sha256: str
    packages: Mapping[str, str]
    encoder: Mapping[str, str]
    parameters: Mapping[str, object]
    seed: int
    counts: Mapping[str, int]
    metrics: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterRun:
    """Clusters of all themes and one assignment for every answer, in the order the answers were given."""

    run: RunManifest
    clusters: tuple[Cluster, ...]
    assignments: tuple[AssignmentResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignRun:
    """One assignment for every answer, in the order the answers were given."""

    run: RunManifest
    assignments: tuple[AssignmentResult, ...]
