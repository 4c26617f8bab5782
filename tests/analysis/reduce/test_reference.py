"""Language means that need no answers."""

from typing import Any

import numpy as np

from analysis.reduce.reference import reference_centering
from analysis.wordlists import rows


def test_there_is_a_mean_for_every_variety(letters: Any) -> None:
    assert set(reference_centering(letters).means_) == {"ar", "aeb", "arabizi", "fr", "en", "mixed"}


def test_the_reference_is_computed_once_per_encoder(letters: Any) -> None:
    first = reference_centering(letters)
    letters.asked.clear()
    assert reference_centering(letters) is first
    assert letters.asked == []


def test_every_statement_stands_in_every_variety() -> None:
    statements = rows("reference.tsv")
    assert len(statements) >= 20
    assert all(text.strip() for statement in statements for text in statement.values())


def test_centring_brings_translations_together() -> None:
    centring = reference_centering()
    assert np.isfinite(centring.mean_).all()
    assert not np.allclose(centring.means_["ar"], centring.means_["fr"])
