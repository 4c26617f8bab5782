"""The use cases of this room: keep a page of a draft, submit a response, read it by its receipt, withdraw it."""

from consult.responses.actions.drafts import Turned, draft, turn_page
from consult.responses.actions.keeping import keep
from consult.responses.actions.receipts import Known, read_receipt, withdraw
from consult.responses.actions.submitting import CLOSED, accepts, submission

__all__ = [
    "CLOSED",
    "Known",
    "Turned",
    "accepts",
    "draft",
    "keep",
    "read_receipt",
    "submission",
    "turn_page",
    "withdraw",
]
