"""What an operator's folder must hold, and what is said when it does not."""

import re
from pathlib import Path

import numpy as np
import pytest

from analysis.encode.onnx import OnnxEncoder, mean_pooled
from tests.analysis.encode.tiny_onnx import tiny_folder

for _package in ("onnx", "onnxruntime", "tokenizers"):
    pytest.importorskip(_package, reason=f"{_package} not installed: pip install 'tashawur[test]'")


def test_padding_counts_for_nothing_in_the_mean() -> None:
    tokens = np.array([[[1.0, 3.0], [3.0, 5.0], [99.0, 99.0]]])
    assert mean_pooled(tokens, np.array([[1, 1, 0]])).tolist() == [[2.0, 4.0]]
    assert mean_pooled(tokens, np.array([[0, 0, 0]])).tolist() == [[0.0, 0.0]]


def test_a_pooled_output_is_preferred_to_token_vectors(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    tokens = OnnxEncoder(folder=tiny_folder(tmp_path / "one", pooled=False))
    pooled = OnnxEncoder(folder=tiny_folder(tmp_path / "other", pooled=True))
    assert tokens.sha256 != pooled.sha256
    # The tiny model sums and we average: the same direction.
    assert tokens.encode(["la rue"]) == pytest.approx(pooled.encode(["la rue"]), abs=1e-5)


def test_the_hash_covers_both_files_and_the_name_is_the_folders(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path, pooled=False)
    before = OnnxEncoder(folder=folder)
    tokenizer = folder / "tokenizer.json"
    tokenizer.write_text(tokenizer.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert OnnxEncoder(folder=folder).sha256 != before.sha256
    assert before.name == tmp_path.name


@pytest.mark.parametrize("absent", ["model.onnx", "tokenizer.json"])
def test_a_missing_file_is_named_in_one_line(tmp_path: Path, absent: str) -> None:
    folder = tiny_folder(tmp_path, pooled=False)
    (folder / absent).unlink()
    with pytest.raises(FileNotFoundError, match=rf"^.*{re.escape(absent)}: no such file; .*$"):
        OnnxEncoder(folder=folder)


@pytest.mark.parametrize("broken", ["model.onnx", "tokenizer.json"])
def test_a_broken_file_is_named_in_one_line(tmp_path: Path, broken: str) -> None:
    folder = tiny_folder(tmp_path, pooled=False)
    (folder / broken).write_bytes(b"\xffnot what the name says")
    with pytest.raises(ValueError, match=rf"^.*{re.escape(broken)}: cannot be loaded: .*$") as told:
        OnnxEncoder(folder=folder)
    assert "\n" not in str(told.value)


def test_a_model_that_wants_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="takes input_ids, attention_mask, pixels; only whole-number"):
        OnnxEncoder(folder=tiny_folder(tmp_path, pooled=False, extra_input=True))


def test_a_text_longer_than_the_model_is_cut(tmp_path: Path) -> None:
    encoder = OnnxEncoder(folder=tiny_folder(tmp_path, pooled=False))
    assert np.array_equal(encoder.encode(["a" * 512 + "b" * 100]), encoder.encode(["a" * 512]))
