"""Finds groups of answers within each theme, whatever the language, and accounts for every answer.

Proposes clusters; whether one is a topic is decided by people, elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.cluster.theme import FLOOR, Plan, ThemeClusters, cluster_theme
from analysis.encode.encoder import SentenceEncoder
from analysis.encode.vectors import VectorCache, default_encoder
from analysis.estimator import one_thread
from analysis.exemplars.selection import choose_exemplars
from analysis.intake import Intake, counted_states, in_given_order, take_in
from analysis.label.naming import suggest_name
from analysis.label.terms import ClassTerms, LabelWord, label_words
from analysis.lexicon import Form
from analysis.meaning import ConceptRecogniser, recogniser
from analysis.meaning.recogniser import Read
from analysis.model import Answer, AssignmentResult, Cluster, ClusterRun, Part
from analysis.quality.measures import measure
from analysis.reduce.centering import LanguageCentering
from analysis.reduce.reference import reference_centering
from analysis.runs.manifest import forms_sha256, manifest_of
from analysis.text.normalise import clean, words

Matrix = NDArray[np.float64]
Keys = Mapping[tuple[int, int], str]
Terms = Mapping[str, Mapping[str, tuple[str, ...]]]

# Fewer answers than this are no group; a nearer look at three sentences is a person's work.
MIN_SIZE: Final = 3
_PART_EXEMPLARS: Final = 3


class _Reading:
    """What needs no vectors, done while they are computed: traces and forms, and the words for labels."""

    def __init__(self, reader: ConceptRecogniser) -> None:
        self._reader = reader
        self.read: Read | None = None
        self.words: list[tuple[LabelWord, ...]] = []

    def __call__(self, texts: Sequence[str], varieties: Sequence[str]) -> None:
        self.read = self._reader.read(texts, varieties=varieties)
        self.words = [label_words(text, variety) for text, variety in zip(texts, varieties, strict=True)]


class _Centring:
    """Vectors of a theme without what they share with their variety: once by the encoder's own reference, twice
    by what all these answers still share with it. Computed theme by theme, since all at once would not fit.
    """

    def __init__(self, intake: Intake, encoder: SentenceEncoder) -> None:
        self._vectors, self._varieties = intake.vectors, np.asarray(intake.varieties)
        self._reference = reference_centering(encoder)
        self._own = LanguageCentering()
        counts = Counter(intake.varieties)
        means = {
            variety: self.once(np.flatnonzero(self._varieties == variety).tolist()).mean(axis=0)
            for variety in sorted(counts)
        }
        if counts:
            self._own.fit_means(means, counts=counts)

    def once(self, rows: Sequence[int]) -> Matrix:
        here = list(rows)
        return self._reference.transform(self._vectors[here], languages=self._varieties[here].tolist())

    def twice(self, rows: Sequence[int]) -> Matrix:
        return self._own.transform(self.once(rows), languages=self._varieties[list(rows)].tolist())


def _keys(results: Sequence[ThemeClusters]) -> dict[tuple[int, int], str]:
    """A key for every (theme, label): c001, c002 … by theme, then by size."""
    pairs = [(place, label) for place, result in enumerate(results) for label in result.ranked()]
    return {pair: f"c{number:03d}" for number, pair in enumerate(pairs, start=1)}


def _part_key(key: str | None, part: int) -> str | None:
    return f"{key}.{part + 1}" if key and part >= 0 else None


def _exemplars(
    result: ThemeClusters, places: Sequence[int], intake: Intake, *, limit: int
) -> tuple[str, ...]:
    answers = [intake.answers[result.rows[place]] for place in places]
    chosen = choose_exemplars(
        result.places[list(places)],
        varieties=[intake.varieties[result.rows[place]] for place in places],
        lengths=[len(words(clean(answer.text))) for answer in answers],
        limit=limit,
    )
    return tuple(answers[row].id for row in chosen)


def _part(
    result: ThemeClusters, places: Sequence[int], key: str, *, intake: Intake, chances: Matrix, terms: Terms
) -> Part:
    rows = [result.rows[place] for place in places]
    return Part(
        key=key,
        size=len(places),
        names=suggest_name(chances[rows], terms=terms.get(key, {})).names,
        exemplars=_exemplars(result, places, intake, limit=_PART_EXEMPLARS),
    )


def _cluster(
    result: ThemeClusters, label: int, key: str, *, intake: Intake, chances: Matrix, terms: Terms
) -> Cluster:
    places = result.members(label)
    rows = [result.rows[place] for place in places]
    suggestion = suggest_name(chances[rows], terms=terms[key])
    parts: dict[int, list[int]] = {}
    for place in places:
        parts.setdefault(result.parts[place], []).append(place)
    return Cluster(
        key=key,
        theme=result.theme,
        size=len(places),
        terms=terms[key],
        exemplars=_exemplars(result, places, intake, limit=6),
        stability=result.stability.get(label),
        varieties=dict(sorted(Counter(intake.varieties[row] for row in rows).items())),
        names=suggestion.names,
        concepts=suggestion.concepts,
        parts=tuple(
            _part(result, parts[part], f"{key}.{part + 1}", intake=intake, chances=chances, terms=terms)
            for part in sorted(parts)
            if part >= 0
        ),
    )


def _terms(
    results: Sequence[ThemeClusters], spoken: Sequence[tuple[LabelWord, ...]], keys: Keys
) -> dict[str, Mapping[str, tuple[str, ...]]]:
    """Terms per cluster key; clusters are told apart from the others of their own theme."""
    found: dict[str, Mapping[str, tuple[str, ...]]] = {}
    for place, result in enumerate(results):
        placed = [
            (row, keys[place, label])
            for row, label in zip(result.rows, result.labels, strict=True)
            if label >= 0
        ]
        words_of = [spoken[row] for row, _ in placed]
        found.update(ClassTerms().fit_words(words_of, [key for _, key in placed]).terms_)
    return found


def _assignments(results: Sequence[ThemeClusters], intake: Intake, keys: Keys) -> list[AssignmentResult]:
    found: list[AssignmentResult] = []
    for place, result in enumerate(results):
        for row, label, part, score in zip(
            result.rows, result.labels, result.parts, result.scores, strict=True
        ):
            key = keys.get((place, label))
            found.append(
                AssignmentResult(
                    id=intake.answers[row].id,
                    key=key,
                    score=score,
                    state="assigned" if key else "review",
                    variety=intake.varieties[row],
                    suggestion=key,
                    part=_part_key(key, part),
                )
            )
    return found


def _metrics(results: Sequence[ThemeClusters], intake: Intake) -> dict[str, object]:
    themes: list[Mapping[str, object]] = []
    for result in results:
        quality = measure(
            result.places, result.labels, varieties=[intake.varieties[row] for row in result.rows]
        )
        chosen = {
            "theme": result.theme,
            "answers": len(result.rows),
            "clusters": len(set(result.labels) - {-1}),
            "vector_weight": result.vector_weight,
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
    min_size: int = MIN_SIZE,
    seed: int = 0,
    forms: Sequence[Form] = (),
    encoder: SentenceEncoder | None = None,
    cache: VectorCache | None = None,
) -> ClusterRun:
    """Clusters within each theme by the concepts answers speak of and by their language-centred vectors;
    every answer has exactly one assignment.

    `topics` fixes the number of groups per theme, `bounds` limits it; by default it follows from the number
    of answers and the silhouette, and the manifest says how. `forms` are a city's own words. An answer is in
    "review" when its theme has fewer than `min_size` answers, when it is unlike its group, or when it has no
    letters; "empty" when nothing was written. Same answers, parameters and package versions: same result, in
    any order and on any number of threads. Raises ValueError on repeated ids, on vectors of another dimension
    and on bounds that are not 1 ≤ low ≤ high.
    """
    chosen = encoder or default_encoder()
    if bounds is not None and not 1 <= bounds[0] <= bounds[1]:
        raise ValueError(f"bounds must be 1 ≤ low ≤ high, not {bounds[0]} and {bounds[1]}")
    plan = Plan(topics=topics, bounds=bounds, min_size=max(1, min_size), seed=seed)
    with one_thread():
        reader = recogniser(forms=forms, encoder=encoder)
        reading = _Reading(reader)
        intake = take_in(answers, encoder=encoder, cache=cache, meanwhile=reading)
        chances = reader.predict_proba(
            [answer.text for answer in intake.answers],
            varieties=intake.varieties,
            vectors=intake.vectors,
            read=reading.read,
        )
        reading.read = None  # a hundred megabytes for fifty thousand answers, not needed again
        centring = _Centring(intake, chosen)
        results = [
            cluster_theme(
                theme,
                rows,
                chances=chances[list(rows)],
                centred=centring.once(rows),
                reduced=centring.twice(rows),
                kinship=reader.kinship_,
                plan=plan,
            )
            for theme, rows in _themes(intake).items()
        ]
        keys = _keys(results)
        terms = _terms(results, reading.words, keys)
        clusters = tuple(
            _cluster(results[place], label, key, intake=intake, chances=chances, terms=terms)
            for (place, label), key in keys.items()
        )
        assignments = [*_assignments(results, intake, keys), *intake.unread]
        metrics = _metrics(results, intake)
    parameters: dict[str, object] = {
        "topics": topics,
        "bounds": list(bounds) if bounds else None,
        "min_size": plan.min_size,
        "floor": FLOOR,
        "forms_sha256": forms_sha256(forms),
        "seed": seed,
    }
    counts = {"answers": len(answers), "clusters": len(clusters)} | counted_states(assignments)
    manifest = manifest_of(
        "cluster", answers, encoder=chosen, parameters=parameters, counts=counts, metrics=metrics
    )
    return ClusterRun(run=manifest, clusters=clusters, assignments=in_given_order(answers, assignments))
