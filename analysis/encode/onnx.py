"""An optional encoder: whatever sentence model an operator puts in a folder as `model.onnx` and `tokenizer.json`.

Runs on the processor, offline. Knows how such folders are laid out and how tokens become one vector; which
model it is and whether it is any good for the languages at hand is the operator's choice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from analysis.encode.optional import capped_threads, optional_package

_MODEL: Final = "model.onnx"
_TOKENIZER: Final = "tokenizer.json"
_POOLED: Final = "sentence_embedding"
_INPUTS: Final = ("input_ids", "attention_mask", "token_type_ids")
_INTEGERS: Final = {"tensor(int64)": np.int64, "tensor(int32)": np.int32}
# What models of this family accept; a tokeniser that names another length is believed.
_MOST_TOKENS: Final = 512
_BATCH: Final = 32

Numbers = NDArray[Any]


def _bytes_of(path: Path) -> bytes:
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such file; an encoder's folder needs {_MODEL} and {_TOKENIZER}")
    return path.read_bytes()


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def mean_pooled(tokens: Numbers, mask: Numbers) -> NDArray[np.float32]:
    """Mean of token vectors (n, length, d) over the tokens whose mask (n, length) is 1: float32 (n, d).
    Reimers and Gurevych 2019, "Sentence-BERT" (arXiv 1908.10084).
    """
    weights = mask[:, :, None].astype(np.float32)
    total = (tokens.astype(np.float32) * weights).sum(axis=1)
    return np.asarray(total / np.maximum(weights.sum(axis=1), 1.0), dtype=np.float32)


class OnnxEncoder:
    """The model of a folder behind our interface.

    Uses the output `sentence_embedding` when the model has one, otherwise the mean of its token vectors; rows
    are scaled to length 1. Texts are cut at the tokeniser's own length, or at 512 tokens. `threads` is capped
    at the number of cores. Both files are read whole, so weights kept outside `model.onnx` are refused: the
    hash would not cover them. Raises FileNotFoundError when a file is missing and ValueError when a package
    is missing or a file is not what its name says.
    """

    version = "onnx"

    def __init__(self, *, folder: str | Path, threads: int = 1) -> None:
        self.folder = Path(folder)
        self.threads = capped_threads(threads)
        model, tokenizer = _bytes_of(self.folder / _MODEL), _bytes_of(self.folder / _TOKENIZER)
        self.sha256 = hashlib.sha256(model + tokenizer).hexdigest()
        self._session = self._load_session(model)
        self._tokenizer = self._load_tokenizer(tokenizer)
        self._inputs: dict[str, type] = self._checked_inputs()
        self._output = self._chosen_output()

    @property
    def name(self) -> str:
        """Name of the folder."""
        return self.folder.resolve().name

    def _load_session(self, model: bytes) -> Any:
        runtime = optional_package("onnxruntime")
        options = runtime.SessionOptions()
        options.intra_op_num_threads = self.threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 4  # what is wrong is in the exception
        try:
            return runtime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise ValueError(f"{self.folder / _MODEL}: cannot be loaded: {_one_line(error)}") from error

    def _load_tokenizer(self, tokenizer: bytes) -> Any:
        package = optional_package("tokenizers")
        try:
            loaded = package.Tokenizer.from_str(tokenizer.decode("utf-8"))
        except Exception as error:
            raise ValueError(f"{self.folder / _TOKENIZER}: cannot be loaded: {_one_line(error)}") from error
        padding = loaded.padding
        known = (loaded.token_to_id(token) for token in ("<pad>", "[PAD]"))
        self._pad = int(
            padding["pad_id"] if padding else next((each for each in known if each is not None), 0)
        )
        loaded.no_padding()
        if loaded.truncation is None:
            loaded.enable_truncation(_MOST_TOKENS)
        return loaded

    def _checked_inputs(self) -> dict[str, type]:
        found = {each.name: each.type for each in self._session.get_inputs()}
        strange = sorted(set(found) - set(_INPUTS))
        if strange or "input_ids" not in found or not set(found.values()) <= set(_INTEGERS):
            raise ValueError(
                f"{self.folder / _MODEL}: takes {', '.join(found)}; only whole-number {', '.join(_INPUTS)} can be given"
            )
        return {name: _INTEGERS[kind] for name, kind in found.items()}

    def _chosen_output(self) -> Any:
        outputs = self._session.get_outputs()
        pooled = [each for each in outputs if each.name == _POOLED]
        tokens = [each for each in outputs if len(each.shape) == 3]
        if not pooled and not tokens:
            raise ValueError(f"{self.folder / _MODEL}: has neither {_POOLED} nor vectors of tokens to pool")
        return (pooled or tokens)[0]

    @cached_property
    def _dimensions(self) -> int:
        declared = self._output.shape[-1]
        return declared if isinstance(declared, int) else len(self.encode(["a"])[0])

    def _fed(self, ids: Sequence[Sequence[int]]) -> dict[str, Numbers]:
        """Padded input_ids and attention_mask (n, longest), token_type_ids zero."""
        longest = max(1, *map(len, ids))
        padded = np.full((len(ids), longest), self._pad)
        mask = np.zeros((len(ids), longest), dtype=np.int64)
        for row, own in enumerate(ids):
            padded[row, : len(own)] = own
            mask[row, : len(own)] = 1
        return {"input_ids": padded, "attention_mask": mask, "token_type_ids": np.zeros_like(mask)}

    def _batches(self, lengths: Sequence[int]) -> Iterator[list[int]]:
        """Places of texts of about one length, so that little is padded."""
        order = sorted(range(len(lengths)), key=lambda place: (lengths[place], place))
        for start in range(0, len(order), _BATCH):
            yield order[start : start + _BATCH]

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32 (n, d), unit rows, d being the model's; a text whose vector is zero stays zero."""
        if not texts:
            return np.zeros((0, self._dimensions), dtype=np.float32)
        readable = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch(readable)]
        rows: list[NDArray[np.float32]] = [np.zeros(0, dtype=np.float32)] * len(ids)
        for places in self._batches([len(own) for own in ids]):
            fed = self._fed([ids[place] for place in places])
            given: dict[str, Numbers] = {name: fed[name].astype(kind) for name, kind in self._inputs.items()}
            (found,) = self._session.run([self._output.name], given)
            pooled = mean_pooled(found, fed["attention_mask"]) if found.ndim == 3 else found
            for place, vector in zip(places, pooled, strict=True):
                rows[place] = vector
        vectors = np.stack(rows).astype(np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.where(lengths > 1e-12, lengths, 1.0), dtype=np.float32)
