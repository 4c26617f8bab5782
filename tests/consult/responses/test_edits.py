"""What a browser carries while answers are changed fits one receipt, one version of its answers, and one draft."""

from uuid import uuid4

import pytest

from consult.responses.model import (
    carried,
    carried_from,
    edit_from,
    edit_of,
    new_token,
    receipt_code_of,
)


def test_a_change_goes_with_one_receipt_one_version_and_one_draft() -> None:
    token, code, response = new_token(), receipt_code_of("key"), uuid4()
    edit = edit_of(code, response)
    assert edit_from(str(edit)) == edit
    assert edit != edit_of(code, uuid4())
    held = carried(edit, token=token, before=new_token())
    assert carried_from(str(held), token=token) == held
    assert carried_from(str(held), token=new_token()) is None
    assert carried_from(str(carried(edit, token=token)), token=token) == carried(edit, token=token)


@pytest.mark.parametrize(
    "text", ["", ".", "x.y", "...", receipt_code_of("key"), f"{receipt_code_of('key')}.short"]
)
def test_what_is_no_change_is_none(text: str) -> None:
    assert edit_from(text) is None
    assert carried_from(text, token="") is None
