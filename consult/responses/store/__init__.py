"""Every query on drafts, responses, answers and screenings; returns model values."""

from consult.responses.store.drafts import draft_fields, drop_drafts, merge_draft
from consult.responses.store.keeping import counts_by_channel, keep, response_count, withdraw
from consult.responses.store.lists import receipt_hashes, receipt_piece, receipt_state
from consult.responses.store.receipts import is_kept, origin, receipt
from consult.responses.store.screenings import put_screenings, texts_to_screen

__all__ = [
    "counts_by_channel",
    "draft_fields",
    "drop_drafts",
    "is_kept",
    "keep",
    "merge_draft",
    "origin",
    "put_screenings",
    "receipt",
    "receipt_hashes",
    "receipt_piece",
    "receipt_state",
    "response_count",
    "texts_to_screen",
    "withdraw",
]
