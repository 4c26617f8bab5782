"""Keep a page of a draft, and give back what was kept."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations.model import Page, Reading, field_names, read_page
from consult.consultations.store import Standing
from consult.db.transaction import begin, begin_reading
from consult.responses import store
from consult.responses.model import hash_of
from consult.web.forms import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A page that was sent: everything given so far, and what was wrong with this page."""

    fields: Fields
    reading: Reading


async def draft(engine: AsyncEngine, standing: Standing, *, token: str) -> Fields | None:
    """What this browser has given so far; None when it has not begun."""
    if not token:
        return None
    async with begin_reading(engine, city_id=standing.city_id) as tx:
        found = await store.draft_fields(tx, token_hash=hash_of(token), consultation_id=standing.id)
    return Fields.of(found) if found is not None else None


async def turn_page(
    engine: AsyncEngine, standing: Standing, page: Page, *, token: str, sent: Fields, at: datetime
) -> Turned:
    """Keeps what was sent, right or wrong, so that nothing typed is lost; then says what is wrong."""
    questionnaire = standing.document.questionnaire
    names = field_names(questionnaire, page)
    sent = sent.only(names)
    async with begin(engine, city_id=standing.city_id) as tx:
        before = await store.draft_fields(tx, token_hash=hash_of(token), consultation_id=standing.id)
        await store.merge_draft(
            tx,
            token_hash=hash_of(token),
            city_id=standing.city_id,
            consultation_id=standing.id,
            names=names,
            fields=sent.as_dict(),
            at=at,
        )
    fields = Fields.of(before or {}).with_(sent, replacing=names)
    return Turned(fields=fields, reading=read_page(questionnaire, page, fields))
