"""The use cases of this room: keep a page of a draft, submit a response, read, change or withdraw it by its receipt,
collect in the street, type in paper, bring in files, decide about what is held, guard a consultation.
"""

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
from consult.responses.actions.drafts import (
    Turned,
    draft,
    drop,
    is_receipt,
    keep_whole,
    no_longer_asked,
    receipt_of,
    turn_page,
)
from consult.responses.actions.editing import (
    begin_edit,
    can_edit,
    drop_draft,
    send_edit,
)
from consult.responses.actions.guarding import (
    Watch,
    guard,
    judged,
    reasons,
)
from consult.responses.actions.holding import (
    MOST_AT_ONCE,
    accept_or_reject,
)
from consult.responses.actions.invitations import (
    invite,
    read_invitation,
    use_invitations,
)
from consult.responses.actions.keeping import (
    keep,
)
from consult.responses.actions.receipts import (
    Known,
    ListPage,
    every_receipt,
    list_page,
    look_up,
    read_receipt,
    withdraw,
)
from consult.responses.actions.submitting import (
    CLOSED,
    accepts,
    submission,
)

__all__ = [
    "CLOSED",
    "MOST_AT_ONCE",
    "WEB",
    "Field",
    "Known",
    "ListPage",
    "Stop",
    "Turned",
    "Watch",
    "abandon",
    "accept_or_reject",
    "accepts",
    "batch_of",
    "begin_edit",
    "can_edit",
    "close_batch",
    "draft",
    "drop",
    "drop_draft",
    "end_kiosk",
    "every_receipt",
    "field",
    "guard",
    "invite",
    "is_receipt",
    "judged",
    "keep",
    "keep_whole",
    "kiosk",
    "list_page",
    "look_up",
    "no_longer_asked",
    "open_batch",
    "read_invitation",
    "read_receipt",
    "reasons",
    "receipt_of",
    "send_edit",
    "start_kiosk",
    "submission",
    "turn_page",
    "use_invitations",
    "where_from",
    "withdraw",
]
