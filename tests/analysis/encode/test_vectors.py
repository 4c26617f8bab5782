"""Preparing, encoding once, remembering."""

from typing import Any

import numpy as np

from analysis.encode.vectors import encode_texts, prepared_text, vector_key


def test_arabizi_is_encoded_in_arabic_script_and_french_as_written() -> None:
    assert prepared_text("el 7ouma", "arabizi") == "الحومة"
    assert prepared_text("La  route", "fr") == "La route"


def test_addresses_are_not_encoded() -> None:
    assert prepared_text("voir http://example.tn merci", "fr") == "voir merci"


def test_a_very_long_text_is_cut() -> None:
    assert len(prepared_text("mot " * 5000, "fr")) <= 4000


def test_each_distinct_text_is_encoded_once(letters: Any) -> None:
    vectors = encode_texts(["la rue", "le port", "la rue"], varieties=["fr"] * 3, encoder=letters)
    assert sorted(letters.asked) == ["la rue", "le port"]
    assert np.array_equal(vectors[0], vectors[2])


def test_what_the_cache_holds_is_not_encoded_again(letters: Any) -> None:
    cache: dict[str, Any] = {}
    first = encode_texts(["la rue", "le port"], varieties=["fr", "fr"], encoder=letters, cache=cache)
    letters.asked.clear()
    second = encode_texts(["le port", "la rue"], varieties=["fr", "fr"], encoder=letters, cache=cache)
    assert letters.asked == []
    assert np.array_equal(first, second[::-1])
    assert set(cache) == {vector_key(text, variety="fr", encoder=letters) for text in ("la rue", "le port")}


def test_half_precision_loses_nothing(letters: Any) -> None:
    vectors = encode_texts(["la rue est sale"], varieties=["fr"], encoder=letters)
    assert np.array_equal(vectors.astype(np.float16).astype(np.float32), vectors)


def test_order_does_not_change_a_vector() -> None:
    texts = ["la rue est sale", "الطريق محفرة", "fix the road", "el kar ma tjich", "le port"] * 3
    varieties = ["fr", "ar", "en", "arabizi", "fr"] * 3
    forward = encode_texts(texts, varieties=varieties)
    backward = encode_texts(texts[::-1], varieties=varieties[::-1])
    assert np.array_equal(forward, backward[::-1])


def test_a_text_without_letters_has_the_zero_vector(letters: Any) -> None:
    vectors = encode_texts(["", "👍", "12", "rue"], varieties=["other"] * 3 + ["fr"], encoder=letters)
    assert not vectors[:3].any()
    assert vectors[3].any()


def test_no_texts_give_no_rows(letters: Any) -> None:
    assert encode_texts([], varieties=[], encoder=letters).shape == (0, 32)


def test_another_variety_or_encoder_has_another_key(letters: Any) -> None:
    assert vector_key("el 7ouma", variety="arabizi", encoder=letters) != vector_key(
        "el 7ouma", variety="fr", encoder=letters
    )
    assert vector_key("rue", variety="fr", encoder=letters) != vector_key("rue", variety="fr")
