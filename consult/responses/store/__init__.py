"""Every query on drafts, responses, answers, screenings, held responses and invitations; returns model values."""

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
from consult.responses.store.drafts import (
    draft_fields,
    drafts_begun,
    drop_drafts,
    merge_draft,
)
from consult.responses.store.guarding import (
    add_guard_event,
    is_guarded,
    web_count_since,
)
from consult.responses.store.invitations import (
    add_invitations,
    invitation_counts,
    is_free,
    is_known,
    use,
)
from consult.responses.store.keeping import (
    counts_by_channel,
    keep,
    response_count,
    withdraw,
)
from consult.responses.store.lists import (
    receipt_hashes,
    receipt_piece,
    receipt_state,
)
from consult.responses.store.quarantine import (
    add_rulings,
    held_counts,
    held_ids,
    held_page,
    still_held,
    waiting_count,
    with_words,
)
from consult.responses.store.receipts import (
    is_kept,
    origin,
    receipt,
)
from consult.responses.store.screenings import (
    put_screenings,
    texts_to_screen,
)

__all__ = [
    "add_batch",
    "add_guard_event",
    "add_invitations",
    "add_kiosk",
    "add_rulings",
    "batch",
    "batches_of",
    "close_batch",
    "counts_by_batch",
    "counts_by_channel",
    "draft_fields",
    "drafts_begun",
    "drop_drafts",
    "end_kiosk",
    "held_counts",
    "held_ids",
    "held_page",
    "invitation_counts",
    "is_free",
    "is_guarded",
    "is_kept",
    "is_known",
    "keep",
    "kiosk",
    "merge_draft",
    "origin",
    "put_screenings",
    "receipt",
    "receipt_hashes",
    "receipt_piece",
    "receipt_state",
    "response_count",
    "started_kiosks",
    "still_held",
    "texts_to_screen",
    "use",
    "waiting_count",
    "web_count_since",
    "with_words",
    "withdraw",
]
