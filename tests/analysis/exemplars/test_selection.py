"""Choosing what people read first."""

import numpy as np

from analysis.exemplars.selection import choose_exemplars
from analysis.reduce.centering import unit_rows

RANDOM = np.random.default_rng(3)
VECTORS = unit_rows(RANDOM.normal(size=(40, 8)) + 2.0)


def test_every_variety_present_is_shown() -> None:
    varieties = [*["fr"] * 30, *["ar"] * 7, *["arabizi"] * 2, "en"]
    chosen = choose_exemplars(VECTORS, varieties=varieties, lengths=[10] * 40)
    assert {varieties[row] for row in chosen} == {"fr", "ar", "arabizi", "en"}
    assert len(chosen) == len(set(chosen)) == 6


def test_the_first_is_the_middle_of_the_group() -> None:
    middle = unit_rows(VECTORS.mean(axis=0, keepdims=True))[0]
    chosen = choose_exemplars(VECTORS, varieties=["fr"] * 40, lengths=[10] * 40)
    assert chosen[0] == int((VECTORS @ middle).argmax())


def test_answers_of_a_few_words_give_way_to_telling_ones() -> None:
    same = unit_rows(np.array([[1.0, 1.0, 1.0, 1.01], [1.0, 1.0, 1.0, 1.0]]))
    assert choose_exemplars(same, varieties=["fr", "fr"], lengths=[1, 12])[0] == 1


def test_copies_are_not_shown_twice() -> None:
    assert len(choose_exemplars(np.ones((10, 3)) / np.sqrt(3), varieties=["fr"] * 10, lengths=[9] * 10)) == 1


def test_a_small_or_empty_group_has_few_exemplars() -> None:
    assert choose_exemplars(np.zeros((0, 3)), varieties=[], lengths=[]) == []
    assert choose_exemplars(np.eye(2), varieties=["fr", "ar"], lengths=[5, 5]) == [0, 1]
