"""What every sentence encoder offers, whoever made its weights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class SentenceEncoder(Protocol):
    """Texts in, one unit vector per text out; the same text gives the same vector up to float32 rounding."""

    @property
    def name(self) -> str:
        """Short stable name of the model."""

    @property
    def version(self) -> str:
        """Version of the package or folder the weights came from."""

    @property
    def sha256(self) -> str:
        """SHA-256 of the weights, hexadecimal: vectors of different weights must never be mixed."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """float32 array of shape (n, d), rows of length 1, in the order of the texts."""


def encoder_id(encoder: SentenceEncoder) -> str:
    """Name, version and the first 12 digits of the weights' hash: the identity stored beside every vector."""
    return f"{encoder.name}/{encoder.version}/{encoder.sha256[:12]}"
