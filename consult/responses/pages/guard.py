"""What the page that sends a form does against machines and for invitations, and what of it came back.

A person sees at most one field more, that of their invitation code.
"""

from dataclasses import dataclass
from datetime import datetime

from consult.consultations.store import Standing
from consult.responses import actions
from consult.responses.actions.guarding import Watch
from consult.responses.actions.invitations import FIELD as INVITATION_FIELD
from consult.responses.model import HONEYPOT_FIELD, PROOF_FIELD, Invitation
from consult.web.context import Req
from consult.web.forms import Fields
from consult.web.shared import is_shared

__all__ = ["INVITATION_FIELD", "Guarded", "guarded", "invitation_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """What `ui.form` and the check page need to know; `typed_invitation` is what came back for correction."""

    honeypot: str = HONEYPOT_FIELD
    proof: str = PROOF_FIELD
    asks_for_proof: bool = False
    asks_for_invitation: bool = False
    typed_invitation: str = ""


async def guarded(request: Req, standing: Standing, *, at: datetime, form: Fields | None = None) -> Guarded:
    watch: Watch = request.app.state.watch
    return Guarded(
        asks_for_proof=await watch.is_attacked(standing, at=at),
        asks_for_invitation=standing.document.access == "invitation" and not is_shared(request),
        typed_invitation=form.one(INVITATION_FIELD)[:60] if form is not None else "",
    )


async def invitation_of(request: Req, standing: Standing, form: Fields, *, key: str) -> Invitation | None:
    return await actions.read_invitation(
        request.app.state.engine, standing, typed=form.one(INVITATION_FIELD), key=key
    )
