"""Naming texts by content."""

import hashlib

from analysis.text.hashing import text_hash


def test_the_hash_is_that_of_the_utf8_bytes() -> None:
    assert text_hash("بحر") == hashlib.sha256("بحر".encode()).hexdigest()


def test_a_lone_surrogate_has_a_hash() -> None:
    assert len(text_hash("\ud800")) == 64
