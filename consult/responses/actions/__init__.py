"""The use cases of this room: keep a page of a draft, submit a response, read it by its receipt,
withdraw it, decide about what is held, guard a consultation."""

from consult.responses.actions.drafts import Turned, draft, turn_page
from consult.responses.actions.guarding import Watch, guard, judged, reasons
from consult.responses.actions.holding import MOST_AT_ONCE, accept_or_reject
from consult.responses.actions.invitations import invite, read_invitation, use_invitations
from consult.responses.actions.receipts import Known, read_receipt, withdraw
from consult.responses.actions.submitting import CLOSED, accepts, submission

__all__ = [
    "CLOSED",
    "MOST_AT_ONCE",
    "Known",
    "Turned",
    "Watch",
    "accept_or_reject",
    "accepts",
    "draft",
    "guard",
    "invite",
    "judged",
    "read_invitation",
    "read_receipt",
    "reasons",
    "submission",
    "turn_page",
    "use_invitations",
    "withdraw",
]
