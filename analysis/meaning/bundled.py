"""The learned state that travels with the library, and where it stands in its files.

`python -m analysis train` writes it from the written corpus; nothing here learns. Numbers a person can read
stand in JSON, the classifier's weights beside them in eight bits.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.encode.encoder import SentenceEncoder, encoder_id
from analysis.encode.vectors import default_encoder
from analysis.lexicon import Form
from analysis.meaning.corpus import corpus
from analysis.meaning.recogniser import ConceptRecogniser, Weights
from analysis.wordlists import DATA, document

_FOLDER: Final = DATA / "model"
_WEIGHTS: Final = "concepts.npz"
_NUMBERS: Final = "model/numbers.json"
_LEVELS: Final = 127.0
SOURCES: Final = ("lexicon/*.tsv", "corpus/train_*.tsv", "corpus/dev.tsv", "corpus/codebooks.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What was learned besides the weights. `mapping` and `mapping_none`: see `TopicMapping`; `evidence`: see
    `TopicAssigner`; `threshold`: the probability from which an answer is assigned by default; `encoder`: the
    id of the encoder the weights belong to; `sources_sha256`: the data they were learned from.
    """

    encoder: str
    sources_sha256: str
    mapping: tuple[float, ...]
    mapping_none: float
    evidence: tuple[float, ...]
    threshold: float


def sources_sha256() -> str:
    """SHA-256 over the files the learned state depends on, by name."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in SOURCES for path in DATA.glob(pattern)):
        digest.update(path.relative_to(DATA).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


@lru_cache(maxsize=1)
def numbers() -> Numbers:
    """The bundled numbers. Raises FileNotFoundError before the first training."""
    held: Mapping[str, object] = document(_NUMBERS)
    return Numbers(**{key: tuple(value) if isinstance(value, list) else value for key, value in held.items()})  # type: ignore[arg-type]


def _packed(weights: Weights) -> dict[str, NDArray[np.generic]]:
    scale = np.maximum(np.abs(weights.coefficients).max(axis=1), 1e-12) / _LEVELS
    return {
        "idf": weights.idf.astype(np.float16),
        "levels": np.round(weights.coefficients / scale[:, None]).astype(np.int8),
        "scale": scale.astype(np.float32),
        "intercepts": weights.intercepts.astype(np.float32),
        "kinship": weights.kinship.astype(np.float16),
    }


def _unpacked(held: Mapping[str, NDArray[np.generic]]) -> Weights:
    levels, scale = held["levels"].astype(np.float32), held["scale"].astype(np.float32)
    return Weights(
        idf=held["idf"].astype(np.float64),
        coefficients=(levels * scale[:, None]).astype(np.float32).astype(np.float64),
        intercepts=held["intercepts"].astype(np.float64),
        kinship=held["kinship"].astype(np.float64),
    )


def rounded(weights: Weights) -> Weights:
    """The weights as they will be read back: numbers learned on top of them must see the rounding."""
    return _unpacked(_packed(weights))


def save(weights: Weights, learned: Numbers, *, folder: Path = _FOLDER) -> None:
    """Writes weights and numbers, replacing what is there."""
    folder.mkdir(exist_ok=True)
    np.savez_compressed(folder / _WEIGHTS, **_packed(weights))  # type: ignore[arg-type]
    text = json.dumps(asdict(learned), indent=1)
    (folder / Path(_NUMBERS).name).write_text(text + "\n", encoding="utf-8")


@lru_cache(maxsize=1)
def _bundled_weights() -> Weights:
    with np.load(_FOLDER / _WEIGHTS, allow_pickle=False) as held:
        return _unpacked({name: held[name] for name in held.files})


_MADE: dict[tuple[str, tuple[Form, ...]], ConceptRecogniser] = {}


def recogniser(*, forms: Sequence[Form] = (), encoder: SentenceEncoder | None = None) -> ConceptRecogniser:
    """The recogniser with the bundled weights, or, for another encoder than theirs, one taught now on the
    written corpus (about a minute on one core). Kept per process.
    """
    identity = encoder_id(encoder or default_encoder()), tuple(forms)
    if identity not in _MADE:
        made = ConceptRecogniser(forms=forms, encoder=encoder)
        own = identity[0] == numbers().encoder
        _MADE[identity] = made.with_weights(_bundled_weights()) if own else made.fit(corpus("train"))
    return _MADE[identity]
