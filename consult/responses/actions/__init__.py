"""The use cases of this room: keep a page of a draft, submit a response, read, change or withdraw it by its receipt."""

from consult.responses.actions.drafts import Turned, draft, turn_page
from consult.responses.actions.editing import begin_edit, can_edit, drop_draft, send_edit
from consult.responses.actions.receipts import (
    Known,
    ListPage,
    every_receipt,
    list_page,
    look_up,
    read_receipt,
    withdraw,
)
from consult.responses.actions.submitting import CLOSED, accepts, submission

__all__ = [
    "CLOSED",
    "Known",
    "ListPage",
    "Turned",
    "accepts",
    "begin_edit",
    "can_edit",
    "draft",
    "drop_draft",
    "every_receipt",
    "list_page",
    "look_up",
    "read_receipt",
    "send_edit",
    "submission",
    "turn_page",
    "withdraw",
]
