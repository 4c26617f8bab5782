"""What makes a submission look as if no person had sent it, and proof of work: reasons to look at it, never to refuse it.

It judges the form that was sent and nothing about the device, the network or the person.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from consult.i18n.text import N_

Reason: TypeAlias = Literal["honeypot", "no_form", "too_fast", "no_proof"]

# Every reason with what the team reads. A person may meet each of them, which is why nothing is refused for it.
REASONS: dict[str, str] = {
    "honeypot": N_("a field that people do not see was filled in"),
    "no_form": N_("it was not sent from a page of the form"),
    "too_fast": N_("it was sent faster than people answer"),
    "no_proof": N_("it came during a flood, without the calculation that browsers do then"),
}

HONEYPOT_FIELD = (
    "website"  # tempting to a program that fills in whatever it finds; no browser fills it in by itself
)
PROOF_FIELD = "proof"
PROOF_BITS = 16  # about 65 000 hashes: a second for a slow phone, an afternoon's bill for a flood
MOST_PROOF = 20  # characters of a nonce

# A tap takes half a second and each page has to arrive. A draft begins when the first page has already been answered.
LEAST = timedelta(seconds=1)
LEAST_EACH = timedelta(seconds=0.25)
LEAST_OF_ALL = timedelta(seconds=4)


def least_time(answered: int) -> timedelta:
    """The shortest time between the first page and sending that a person needs; never more than four seconds."""
    return min(LEAST + answered * LEAST_EACH, LEAST_OF_ALL)


def is_too_fast(*, answered: int, begun_at: datetime, sent_at: datetime) -> bool:
    return sent_at - begun_at < least_time(answered)


def proves(submission_key: str, nonce: str) -> bool:
    """Whether sha256(key:nonce) begins with 16 zero bits: one hash, whatever was sent."""
    if not nonce or len(nonce) > MOST_PROOF:
        return False
    return hashlib.sha256(f"{submission_key}:{nonce}".encode()).digest()[: PROOF_BITS // 8] == bytes(
        PROOF_BITS // 8
    )
