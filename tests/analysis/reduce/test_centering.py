"""Taking the language out of vectors."""

import numpy as np
import pytest

from analysis.reduce.centering import LanguageCentering, unit_rows


def test_what_a_language_adds_to_every_vector_disappears() -> None:
    meanings = np.random.default_rng(0).normal(size=(200, 8))
    shift = np.full(8, 5.0)
    languages = ["ar"] * 200 + ["fr"] * 200
    centred = LanguageCentering(shrinkage=0.0).fit_transform(
        np.vstack([meanings, meanings + shift]), languages=languages
    )
    assert np.allclose(centred[:200], centred[200:])


def test_a_language_with_few_answers_is_shrunk_toward_the_whole() -> None:
    vectors = np.vstack([np.zeros((99, 2)), [[10.0, 10.0]]])
    centring = LanguageCentering(shrinkage=20.0).fit(vectors, languages=["fr"] * 99 + ["en"])
    assert np.linalg.norm(centring.means_["en"] - centring.mean_) < 1.0


def test_an_unknown_language_loses_the_overall_mean() -> None:
    centring = LanguageCentering().fit(np.ones((4, 3)), languages=["fr"] * 4)
    assert np.allclose(centring.transform([[1.0, 1.0, 1.0]], languages=["xx"]), 0.0)


def test_no_rows_can_be_transformed_but_not_learned_from() -> None:
    centring = LanguageCentering().fit(np.ones((2, 3)), languages=["fr", "fr"])
    assert len(centring.transform(np.zeros((0, 3)), languages=[])) == 0
    with pytest.raises(ValueError, match="non-empty"):
        LanguageCentering().fit(np.zeros((0, 3)), languages=[])
    with pytest.raises(ValueError, match="one language per row"):
        LanguageCentering().fit(np.ones((2, 3)), languages=["fr"])


def test_zero_rows_stay_zero() -> None:
    assert np.allclose(unit_rows([[3.0, 4.0], [0.0, 0.0]]), [[0.6, 0.8], [0.0, 0.0]])


def test_parameters_are_scikit_learn_s() -> None:
    assert LanguageCentering(shrinkage=3.0).get_params() == {"shrinkage": 3.0}
