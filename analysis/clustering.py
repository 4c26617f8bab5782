"""Finds groups of answers within each theme, whatever the language, and accounts for every answer.

Proposes clusters; whether one is a topic is decided by people, elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.cluster.discovery import TopicDiscovery
from analysis.cluster.reference import reference_centering
from analysis.encode.encoder import SentenceEncoder
from analysis.encode.vectors import VectorCache, default_encoder
from analysis.estimator import one_thread
from analysis.exemplars.selection import choose_exemplars
from analysis.intake import Intake, counted_states, in_given_order, take_in
from analysis.label.terms import ClassTerms
from analysis.model import Answer, AssignmentResult, Cluster, ClusterRun
from analysis.quality.measures import measure
from analysis.reduce.centering import LanguageCentering, unit_rows
from analysis.reduce.projection import UnitProjection
from analysis.runs.manifest import manifest_of
from analysis.stability.bootstrap import cluster_stability
from analysis.text.normalise import clean, words

Matrix = NDArray[np.float64]
Labels = NDArray[np.int64]

# Fewer answers than this are no group; a nearer look at three sentences is a person's work.
_MIN_SIZE: Final = 3
# An answer less similar to the centre of its group than this was put there for want of a better place.
_FLOOR: Final = 0.15
_CONSTANTS: Final[dict[str, object]] = {"floor": _FLOOR, "min_size": _MIN_SIZE}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What the caller asked for: a number of groups per theme, or bounds for it, and the seed."""

    topics: int | None
    bounds: tuple[int, int] | None
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _ThemeResult:
    """Clusters of one theme over its rows: `rows` into the intake, `labels` -1 where an answer is left to
    review.
    """

    theme: str | None
    rows: tuple[int, ...]
    vectors: Matrix
    labels: tuple[int, ...]
    scores: tuple[float, ...]
    stability: Mapping[int, float | None]
    reason: str
    candidates: tuple[Mapping[str, object], ...]


def _centred(intake: Intake, encoder: SentenceEncoder) -> Matrix:
    """Language out: what the encoder's own reference says of each variety."""
    return reference_centering(encoder).transform(intake.vectors, languages=intake.varieties)


def _reduced(centred: Matrix, intake: Intake) -> Matrix:
    """Language out a second time: what all these answers still share with their variety."""
    return LanguageCentering().fit_transform(centred, languages=intake.varieties) if len(centred) else centred


def _kept(discovery: TopicDiscovery, *, forced: bool) -> Labels:
    """Labels without the groups that are too small and without answers unlike their group."""
    labels = discovery.labels_.copy()
    sizes = np.bincount(labels)
    if not forced:
        labels[sizes[labels] < _MIN_SIZE] = -1
    labels[discovery.similarities_ < _FLOOR] = -1
    return labels


def _one_group(centred: Matrix, *, forced: bool) -> tuple[Labels, Matrix]:
    """Labels and scores when the answers cannot be divided: a group only where they resemble each other.

    Judged before the second centring, which would leave nothing of answers that are all alike.
    """
    units = unit_rows(centred)
    others = max(1, len(units) - 1)
    scores: Matrix = (units @ units.sum(axis=0) - np.einsum("ij,ij->i", units, units)) / others
    labels = np.where(forced | (scores >= _FLOOR), 0, -1).astype(np.int64)
    if int((labels == 0).sum()) < _MIN_SIZE:
        labels[:] = -1
    return labels, scores


def _cluster_theme(
    theme: str | None, rows: tuple[int, ...], *, centred: Matrix, reduced: Matrix, plan: _Plan
) -> _ThemeResult:
    places = list(rows)
    vectors = UnitProjection().fit_transform(reduced[places])
    discovery = TopicDiscovery(
        n_topics=plan.topics, bounds=plan.bounds, min_size=_MIN_SIZE, random_state=plan.seed
    ).fit(vectors)
    if len(discovery.cluster_centers_) == 1:
        labels, scores = _one_group(centred[places], forced=plan.topics is not None)
    else:
        labels, scores = _kept(discovery, forced=plan.topics is not None), discovery.similarities_
    return _ThemeResult(
        theme=theme,
        rows=rows,
        vectors=vectors,
        labels=tuple(labels.tolist()),
        scores=tuple(round(float(score), 4) for score in np.clip(scores, 0.0, 1.0)),
        stability=cluster_stability(vectors, discovery.labels_.tolist(), random_state=plan.seed),
        reason=discovery.reason_,
        candidates=tuple(asdict(candidate) for candidate in discovery.candidates_),
    )


def _ranked_labels(result: _ThemeResult) -> list[int]:
    """Labels by size, the larger first; ties by the first answer in canonical order."""
    sizes = Counter(label for label in result.labels if label >= 0)
    return sorted(sizes, key=lambda label: (-sizes[label], result.labels.index(label)))


def _keys(results: Sequence[_ThemeResult]) -> dict[tuple[int, int], str]:
    """A key for every (theme, label): c001, c002 … by theme, then by size."""
    pairs = [(place, label) for place, result in enumerate(results) for label in _ranked_labels(result)]
    return {pair: f"c{number:03d}" for number, pair in enumerate(pairs, start=1)}


def _cluster(
    result: _ThemeResult, label: int, key: str, *, intake: Intake, terms: Mapping[str, tuple[str, ...]]
) -> Cluster:
    places = [place for place, own in enumerate(result.labels) if own == label]
    answers = [intake.answers[result.rows[place]] for place in places]
    varieties = [intake.varieties[result.rows[place]] for place in places]
    lengths = [len(words(clean(answer.text))) for answer in answers]
    chosen = choose_exemplars(result.vectors[places], varieties=varieties, lengths=lengths)
    return Cluster(
        key=key,
        theme=result.theme,
        size=len(places),
        terms=terms,
        exemplars=tuple(answers[row].id for row in chosen),
        stability=result.stability.get(label),
        varieties=dict(sorted(Counter(varieties).items())),
    )


def _terms(
    results: Sequence[_ThemeResult], intake: Intake, keys: Mapping[tuple[int, int], str]
) -> dict[str, Mapping[str, tuple[str, ...]]]:
    """Terms per cluster key; clusters are told apart from the others of their own theme."""
    found: dict[str, Mapping[str, tuple[str, ...]]] = {}
    for place, result in enumerate(results):
        placed = [
            (row, keys[place, label])
            for row, label in zip(result.rows, result.labels, strict=True)
            if label >= 0
        ]
        texts, varieties = (
            [intake.answers[row].text for row, _ in placed],
            [intake.varieties[row] for row, _ in placed],
        )
        found.update(ClassTerms().fit(texts, [key for _, key in placed], varieties=varieties).terms_)
    return found


def _assignments(
    results: Sequence[_ThemeResult], intake: Intake, keys: Mapping[tuple[int, int], str]
) -> list[AssignmentResult]:
    found: list[AssignmentResult] = []
    for place, result in enumerate(results):
        for row, label, score in zip(result.rows, result.labels, result.scores, strict=True):
            key = keys.get((place, label))
            found.append(
                AssignmentResult(
                    id=intake.answers[row].id,
                    key=key,
                    score=score,
                    state="assigned" if key else "review",
                    variety=intake.varieties[row],
                    suggestion=key,
                )
            )
    return found


def _metrics(results: Sequence[_ThemeResult], intake: Intake) -> dict[str, object]:
    themes: list[Mapping[str, object]] = []
    for result in results:
        placed = [place for place, label in enumerate(result.labels) if label >= 0]
        quality = measure(
            result.vectors[placed],
            [result.labels[place] for place in placed],
            varieties=[intake.varieties[result.rows[place]] for place in placed],
            readable=len(result.rows),
        )
        chosen = {
            "theme": result.theme,
            "answers": len(result.rows),
            "clusters": len(set(result.labels) - {-1}),
        }
        themes.append(
            chosen | asdict(quality) | {"reason": result.reason, "candidates": list(result.candidates)}
        )
    return {"themes": themes}


def _themes(intake: Intake) -> dict[str | None, tuple[int, ...]]:
    rows: dict[str | None, list[int]] = {}
    for row, answer in enumerate(intake.answers):
        rows.setdefault(answer.theme or None, []).append(row)
    return {theme: tuple(rows[theme]) for theme in sorted(rows, key=lambda theme: theme or "")}


def cluster(
    answers: Sequence[Answer],
    *,
    topics: int | None = None,
    bounds: tuple[int, int] | None = None,
    seed: int = 0,
    encoder: SentenceEncoder | None = None,
    cache: VectorCache | None = None,
) -> ClusterRun:
    """Clusters within each theme: language-centred vectors, PCA, KMeans; every answer has exactly one
    assignment.

    `topics` fixes the number of groups per theme, `bounds` limits it; by default it follows from the number
    of answers and the silhouette, and the manifest says how. An answer is in "review" when its theme has
    fewer than three answers, when it is unlike its group, or when it has no letters; "empty" when nothing was
    written. Same answers, parameters and package versions: same result, in any order and on any number of
    threads. Raises ValueError on repeated ids, on vectors of another dimension and on bounds that are not 1 ≤
    low ≤ high.
    """
    chosen = encoder or default_encoder()
    if bounds is not None and not 1 <= bounds[0] <= bounds[1]:
        raise ValueError(f"bounds must be 1 ≤ low ≤ high, not {bounds[0]} and {bounds[1]}")
    plan = _Plan(topics=topics, bounds=bounds, seed=seed)
    with one_thread():
        intake = take_in(answers, encoder=encoder, cache=cache)
        centred = _centred(intake, chosen)
        reduced = _reduced(centred, intake)
        results = [
            _cluster_theme(theme, rows, centred=centred, reduced=reduced, plan=plan)
            for theme, rows in _themes(intake).items()
        ]
        keys = _keys(results)
        terms = _terms(results, intake, keys)
        clusters = tuple(
            _cluster(results[place], label, key, intake=intake, terms=terms[key])
            for (place, label), key in keys.items()
        )
        assignments = [*_assignments(results, intake, keys), *intake.unread]
        metrics = _metrics(results, intake)
    parameters: dict[str, object] = {
        "topics": topics,
        "bounds": list(bounds) if bounds else None,
        "seed": seed,
    }
    counts = {"answers": len(answers), "clusters": len(clusters)} | counted_states(assignments)
    manifest = manifest_of(
        "cluster", answers, encoder=chosen, parameters=parameters | _CONSTANTS, counts=counts, metrics=metrics
    )
    return ClusterRun(run=manifest, clusters=clusters, assignments=in_given_order(answers, assignments))
