"""Suggesting names."""

import numpy as np

from analysis.label.naming import suggest_name
from analysis.lexicon import all_concepts, concept_keys

COUNT = len(concept_keys())


def about(**shares: float) -> np.ndarray:  # type: ignore[type-arg]
    rest = (1.0 - sum(shares.values())) / COUNT
    row = np.full(COUNT, rest)
    for key, share in shares.items():
        row[concept_keys().index(key)] += share
    return np.tile(row, (5, 1))


def test_a_group_is_called_after_what_it_speaks_of_in_three_languages() -> None:
    found = suggest_name(about(street_lighting=0.8), terms={})
    lighting = next(concept for concept in all_concepts() if concept.key == "street_lighting")
    assert found.names == lighting.names
    assert found.concepts[0][0] == "street_lighting"


def test_two_subjects_are_both_named_when_neither_prevails() -> None:
    names = suggest_name(about(street_lighting=0.4, parking=0.3), terms={}).names
    assert "," in names["fr"]
    assert "،" in names["ar"]


def test_a_group_about_nothing_known_takes_its_words() -> None:
    names = suggest_name(about(), terms={"fr": ("zorglub", "marteau"), "ar": ("مطرقة",)}).names
    assert names == {"ar": "مطرقة", "fr": "zorglub, marteau", "en": "مطرقة"}


def test_a_name_is_never_empty() -> None:
    assert all(suggest_name(about(), terms={}).names.values())
