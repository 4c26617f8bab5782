"""Invite, sign in, recognise, sign out; and the line that every staff write leaves in the audit trail.

Wrong address, wrong password and too many attempts answer alike, in the same time.
"""

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.db.transaction import Tx, begin, enter_city
from consult.errors import Invalid, NotFound, Problem, TooMany
from consult.i18n.text import N_
from consult.people import store
from consult.people.model import (
    FAILURE_WINDOW,
    FAILURES_ALLOWED,
    MIN_PASSWORD,
    Membership,
    Role,
    email_key,
    new_token,
    token_hash,
)
from consult.people.roles import PERMISSIONS
from consult.web.permissions import Member

_hasher = PasswordHasher()
_NOBODY = _hasher.hash(
    "nobody has this password"
)  # verified when the address is unknown, so that time tells nothing

WRONG = N_("The e-mail address or the password is not right.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    token: str
    member_name: str


async def invite(tx: Tx, *, email: str, name: str, city_id: UUID, role: Role, password: str) -> None:
    """Gives a person a role in a city. Needs the city entered."""
    if len(password) < MIN_PASSWORD:
        raise Invalid(
            (
                Problem(
                    "password", N_("A password needs at least %(count)s characters."), {"count": MIN_PASSWORD}
                ),
            )
        )
    if "@" not in email:
        raise Invalid((Problem("email", N_("This is not an e-mail address.")),))
    person_id = await store.put_person(
        tx, person_id=uuid4(), email=email_key(email), name=name, password_hash=_hasher.hash(password)
    )
    await store.put_membership(tx, membership_id=uuid4(), city_id=city_id, person_id=person_id, role=role)
    await store.add_audit(
        tx,
        city_id=city_id,
        person_id=None,
        person_name="consult people invite",
        action="invite",
        subject=name,
        detail={"role": role.value},
    )


async def sign_in(
    engine: AsyncEngine, *, email: str, password: str, at: datetime, old_token: str = ""
) -> SignedIn:
    """Opens a session with a fresh token, ends the one the browser held; counts failures outside the failed transaction."""
    email = email_key(email)
    email_hash = hashlib.sha256(email.encode()).digest()
    async with begin(engine) as tx:
        if (
            await store.failures_since(tx, email_hash=email_hash, since=at - FAILURE_WINDOW)
            >= FAILURES_ALLOWED
        ):
            raise TooMany
        account = await store.account_by_email(tx, email)
    verified = await asyncio.to_thread(_verified, account.password_hash if account else _NOBODY, password)
    if not verified or account is None:
        async with begin(engine) as tx:
            await store.add_failure(tx, email_hash=email_hash, at=at)
        raise Invalid((Problem("email", WRONG),))
    async with begin(engine) as tx:
        places = await store.memberships_of(tx, account.person_id)
        if not places:
            raise Invalid((Problem("email", WRONG),))
        await store.forget_failures(tx, email_hash=email_hash)
        if old_token:
            await store.end_session(tx, token_hash=token_hash(old_token), at=at)
        token = new_token()
        await store.add_session(
            tx, token_hash=token_hash(token), person_id=account.person_id, city_id=places[0].city_id, at=at
        )
        await enter_city(tx, places[0].city_id)
        await store.add_audit(
            tx,
            city_id=places[0].city_id,
            person_id=account.person_id,
            person_name=account.name,
            action="sign_in",
            subject=account.name,
            detail={},
        )
    return SignedIn(token=token, member_name=account.name)


def _verified(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password[:1024])
    except (VerificationError, InvalidHashError):
        return False


async def recognise(engine: AsyncEngine, *, token: str, at: datetime) -> Member | None:
    """The member behind a session token, read afresh: a removed person is gone at the next request everywhere."""
    async with begin(engine) as tx:
        found = await store.session_by_hash(tx, token_hash(token))
        if found is None or not found[0].is_live(at):
            return None
        session, name = found
        places = await store.memberships_of(tx, session.person_id)
        place = next((p for p in places if p.city_id == session.city_id), None)
        if place is None:
            return None
        await store.touch_session(tx, token_hash=token_hash(token), at=at)
    return _member(session.person_id, name, place)


async def member_by_email(tx: Tx, *, email: str, city_id: UUID) -> Member:
    """A member by address, for commands that act in a person's name; NotFound when they do not work for that city."""
    account = await store.account_by_email(tx, email_key(email))
    if account is None:
        raise NotFound
    place = next((p for p in await store.memberships_of(tx, account.person_id) if p.city_id == city_id), None)
    if place is None:
        raise NotFound
    return _member(account.person_id, account.name, place)


def _member(person_id: UUID, name: str, place: Membership) -> Member:
    return Member(
        person_id=person_id,
        name=name,
        city_id=place.city_id,
        city_name=place.city_name,
        role=place.role.value,
        permissions=PERMISSIONS[place.role],
    )


async def sign_out(tx: Tx, *, token: str, at: datetime) -> None:
    await store.end_session(tx, token_hash=token_hash(token), at=at)


async def record(
    tx: Tx, member: Member, *, action: str, subject: str, detail: dict[str, object] | None = None
) -> None:
    """The audit line of one staff write, in the same transaction as the write."""
    await store.add_audit(
        tx,
        city_id=member.city_id,
        person_id=member.person_id,
        person_name=member.name,
        action=action,
        subject=subject,
        detail=detail or {},
    )
