"""Tells which concepts of city life an answer speaks of, named or only meant.

Joins three witnesses: the lexicon's forms, the sentence vector and the traces of words and letters, weighed
by a classifier taught on the written corpus. Knows concepts, not a city's themes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.linear_model import LogisticRegression

from analysis.encode.encoder import SentenceEncoder
from analysis.encode.vectors import encode_texts
from analysis.estimator import Estimator
from analysis.lexicon import ConceptMatcher, Form, all_concepts, concept_keys
from analysis.meaning.corpus import WrittenAnswer
from analysis.meaning.features import TextTraces
from analysis.meaning.space import kinship_of
from analysis.reduce.centering import unit_rows
from analysis.reduce.reference import reference_centering
from analysis.text.identify import identify

Matrix = NDArray[np.float64]

# How loudly each witness speaks, set on the development split: traces twice the vector, a form half of one.
_TRACES: Final = 2.0
_FORMS: Final = 0.5
_MOST_FORMS: Final = 3.0
# Answers read at once: features of a million together would not fit.
_BLOCK: Final = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What training leaves behind: `idf` (n_features,), `coefficients` (concepts, n_features + d + concepts)
    for traces, vector and forms in that order, `intercepts` (concepts,), and `kinship` (concepts, concepts),
    see `kinship_of`.
    """

    idf: NDArray[np.float64]
    coefficients: NDArray[np.float64]
    intercepts: NDArray[np.float64]
    kinship: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Sparse rows of texts: weighted `traces` (n, n_features) and `forms` (n, concepts)."""

    traces: csr_matrix
    forms: csr_matrix

    def rows(self, chosen: slice) -> Read:
        """Some of the rows."""
        return Read(traces=self.traces[chosen], forms=self.forms[chosen])


class ConceptRecogniser(Estimator):
    """Multinomial logistic regression over concepts.

    `forms` are a city's own words beside the bundled lexicon. `C` is the inverse of the ridge penalty and
    `n_features` the number of hashed columns. An answer's probabilities depend on that answer alone.
    """

    def __init__(
        self,
        *,
        forms: Sequence[Form] = (),
        n_features: int = 8192,
        C: float = 30.0,  # noqa: N803 - scikit-learn's own name
        encoder: SentenceEncoder | None = None,
    ) -> None:
        self.forms = forms
        self.n_features = n_features
        self.C = C
        self.encoder = encoder

    def fit(self, written: Sequence[WrittenAnswer], y: object = None) -> ConceptRecogniser:
        """Learns from answers labelled by concept, their varieties identified as a citizen's would be."""
        texts = [answer.text for answer in written]
        varieties = [identify(text).variety for text in texts]
        vectors = encode_texts(texts, varieties=varieties, encoder=self.encoder)
        self._prepare(TextTraces(n_features=self.n_features).fit(texts, varieties=varieties))
        places = {key: place for place, key in enumerate(self.classes_)}
        labels = [places[answer.concept] for answer in written]
        features = self._features(self.read(texts, varieties=varieties), varieties, vectors)
        model = LogisticRegression(C=self.C, max_iter=300).fit(features, labels)
        if len(model.classes_) != len(self.classes_):
            raise ValueError("the corpus must hold answers of every concept")
        self.coefficients_: Matrix = model.coef_
        self.intercepts_: Matrix = model.intercept_
        centred = self._centred(vectors, varieties)
        prototypes = [centred[np.asarray(labels) == place].sum(axis=0) for place in range(len(self.classes_))]
        self.kinship_ = kinship_of(np.stack(prototypes), [concept.field for concept in all_concepts()])
        return self

    def _centred(self, vectors: ArrayLike, varieties: Sequence[str]) -> Matrix:
        return unit_rows(reference_centering(self.encoder).transform(vectors, languages=varieties))

    def _prepare(self, hashed: TextTraces) -> None:
        self.classes_ = concept_keys()
        self.matcher_ = ConceptMatcher(extra=self.forms).fit()
        self.traces_ = hashed

    @property
    def weights(self) -> Weights:
        """What `with_weights` needs to restore this recogniser."""
        return Weights(
            idf=self.traces_.idf_,
            coefficients=self.coefficients_,
            intercepts=self.intercepts_,
            kinship=self.kinship_,
        )

    def with_weights(self, weights: Weights) -> ConceptRecogniser:
        """Takes the place of `fit`: the learned state of an earlier training."""
        hashed = TextTraces(n_features=len(weights.idf))
        hashed.idf_ = weights.idf
        self._prepare(hashed)
        self.coefficients_, self.intercepts_ = weights.coefficients, weights.intercepts
        self.kinship_ = weights.kinship
        return self

    def read(self, texts: Sequence[str], *, varieties: Sequence[str]) -> Read:
        """What the letters say, without vectors: weighted traces and forms of n texts, for `predict_proba`."""
        blocks = [slice(start, start + _BLOCK) for start in range(0, len(texts), _BLOCK)] or [slice(0, 0)]
        traces, forms = [], []
        for here in blocks:
            traces.append(self.traces_.transform(texts[here], varieties=varieties[here]) * _TRACES)
            found = self.matcher_.transform(texts[here], varieties=varieties[here])
            forms.append(csr_matrix(np.minimum(found, _MOST_FORMS) * _FORMS))
        return Read(traces=vstack(traces).tocsr(), forms=vstack(forms).tocsr())

    def _features(self, read: Read, varieties: Sequence[str], vectors: ArrayLike) -> csr_matrix:
        centred = csr_matrix(self._centred(vectors, varieties))
        return hstack([read.traces, centred, read.forms]).tocsr()

    def predict_proba(
        self,
        texts: Sequence[str],
        *,
        varieties: Sequence[str],
        vectors: ArrayLike,
        read: Read | None = None,
    ) -> Matrix:
        """float64 (n, concepts), rows sum to 1; `vectors` (n, d) as `encode_texts` returned them, `read` what
        `read` returned for the same texts, where they were read before.
        """
        rows = np.asarray(vectors)
        found = np.zeros((len(texts), len(self.classes_)))
        for start in range(0, len(texts), _BLOCK):
            here = slice(start, start + _BLOCK)
            part = self.read(texts[here], varieties=varieties[here]) if read is None else read.rows(here)
            features = self._features(part, varieties[here], rows[here])
            logits = np.asarray(features @ self.coefficients_.T) + self.intercepts_
            exponentials = np.exp(logits - logits.max(axis=1, keepdims=True))
            found[here] = exponentials / exponentials.sum(axis=1, keepdims=True)
        return found
