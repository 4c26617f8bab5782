"""The use cases of this room: keep a page of a draft, submit a response, read it by its receipt, withdraw it."""

from consult.responses.actions.batches import (
    WEB,
    Field,
    Stop,
    abandon,
    batch_of,
    close_batch,
    end_kiosk,
    field,
    kiosk,
    open_batch,
    start_kiosk,
    where_from,
)
from consult.responses.actions.drafts import Turned, draft, turn_page
from consult.responses.actions.receipts import Known, read_receipt, withdraw
from consult.responses.actions.submitting import CLOSED, accepts, submission

__all__ = [
    "CLOSED",
    "WEB",
    "Field",
    "Known",
    "Stop",
    "Turned",
    "abandon",
    "accepts",
    "batch_of",
    "close_batch",
    "draft",
    "end_kiosk",
    "field",
    "kiosk",
    "open_batch",
    "read_receipt",
    "start_kiosk",
    "submission",
    "turn_page",
    "where_from",
    "withdraw",
]
