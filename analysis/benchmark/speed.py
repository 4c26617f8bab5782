"""Measures rates on one machine: they compare commits, not machines. Whole cold runs are `bench/`'s."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from analysis.assigning import assign
from analysis.benchmark.report import Row
from analysis.clustering import cluster
from analysis.encode.vectors import encode_texts
from analysis.meaning.corpus import codebooks, corpus
from analysis.model import Answer
from analysis.screening import screen
from analysis.text.identify import identify


def _rate(name: str, count: int, run: Callable[[], object]) -> Row:
    started = time.perf_counter()
    run()
    return Row(
        name=name,
        on="test civic",
        count=count,
        value=count / (time.perf_counter() - started),
        note="per second, warm",
    )


def speed() -> Iterable[Row]:
    """Texts a second of each step."""
    texts = [answer.text for answer in corpus("test")]
    varieties = [identify(text).variety for text in texts]
    answers = [Answer(id=str(place), text=text) for place, text in enumerate(texts)]
    topics = codebooks()[0].topics
    yield _rate("screening", len(texts), lambda: screen(texts))
    yield _rate("encoding", len(texts), lambda: encode_texts(texts, varieties=varieties))
    yield _rate("assigning, encoding included", len(texts), lambda: assign(answers, topics))
    yield _rate("clustering, encoding included", len(texts), lambda: cluster(answers))
