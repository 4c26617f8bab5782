"""The use cases of this room: keep a page of a draft, submit a response, read, change or withdraw it by its receipt,
decide about what is held, guard a consultation.
"""

from consult.responses.actions.drafts import (
    Turned,
    draft,
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
    "Known",
    "ListPage",
    "Turned",
    "Watch",
    "accept_or_reject",
    "accepts",
    "begin_edit",
    "can_edit",
    "draft",
    "drop_draft",
    "every_receipt",
    "guard",
    "invite",
    "judged",
    "list_page",
    "look_up",
    "read_invitation",
    "read_receipt",
    "reasons",
    "send_edit",
    "submission",
    "turn_page",
    "use_invitations",
    "withdraw",
]
