"""The consultations a web process has read lately, so that a page needs no query and survives a lost database.

An entry is looked at again after a moment: a change made by another process shows within FRESH_SECONDS. When the
database is away, what was read last is better than nothing. It refuses to keep anything a citizen wrote.
"""

import time
from dataclasses import replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations import store
from consult.consultations.model import ConsultationDocument
from consult.consultations.store import Standing
from consult.db.transaction import begin_reading, enter_city
from consult.errors import NotFound, Unavailable

FRESH_SECONDS = 2.0
MOST_VERSIONS = 64


class Shelf:
    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._by_slug: dict[str, tuple[float, Standing]] = {}
        self._versions: dict[UUID, ConsultationDocument] = {}
        self._numbered: dict[tuple[UUID, int], UUID] = {}

    async def standing(self, slug: str) -> Standing:
        """The consultation at this address; NotFound when there is none."""
        known = self._by_slug.get(slug)
        if known is not None and time.monotonic() - known[0] < FRESH_SECONDS:
            return known[1]
        try:
            found = await self._read(slug)
        except Unavailable:
            if known is None:
                raise
            return known[1]
        if found is None:
            self._by_slug.pop(slug, None)
            raise NotFound
        self._by_slug[slug] = (time.monotonic(), found)
        return found

    async def all(self) -> list[Standing]:
        """Every published consultation of every city, for the first page."""
        async with begin_reading(self._engine) as tx:
            slugs = [slug for slug, _ in await store.addresses(tx)]
        return [await self.standing(slug) for slug in slugs]

    async def document(self, form_version_id: UUID, *, city_id: UUID) -> ConsultationDocument:
        """The form as it was asked then; it never changes, so it is read once."""
        if form_version_id not in self._versions:
            async with begin_reading(self._engine, city_id=city_id) as tx:
                found = await store.document_of(tx, form_version_id)
            if len(self._versions) >= MOST_VERSIONS:
                self._versions.pop(next(iter(self._versions)))
            self._versions[form_version_id] = found
        return self._versions[form_version_id]

    async def as_asked(self, standing: Standing, number: str) -> Standing:
        """The consultation with the form version of that number: a page that was open for days is read as it was asked.

        A number that never was one, whoever made it up, is the form that is asked now.
        """
        if not (
            number.isascii() and number.isdigit() and 0 < (asked := int(number[:9])) < standing.form_number
        ):
            return standing
        known = self._numbered.get((standing.id, asked))
        if known is None:
            async with begin_reading(self._engine, city_id=standing.city_id) as tx:
                found = await store.version(tx, consultation_id=standing.id, number=asked)
            if found is None:
                return standing
            known, self._versions[found[0]] = found
            self._numbered[standing.id, asked] = known
        document = await self.document(known, city_id=standing.city_id)
        return replace(standing, form_version_id=known, form_number=asked, document=document)

    async def _read(self, slug: str) -> Standing | None:
        async with begin_reading(self._engine) as tx:
            city_id = await store.city_of(tx, slug)
            if city_id is None:
                return None
            await enter_city(tx, city_id)
            return await store.standing(tx, slug)
