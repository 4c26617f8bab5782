"""The one door of the library."""

import subprocess
import sys
from dataclasses import FrozenInstanceError

import numpy as np
import pytest

import analysis


def test_the_door_offers_what_it_lists() -> None:
    assert all(hasattr(analysis, name) for name in analysis.__all__)
    assert analysis.__all__ == sorted(
        analysis.__all__, key=lambda name: (not name.isupper(), not name[0].isupper(), name)
    )


def test_vectors_of_the_door_are_taken_back_by_it() -> None:
    texts = ["الطريق محفرة", "la route est cassée", "The road is broken"]
    vectors = analysis.encode(texts)
    answers = [
        analysis.Answer(id=str(place), text=text, vector=vectors[place]) for place, text in enumerate(texts)
    ]
    given, computed = (
        analysis.cluster(answers),
        analysis.cluster([analysis.Answer(id=answer.id, text=answer.text) for answer in answers]),
    )
    assert analysis.as_json(given) == analysis.as_json(computed)


def test_varieties_are_identified_unless_given() -> None:
    assert not np.array_equal(analysis.encode(["el 7ouma"]), analysis.encode(["el 7ouma"], varieties=["fr"]))


def test_the_identity_of_the_encoder_stands_in_every_key() -> None:
    assert analysis.vector_key("rue", variety="fr").endswith(analysis.current_encoder_id())


def test_what_goes_in_and_out_cannot_be_changed() -> None:
    answer = analysis.Answer(id="1", text="rue")
    with pytest.raises(FrozenInstanceError):
        answer.text = "autre"  # type: ignore[misc]


def test_the_library_knows_no_web_and_no_database() -> None:
    foreign = ("consult", "litestar", "sqlalchemy", "jinja2")
    code = f"import sys, analysis; print([m for m in {foreign} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
