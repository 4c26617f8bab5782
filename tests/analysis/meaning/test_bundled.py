"""What was learned travels with the library."""

from pathlib import Path
from typing import Any

import numpy as np

from analysis.encode import encoder_id
from analysis.encode.vectors import default_encoder
from analysis.meaning import bundled, numbers, recogniser
from analysis.meaning.recogniser import Weights


def test_what_was_learned_belongs_to_the_data_beside_it() -> None:
    """When this fails, the lexicon or the corpus has changed: run `python -m analysis train`."""
    assert numbers().sources_sha256 == bundled.sources_sha256()


def test_what_was_learned_belongs_to_the_default_encoder() -> None:
    assert numbers().encoder == encoder_id(default_encoder())


def test_one_recogniser_serves_a_process() -> None:
    assert recogniser() is recogniser()


def test_weights_survive_being_written(tmp_path: Path, monkeypatch: Any) -> None:
    draw = np.random.default_rng(1)
    weights = bundled.rounded(
        Weights(
            idf=draw.random(16),
            coefficients=draw.normal(size=(3, 20)),
            intercepts=draw.normal(size=3),
            kinship=draw.random((3, 3)),
        )
    )
    bundled.save(weights, numbers(), folder=tmp_path)
    monkeypatch.setattr(bundled, "_FOLDER", tmp_path)
    bundled._bundled_weights.cache_clear()
    again = bundled._bundled_weights()
    bundled._bundled_weights.cache_clear()
    assert np.allclose(again.coefficients, weights.coefficients, atol=1e-6)
    assert np.array_equal(again.kinship, weights.kinship)


def test_the_weights_are_small_enough_to_read_a_change_by() -> None:
    assert (bundled._FOLDER / "concepts.npz").stat().st_size < 1_000_000
