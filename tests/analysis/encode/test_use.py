"""The bundled encoder keeps its contract."""

import os

import numpy as np
import pytest

from analysis.encode.use import UseEncoder
from analysis.encode.vectors import default_encoder

WEIGHTS = "6b6af08cf9844592841fecf57b33de42e223a59008ad12a17356a41d6d0e4984"


def test_vectors_are_unit_rows_of_512_single_precision_numbers() -> None:
    vectors = default_encoder().encode(["الطريق", "la route", "the road"])
    assert vectors.shape == (3, 512)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-3)


def test_the_same_sentence_in_three_languages_is_nearer_than_another_sentence() -> None:
    arabic, french, english, other = default_encoder().encode(
        [
            "المدرسة بعيدة عن المنزل",
            "L'école est loin de la maison",
            "The school is far from home",
            "Le poisson est frais ce matin",
        ]
    )
    assert min(arabic @ french, arabic @ english, french @ english) > 0.5
    assert max(arabic @ other, english @ other) < 0.3


def test_the_weights_are_those_the_constants_were_measured_with() -> None:
    assert default_encoder().sha256 == WEIGHTS
    arabic, english = default_encoder().encode(["حافلة كل عشر دقائق", "A bus every ten minutes"])
    assert float(arabic @ english) == pytest.approx(0.871, abs=0.01)


def test_it_never_asks_for_more_threads_than_there_are_cores() -> None:
    assert UseEncoder(threads=64).threads <= (os.cpu_count() or 1)
    assert UseEncoder(threads=0).threads == 1


def test_nothing_gives_an_empty_matrix() -> None:
    assert UseEncoder().encode([]).shape == (0, 512)
