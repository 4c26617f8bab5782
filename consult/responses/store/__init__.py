"""Every query on drafts, responses, answers and screenings; returns model values."""

from consult.responses.store.batches import (
    add_batch,
    add_kiosk,
    batch,
    batches_of,
    close_batch,
    counts_by_batch,
    end_kiosk,
    kiosk,
    started_kiosks,
)
from consult.responses.store.drafts import draft_fields, drop_drafts, merge_draft
from consult.responses.store.keeping import counts_by_channel, keep, response_count, withdraw
from consult.responses.store.receipts import receipt
from consult.responses.store.screenings import put_screenings, texts_to_screen

__all__ = [
    "add_batch",
    "add_kiosk",
    "batch",
    "batches_of",
    "close_batch",
    "counts_by_batch",
    "counts_by_channel",
    "draft_fields",
    "drop_drafts",
    "end_kiosk",
    "keep",
    "kiosk",
    "merge_draft",
    "put_screenings",
    "receipt",
    "response_count",
    "started_kiosks",
    "texts_to_screen",
    "withdraw",
]
