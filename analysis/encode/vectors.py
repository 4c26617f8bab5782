"""Prepares texts for an encoder and remembers the vectors.

Arabizi is encoded by its transliteration, since no small encoder has learned it; every other text as it was
written.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, MutableMapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from analysis.encode.encoder import SentenceEncoder, encoder_id
from analysis.encode.use import UseEncoder
from analysis.text.arabizi import transliterate
from analysis.text.hashing import text_hash
from analysis.text.normalise import EMAIL_MARK, URL_MARK, clean, has_words

Vectors = NDArray[np.float32]

# Longer texts say nothing more to a sentence encoder, and one of them must not hold up a run.
_MOST_CHARACTERS: Final = 4000
# Texts encoded together, and how many such chunks at once: numpy lets go of the interpreter while it multiplies.
_CHUNK: Final = 512
_THREADS: Final = min(2, os.cpu_count() or 1)
_TRANSLITERATED: Final = frozenset({"arabizi", "mixed"})


class VectorCache(Protocol):
    """A dict, or anything that reads and writes like one: `vector_key` to a float32 vector of the encoder's
    dimension.
    """

    def get(self, key: str, /) -> NDArray[np.float32] | None:
        """The vector stored under the key, or None."""

    def __setitem__(self, key: str, vector: NDArray[np.float32], /) -> None:
        """Keeps a vector."""


@lru_cache(maxsize=1)
def default_encoder() -> UseEncoder:
    """One encoder per process, since its weights take 70 MB."""
    return UseEncoder()


@lru_cache(maxsize=16384)
def prepared_text(text: str, variety: str) -> str:
    """What is encoded for a text of this variety: cleaned, addresses out, Arabizi in Arabic script, at most
    4,000 characters.
    """
    prepared = transliterate(text) if variety in _TRANSLITERATED else clean(text)
    for mark in (URL_MARK, EMAIL_MARK):
        prepared = prepared.replace(mark, " ")
    return " ".join(prepared[:_MOST_CHARACTERS].split())


def vector_key(text: str, *, variety: str, encoder: SentenceEncoder | None = None) -> str:
    """Where a cache keeps the vector: SHA-256 of the prepared text, then the encoder's id. A better
    transliteration or another encoder therefore never meets an old vector.
    """
    return f"{text_hash(prepared_text(text, variety))}:{encoder_id(encoder or default_encoder())}"


def _storable(vectors: Vectors) -> Vectors:
    # Rounded to half precision, so that a run with vectors read back from storage repeats a run that computed
    # them.
    return vectors.astype(np.float16).astype(np.float32)


def _encode_missing(prepared: Mapping[str, str], encoder: SentenceEncoder) -> dict[str, Vectors]:
    # A batch's composition moves the last bits of its vectors: the order of keys, not of arrival, decides it,
    # and chunks are cut by number, so that one thread and two give the same bits.
    keys = sorted(prepared)
    chunks = [keys[start : start + _CHUNK] for start in range(0, len(keys), _CHUNK)] or [[]]

    def encoded(chunk: Sequence[str]) -> Vectors:
        return _storable(np.asarray(encoder.encode([prepared[key] for key in chunk]), dtype=np.float32))

    first = encoded(chunks[0])
    with ThreadPoolExecutor(max_workers=_THREADS) as pool:
        vectors = np.concatenate([first, *pool.map(encoded, chunks[1:])])
    return dict(zip(keys, vectors, strict=True))


def encode_texts(
    texts: Sequence[str],
    *,
    varieties: Sequence[str],
    encoder: SentenceEncoder | None = None,
    cache: VectorCache | MutableMapping[str, Vectors] | None = None,
) -> Vectors:
    """float32 vectors of shape (n, d) in the order of the texts; a text without letters has the zero vector.

    Each distinct prepared text is encoded once. `cache` is asked first and receives what was computed. Values
    are rounded to half precision (about 3 significant digits), so storing float16 loses nothing.
    """
    encoder = encoder or default_encoder()
    identity = encoder_id(encoder)
    prepared = [prepared_text(text, variety) for text, variety in zip(texts, varieties, strict=True)]
    keys = [f"{text_hash(text)}:{identity}" if has_words(text) else "" for text in prepared]
    known: dict[str, Vectors] = {}
    missing: dict[str, str] = {}
    for key, text in zip(keys, prepared, strict=True):
        if not key or key in known or key in missing:
            continue
        stored = cache.get(key) if cache is not None else None
        if stored is None:
            missing[key] = text
        else:
            known[key] = _storable(np.asarray(stored, dtype=np.float32))
    if missing or not known:
        for key, vector in _encode_missing(missing, encoder).items():
            known[key] = vector
            if cache is not None:
                cache[key] = vector
    return _stacked(keys, known, encoder)


def _stacked(keys: Sequence[str], known: Mapping[str, Vectors], encoder: SentenceEncoder) -> Vectors:
    width = next((len(vector) for vector in known.values()), None) or encoder.encode([]).shape[1]
    blank = np.zeros(width, dtype=np.float32)
    rows = [known[key] if key else blank for key in keys]
    return np.stack(rows) if rows else np.zeros((0, width), dtype=np.float32)
