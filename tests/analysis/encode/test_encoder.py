"""The identity of an encoder."""

from typing import Any

from analysis.encode.encoder import encoder_id


def test_the_identity_changes_with_name_version_and_weights(letters: Any) -> None:
    before = encoder_id(letters)
    letters.sha256 = "1" * 64
    assert encoder_id(letters) != before
    assert before == "letters/1/000000000000"
