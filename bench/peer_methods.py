"""How each method of bench/peers.py is called: with given vectors, its defaults, a fixed seed, and no network.

Knows no gold themes beyond their number and measures nothing.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import sys
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import HDBSCAN, KMeans
from sklearn.feature_extraction.text import CountVectorizer

from analysis import Answer, cluster
from analysis.cluster.discovery import TopicDiscovery
from analysis.reduce.projection import UnitProjection

Vectors = NDArray[np.float64]
Labels = Sequence[int]

_SMALLEST: Final = 5
_BUILT_ON_TORCH: Final = frozenset({"torch", "transformers", "sentence_transformers"})


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What is clustered: texts, their gold themes and varieties, and one vector each; `raw` are the encoder's own,
    which our whole method starts from.
    """

    texts: list[str]
    themes: list[str]
    varieties: list[str]
    vectors: Vectors
    encode_words: Callable[[Sequence[str]], Vectors]
    raw: Vectors
    is_projected: bool = False

    @property
    def wanted(self) -> int:
        """The number of themes."""
        return len(set(self.themes))


class _Nothing:
    """Stands for any class or function of a package that is not there."""

    def __init__(self, *_: Any, **__: Any) -> None:
        pass

    def __call__(self, *_: Any, **__: Any) -> _Nothing:
        return self


class _Empty(types.ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Nothing


class _EmptyModules(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds an empty module for every part of torch and of what is built on it."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        ours = name.partition(".")[0] in _BUILT_ON_TORCH
        return importlib.machinery.ModuleSpec(name, self, is_package=True) if ours else None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _Empty(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """Nothing to run."""


@contextlib.contextmanager
def _torch_not_needed() -> Iterator[None]:
    """Lets Turftopic be imported without torch, which it names at import and uses only to encode."""
    if importlib.util.find_spec("torch") is not None:
        yield
        return
    finder = _EmptyModules()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        for name in [name for name in sys.modules if name.partition(".")[0] in _BUILT_ON_TORCH]:
            del sys.modules[name]


class _Words:
    """An encoder for packages that insist on one: gives the library's vectors of words."""

    def __init__(self, encode_words: Callable[[Sequence[str]], Vectors]) -> None:
        self._encode = encode_words

    def encode(self, texts: Sequence[str], **_: Any) -> Vectors:
        return self._encode(list(texts))


def _words_of(sample: Sample) -> CountVectorizer:
    # Their default reads English stop words and drops what occurs in fewer than ten texts; ours has six varieties.
    return CountVectorizer(min_df=2, max_df=0.2)


def ours(sample: Sample) -> Labels:
    """`analysis.cluster`, which finds the number of groups itself."""
    return _ours(sample, None)


def ours_told(sample: Sample) -> Labels:
    """`analysis.cluster`, told how many groups there are, as KMeans and the mixture are."""
    return _ours(sample, sample.wanted)


def _ours(sample: Sample, topics: int | None) -> Labels:
    answers = [
        Answer(id=str(place), text=text, variety=variety, vector=vector.astype(np.float32))
        for place, (text, variety, vector) in enumerate(
            zip(sample.texts, sample.varieties, sample.raw, strict=True)
        )
    ]
    keys = [result.key for result in cluster(answers, topics=topics).assignments]
    numbers = {key: number for number, key in enumerate(sorted({key for key in keys if key}))}
    return [numbers[key] if key else -1 for key in keys]


def _grouping(sample: Sample, topics: int | None) -> Labels:
    projected = sample.vectors if sample.is_projected else UnitProjection().fit_transform(sample.vectors)
    return [int(label) for label in TopicDiscovery(n_topics=topics, random_state=0).fit_predict(projected)]


def grouping(sample: Sample) -> Labels:
    """Our way of grouping on these vectors and nothing else: projection, KMeans, its own number of groups."""
    return _grouping(sample, None)


def grouping_told(sample: Sample) -> Labels:
    """The same, told the number of groups."""
    return _grouping(sample, sample.wanted)


def kmeans(sample: Sample) -> Labels:
    """scikit-learn's KMeans with as many groups as themes."""
    found = KMeans(n_clusters=sample.wanted, n_init=10, random_state=0).fit_predict(sample.vectors)
    return [int(label) for label in found]


def hdbscan(sample: Sample) -> Labels:
    """scikit-learn's HDBSCAN on the vectors as they are."""
    found = HDBSCAN(min_cluster_size=_SMALLEST, copy=True).fit_predict(sample.vectors)
    return [int(label) for label in found]


def bertopic(sample: Sample) -> Labels:
    """BERTopic with its own UMAP (seeded) and HDBSCAN."""
    module, umap = importlib.import_module("bertopic"), importlib.import_module("umap")
    reduction = umap.UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=0)
    model = module.BERTopic(
        umap_model=reduction, min_topic_size=10, vectorizer_model=CountVectorizer(), embedding_model=None
    )
    topics, _ = model.fit_transform(sample.texts, embeddings=sample.vectors)
    return [int(topic) for topic in topics]


def evoc(sample: Sample) -> Labels:
    """EVoC, the layer it prefers."""
    module = importlib.import_module("evoc")
    found = module.EVoC(random_state=0).fit_predict(sample.vectors.astype(np.float32))
    return [int(label) for label in found]


def evoc_told(sample: Sample) -> Labels:
    """EVoC, asked for about as many groups as there are themes."""
    module = importlib.import_module("evoc")
    model = module.EVoC(random_state=0, approx_n_clusters=sample.wanted)
    return [int(label) for label in model.fit_predict(sample.vectors.astype(np.float32))]


def _strongest(weights: Any) -> Labels:
    # A document without weight on any topic is left out.
    dense = np.asarray(weights)
    return [int(row.argmax()) if row.max() > 0 else -1 for row in dense]


def turftopic_gmm(sample: Sample) -> Labels:
    """Turftopic's Gaussian mixture, as many components as themes."""
    with _torch_not_needed():
        model = importlib.import_module("turftopic").GMM(
            sample.wanted, encoder=_Words(sample.encode_words), vectorizer=_words_of(sample), random_state=0
        )
        return _strongest(model.fit_transform(sample.texts, embeddings=sample.vectors))


def turftopic_keynmf(sample: Sample) -> Labels:
    """Turftopic's KeyNMF across languages, as many topics as themes; words by the library's encoder."""
    with _torch_not_needed():
        model = importlib.import_module("turftopic").KeyNMF(
            sample.wanted,
            encoder=_Words(sample.encode_words),
            vectorizer=_words_of(sample),
            random_state=0,
            cross_lingual=True,
        )
        return _strongest(model.fit_transform(sample.texts, embeddings=sample.vectors))


METHODS: Final[Mapping[str, tuple[Callable[[Sample], Labels], tuple[str, ...]]]] = {
    "our grouping": (grouping, ()),
    "our grouping, told": (grouping_told, ()),
    "KMeans, told": (kmeans, ()),
    "HDBSCAN": (hdbscan, ()),
    "BERTopic": (bertopic, ("bertopic", "umap-learn", "hdbscan")),
    "EVoC": (evoc, ("evoc",)),
    "EVoC, told": (evoc_told, ("evoc",)),
    "Turftopic GMM, told": (turftopic_gmm, ("turftopic",)),
    "Turftopic KeyNMF, told": (turftopic_keynmf, ("turftopic", "igraph")),
}
OURS: Final[Mapping[str, tuple[Callable[[Sample], Labels], tuple[str, ...]]]] = {
    "ours, whole": (ours, ()),
    "ours, whole, told": (ours_told, ()),
}
