"""Places in meaning."""

import numpy as np
import pytest

from analysis.meaning.space import MeaningSpace, kinship_of

DRAW = np.random.default_rng(0)
KINSHIP = kinship_of(np.eye(4), ["a", "a", "b", "b"])


def sure(concept: int, count: int) -> np.ndarray:  # type: ignore[type-arg]
    rows = np.full((count, 4), 0.02)
    rows[:, concept] = 0.94
    return rows


def test_kinship_spreads_within_a_field_and_rows_sum_to_one() -> None:
    assert np.allclose(KINSHIP.sum(axis=1), 1.0)
    assert KINSHIP[0, 1] > KINSHIP[0, 2]
    assert KINSHIP[0, 0] > KINSHIP[0, 1]


def test_answers_about_one_concept_lie_together_whatever_their_vectors() -> None:
    chances = np.vstack([sure(0, 20), sure(3, 20)])
    places = MeaningSpace(kinship=KINSHIP).fit_transform(chances, vectors=DRAW.normal(size=(40, 16)))
    inside = (places[:20] @ places[:20].T).mean()
    across = (places[:20] @ places[20:].T).mean()
    assert inside > across + 0.5


def test_where_no_concept_is_sure_the_vectors_weigh_more() -> None:
    vectors = DRAW.normal(size=(40, 16))
    certain, lost = MeaningSpace(kinship=KINSHIP), MeaningSpace(kinship=KINSHIP)
    certain.fit_transform(sure(1, 40), vectors=vectors)
    lost.fit_transform(np.full((40, 4), 0.25), vectors=vectors)
    assert certain.vector_weight_ < 0.35 < 0.9 < lost.vector_weight_


def test_places_have_length_one() -> None:
    places = MeaningSpace(kinship=KINSHIP).fit_transform(sure(2, 30), vectors=DRAW.normal(size=(30, 8)))
    assert np.allclose(np.linalg.norm(places, axis=1), 1.0)


def test_nothing_has_no_place() -> None:
    with pytest.raises(ValueError, match="non-empty"):
        MeaningSpace(kinship=KINSHIP).fit_transform(np.zeros((0, 4)), vectors=np.zeros((0, 8)))
