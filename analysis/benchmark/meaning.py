"""Measures what answers are taken to mean: topics from descriptions, with examples, groups without either."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import adjusted_mutual_info_score

from analysis.assigning import assign
from analysis.benchmark.report import Row
from analysis.clustering import cluster
from analysis.lexicon import ConceptMatcher
from analysis.meaning.corpus import WrittenAnswer, codebooks, corpus
from analysis.model import Answer, AssignmentResult, Topic
from analysis.tables import read_topics
from analysis.text.identify import identify
from analysis.wordlists import DATA

_EXAMPLES: Final = 10
_DRAWS: Final = 5
_VARIETIES: Final = ("ar", "aeb", "arabizi", "fr", "en", "mixed")


def _answers(written: Sequence[WrittenAnswer]) -> list[Answer]:
    return [Answer(id=str(place), text=answer.text) for place, answer in enumerate(written)]


def _themes() -> list[Topic]:
    return read_topics(str(DATA / "corpus" / "test_themes.json"))


def _right(results: Sequence[AssignmentResult], themes: Sequence[str | None]) -> NDArray[np.bool_]:
    return np.array([one.suggestion == theme for one, theme in zip(results, themes, strict=True)])


def lexicon() -> Iterable[Row]:
    """How much of the test split the lexicon's forms touch at all, and how often they name its concept."""
    written = corpus("test")
    matcher = ConceptMatcher().fit()
    scores = matcher.transform(
        [answer.text for answer in written], varieties=[identify(answer.text).variety for answer in written]
    )
    touched = scores.max(axis=1) > 0
    own = [matcher.classes_.index(answer.concept) for answer in written]
    yield Row(
        name="lexicon, share of answers touched",
        on="test civic",
        count=len(written),
        value=float(touched.mean()),
    )
    yield Row(
        name="lexicon, own concept named among them",
        on="test civic",
        count=int(touched.sum()),
        value=float((scores[np.arange(len(written)), own] > 0)[touched].mean()),
    )


def described() -> Iterable[Row]:
    """Answers given only the themes' names and one-sentence descriptions in three languages."""
    written = corpus("test")
    themes = [answer.theme for answer in written]
    results = assign(_answers(written), _themes()).assignments
    right = _right(results, themes)
    note = "names and descriptions only; concepts mapped to themes by the library"
    yield Row(
        name="themes, share in the right one",
        on="test civic",
        count=len(right),
        value=float(right.mean()),
        target=0.82,
        note=note,
    )
    for variety in _VARIETIES:
        own = np.array([answer.variety == variety for answer in written])
        yield Row(
            name=f"themes, share in the right one, {variety}",
            on="test civic",
            count=int(own.sum()),
            value=float(right[own].mean()),
            target=0.72,
        )
    placed = np.array([result.state == "assigned" for result in results])
    yield Row(
        name="themes, precision of what is assigned",
        on="test civic",
        count=int(placed.sum()),
        value=float(right[placed].mean()) if placed.any() else 0.0,
        target=0.88,
        note="default threshold",
    )
    yield Row(
        name="themes, share left to review",
        on="test civic",
        count=len(right),
        value=float(1.0 - placed.mean()),
        target=0.2,
        better="less",
    )
    scores = np.array([result.score for result in results])
    yield Row(
        name="themes, expected calibration error",
        on="test civic",
        count=len(right),
        value=_calibration_error(scores, right),
        note="ten bins",
    )


def _calibration_error(scores: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Mean distance between stated and observed probability (Naeini et al. 2015)."""
    bins = np.minimum((scores * 10).astype(int), 9)
    gaps = [
        float((bins == own).mean())
        * abs(float(scores[bins == own].mean()) - float(right[bins == own].mean()))
        for own in range(10)
        if (bins == own).any()
    ]
    return sum(gaps)


def with_examples() -> Iterable[Row]:
    """The same with ten confirmed answers a theme, drawn from the test split and left out of the count."""
    written = corpus("test")
    themes = [answer.theme for answer in written]
    shares: list[float] = []
    for draw in range(_DRAWS):
        random = np.random.default_rng(draw)
        used: set[int] = set()
        topics: list[Topic] = []
        for topic in _themes():
            own = [place for place, theme in enumerate(themes) if theme == topic.key]
            drawn = random.choice(own, size=_EXAMPLES, replace=False).tolist()
            used.update(drawn)
            topics.append(replace(topic, examples=tuple(written[place].text for place in drawn)))
        rest = [place for place in range(len(written)) if place not in used]
        results = assign(_answers([written[place] for place in rest]), topics).assignments
        shares.append(float(_right(results, [themes[place] for place in rest]).mean()))
    yield Row(
        name="themes, with 10 confirmed examples each",
        on="test civic",
        count=len(written) - _EXAMPLES * len(_themes()),
        value=float(np.mean(shares)),
        target=0.87,
        note=f"mean of {_DRAWS} draws, {min(shares):.3f}–{max(shares):.3f}",
    )


def other_codebooks() -> Iterable[Row]:
    """The development answers under the codebooks whose mapping taught the library's few numbers."""
    written = corpus("dev")
    for book in codebooks():
        own = [(answer, book.topic_of(answer.concept)) for answer in written]
        known = [(answer, place) for answer, place in own if place is not None]
        results = assign(_answers([answer for answer, _ in known]), book.topics).assignments
        right = _right(results, [book.topics[place].key for _, place in known])
        yield Row(
            name=f"codebook {book.name}, {len(book.topics)} topics",
            on="dev civic",
            count=len(known),
            value=float(right.mean()),
        )


def discovery() -> Iterable[Row]:
    """Groups found without any description, as many as there are themes, and as many as the library chooses."""
    written = corpus("test")
    themes = [answer.theme for answer in written]
    spoken = [answer.variety for answer in written]
    for asked in (len(set(themes)), None):
        run = cluster(_answers(written), topics=asked)
        keys = [result.key or "" for result in run.assignments]
        found = len(run.clusters)
        note = f"{found} groups {'asked for' if asked else 'chosen'}"
        yield Row(
            name="discovery, AMI with theme",
            on="test civic",
            count=len(written),
            value=float(adjusted_mutual_info_score(themes, keys)),
            target=0.6,
            note=note,
        )
        yield Row(
            name="discovery, AMI with language",
            on="test civic",
            count=len(written),
            value=float(adjusted_mutual_info_score(spoken, keys)),
            target=0.02,
            better="less",
            note=note,
        )
