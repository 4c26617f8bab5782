"""A submitted form is read strictly and keeps what was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.errors import Invalid
from consult.web.forms import MAX_FIELDS, Fields, parse_fields


def test_arabic_arrives_as_it_was_typed() -> None:
    assert parse_fields(b"q=%D9%82%D8%A7%D8%A8%D8%B3&q=b").many("q") == ("قابس", "b")


@pytest.mark.parametrize(
    "body", [b"q=%ff%fe", "q=é".encode("latin-1"), b"&".join([b"a=1"] * (MAX_FIELDS + 1))]
)
def test_damaged_and_oversized_forms_are_refused_in_words(body: bytes) -> None:
    with pytest.raises(Invalid):
        parse_fields(body)


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fail_otherwise(body: bytes) -> None:
    try:
        fields = parse_fields(body)
    except Invalid:
        return
    for _, value in fields.pairs():
        value.encode("utf-8")


def test_one_page_replaces_its_own_fields_and_no_others() -> None:
    before = Fields.of({"a": ["1"], "b": ["2"]})
    assert before.with_(Fields.of({"a": ["9"]}), replacing=["a", "b"]).as_dict() == {"a": ["9"]}
    assert before.with_(Fields.of({}), replacing=["a"]).as_dict() == {"b": ["2"]}
