"""A small encoder for tests that are not about sentences: quick, deterministic, and blind to meaning."""

import hashlib
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray


class LetterEncoder:
    """Counts letter pairs into 32 dimensions and remembers what it was asked to encode."""

    name = "letters"
    version = "1"
    sha256 = "0" * 64

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked.extend(texts)
        rows = np.zeros((len(texts), 32), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for pair in pairwise(text):
                row[hashlib.sha256("".join(pair).encode()).digest()[0] % 32] += 1.0
            row /= max(float(np.linalg.norm(row)), 1e-6)
        return rows


@pytest.fixture
def letters() -> LetterEncoder:
    return LetterEncoder()
