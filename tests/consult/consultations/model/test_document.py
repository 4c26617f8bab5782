"""The document is stored whole, comes back equal, and has one hash however the database kept it."""

import json
from pathlib import Path

import msgspec
import pytest

from consult.consultations.loader import load_consultation
from consult.consultations.model import ConsultationDocument, Page, content_hash, decode, encode

DEMO = (Path(__file__).parents[4] / "consult" / "demo" / "gabes.yaml").read_text(encoding="utf-8")
DOCUMENT = load_consultation(DEMO)


def shuffled(value):
    """The same JSON with every mapping in another order, as a database may return it."""
    if isinstance(value, dict):
        return {key: shuffled(value[key]) for key in sorted(value, key=lambda key: (len(key), key[::-1]))}
    return [shuffled(one) for one in value] if isinstance(value, list) else value


def test_encoding_and_decoding_gives_the_same_document_byte_for_byte():
    encoded = encode(DOCUMENT)
    assert decode(encoded) == DOCUMENT
    assert encode(decode(encoded)) == encoded


def test_the_order_of_keys_in_storage_does_not_change_the_document_or_its_hash():
    stored = json.dumps(shuffled(json.loads(encode(DOCUMENT))), indent=1)
    assert stored.encode() != encode(DOCUMENT)
    assert decode(stored) == DOCUMENT
    assert content_hash(decode(stored)) == content_hash(DOCUMENT)


def test_the_same_file_read_twice_has_one_hash_and_a_changed_word_another():
    assert content_hash(load_consultation(DEMO)) == content_hash(DOCUMENT)
    changed = load_consultation(DEMO.replace("You and Gabès", "Gabès and you"))
    assert content_hash(changed) != content_hash(DOCUMENT)
    assert len(content_hash(DOCUMENT)) == 32


def test_what_holds_its_default_is_not_stored_so_that_new_fields_keep_old_hashes():
    assert msgspec.json.encode(Page(key="p", questions=("q",))) == b'{"key":"p","questions":["q"]}'


def test_a_stored_question_of_an_unknown_kind_is_refused():
    stored = encode(DOCUMENT).replace(b'"kind":"allocation"', b'"kind":"auction"')
    with pytest.raises(msgspec.ValidationError):
        decode(stored)


def test_each_question_knows_its_kind_by_name():
    kinds = {question.key: question.kind for question in DOCUMENT.questionnaire.questions}
    assert kinds["q_budget"] == "allocation"
    assert kinds["d_age"] == "single_choice"


def test_things_are_found_by_their_ids_and_unknown_ids_find_nothing():
    questionnaire = DOCUMENT.questionnaire
    assert DOCUMENT.objective("ENV1").axis == "environment"
    assert DOCUMENT.axis("planning").objectives == ("URB1", "URB2", "URB3")
    assert questionnaire.question("q_change").key == "q_change"
    assert questionnaire.page("budget").questions == ("q_budget",)
    missing = (DOCUMENT.objective("x"), DOCUMENT.axis("x"), questionnaire.question("x"))
    assert missing == (None,) * 3


def test_a_document_in_one_language_keeps_its_languages():
    one = msgspec.structs.replace(DOCUMENT, languages=("ar",), default_language="ar")
    assert decode(encode(one)).languages == ("ar",)
    assert isinstance(decode(encode(one)), ConsultationDocument)
