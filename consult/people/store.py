"""Every query on people, sessions and the audit trail."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert

from consult.db.transaction import Tx
from consult.frameworks.tables import cities
from consult.i18n.text import Text
from consult.people.model import Account, AuditEvent, Membership, Role, Session
from consult.people.tables import audit_events, memberships, people, sign_in_failures, staff_sessions

_SEEN_EVERY = timedelta(minutes=1)


async def account_by_email(tx: Tx, email: str) -> Account | None:
    row = (await tx.execute(select(people).where(people.c.email == email))).one_or_none()
    return Account(person_id=row.id, name=row.name, password_hash=row.password_hash) if row else None


async def put_person(tx: Tx, *, person_id: UUID, email: str, name: str, password_hash: str) -> UUID:
    """Adds the person, or gives the one with that address a new name and password."""
    statement = upsert(people).values(id=person_id, email=email, name=name, password_hash=password_hash)
    changed = statement.on_conflict_do_update(
        index_elements=["email"], set_={"name": name, "password_hash": password_hash}
    ).returning(people.c.id)
    return (await tx.execute(changed)).scalar_one()  # type: ignore[no-any-return]


async def put_membership(tx: Tx, *, membership_id: UUID, city_id: UUID, person_id: UUID, role: Role) -> None:
    statement = upsert(memberships).values(id=membership_id, city_id=city_id, person_id=person_id, role=role)
    await tx.execute(
        statement.on_conflict_do_update(
            index_elements=["person_id", "city_id"], set_={"role": role, "ended_at": None}
        )
    )


async def memberships_of(tx: Tx, person_id: UUID) -> list[Membership]:
    """The cities a person works for: seen through a wall of their own, before any city is entered."""
    await tx.execute(text("select set_config('consult.person', :id, true)"), {"id": str(person_id)})
    rows = await tx.execute(
        select(memberships.c.city_id, memberships.c.role, cities.c.name)
        .join(cities, cities.c.id == memberships.c.city_id)
        .where(memberships.c.person_id == person_id, memberships.c.ended_at.is_(None))
        .order_by(memberships.c.created_at)
    )
    return [_membership(row) for row in rows]


def _membership(row: Any) -> Membership:
    return Membership(city_id=row.city_id, city_name=msgspec.convert(row.name, Text), role=Role(row.role))


async def add_session(tx: Tx, *, token_hash: bytes, person_id: UUID, city_id: UUID, at: datetime) -> None:
    await tx.execute(
        insert(staff_sessions).values(
            token_hash=token_hash, person_id=person_id, city_id=city_id, created_at=at, seen_at=at
        )
    )


async def session_by_hash(tx: Tx, token_hash: bytes) -> tuple[Session, str] | None:
    """The session and the person's name, unless it was ended."""
    row = (
        await tx.execute(
            select(staff_sessions, people.c.name)
            .join(people, people.c.id == staff_sessions.c.person_id)
            .where(staff_sessions.c.token_hash == token_hash, staff_sessions.c.ended_at.is_(None))
        )
    ).one_or_none()
    if row is None:
        return None
    session = Session(
        person_id=row.person_id, city_id=row.city_id, created_at=row.created_at, seen_at=row.seen_at
    )
    return session, row.name


async def touch_session(tx: Tx, *, token_hash: bytes, at: datetime) -> None:
    """At most one write a minute for one session."""
    await tx.execute(
        update(staff_sessions)
        .where(staff_sessions.c.token_hash == token_hash, staff_sessions.c.seen_at < at - _SEEN_EVERY)
        .values(seen_at=at)
    )


async def end_session(tx: Tx, *, token_hash: bytes, at: datetime) -> None:
    await tx.execute(
        update(staff_sessions)
        .where(staff_sessions.c.token_hash == token_hash, staff_sessions.c.ended_at.is_(None))
        .values(ended_at=at)
    )


async def failures_since(tx: Tx, *, email_hash: bytes, since: datetime) -> int:
    statement = (
        select(func.count())
        .select_from(sign_in_failures)
        .where(sign_in_failures.c.email_hash == email_hash, sign_in_failures.c.at > since)
    )
    return (await tx.execute(statement)).scalar_one()


async def add_failure(tx: Tx, *, email_hash: bytes, at: datetime) -> None:
    await tx.execute(insert(sign_in_failures).values(email_hash=email_hash, at=at))


async def forget_failures(tx: Tx, *, email_hash: bytes) -> None:
    await tx.execute(delete(sign_in_failures).where(sign_in_failures.c.email_hash == email_hash))


async def add_audit(
    tx: Tx,
    *,
    city_id: UUID,
    person_id: UUID | None,
    person_name: str,
    action: str,
    subject: str,
    detail: dict[str, object],
) -> None:
    await tx.execute(
        insert(audit_events).values(
            city_id=city_id,
            person_id=person_id,
            person_name=person_name,
            action=action,
            subject=subject,
            detail=detail,
        )
    )


async def audit_page(tx: Tx, *, before: int | None, limit: int) -> list[tuple[int, AuditEvent]]:
    statement = select(audit_events).order_by(audit_events.c.id.desc()).limit(limit)
    if before is not None:
        statement = statement.where(audit_events.c.id < before)
    return [
        (
            row.id,
            AuditEvent(
                at=row.at,
                person_name=row.person_name,
                action=row.action,
                subject=row.subject,
                detail=row.detail,
            ),
        )
        for row in await tx.execute(statement)
    ]
