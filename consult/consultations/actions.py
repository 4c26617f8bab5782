"""Bring a consultation in from a file: its city, its framework, its form, in one transaction or not at all."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import msgspec
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations import store
from consult.consultations.folder import RecordingFolder
from consult.consultations.loader import load_consultation
from consult.consultations.model import ConsultationDocument, content_hash
from consult.db.transaction import Tx, begin, enter_city
from consult.errors import Conflict
from consult.frameworks import store as frameworks
from consult.frameworks.model import City, FrameworkVersion, Node, NodeKind
from consult.i18n.text import N_, Text

TAKEN = N_("Another city already uses the address %(slug)s.")


async def load_file(
    engine: AsyncEngine,
    text: str,
    *,
    window: tuple[date, date] | None = None,
    folder: Path | None = None,
) -> str:
    """Adds the consultation, or a new form version when its document has changed; answers its slug.

    `window` replaces the days of the file (the demonstration is open on the day it is run); in `folder` lie the
    recordings that the file names.
    """
    recordings = RecordingFolder(folder)
    document = load_consultation(text, take=recordings.take)
    if window is not None:
        document = msgspec.structs.replace(document, opens_on=window[0], closes_on=window[1])
    async with begin(engine) as tx:
        city = await frameworks.put_city(tx, _city(document))
        await enter_city(tx, city.id)
        owner = await store.city_of(tx, document.slug)
        if owner is not None and owner != city.id:
            raise Conflict(TAKEN, {"slug": document.slug})
        known = await store.standing(tx, document.slug) if owner is not None else None
        if known is None:
            consultation_id = await _add(tx, city, document)
        else:
            consultation_id = known.id
            await _renew(tx, known, document)
        await store.add_recordings(
            tx, city_id=city.id, consultation_id=consultation_id, found=recordings.taken
        )
    return document.slug


async def _add(tx: Tx, city: City, document: ConsultationDocument) -> UUID:
    strategy_id, consultation_id = uuid4(), uuid4()
    await frameworks.add_strategy(tx, city_id=city.id, strategy_id=strategy_id, title=document.title)
    await frameworks.add_version(tx, city_id=city.id, version=framework_of(document, strategy_id=strategy_id))
    await store.add_consultation(
        tx,
        consultation_id=consultation_id,
        city_id=city.id,
        strategy_id=strategy_id,
        slug=document.slug,
        opens_on=document.opens_on,
        closes_on=document.closes_on,
        at=datetime.now(UTC),
    )
    await _add_form(tx, city_id=city.id, consultation_id=consultation_id, number=1, document=document)
    return consultation_id


async def _renew(tx: Tx, known: store.Standing, document: ConsultationDocument) -> None:
    await store.set_window(
        tx, consultation_id=known.id, opens_on=document.opens_on, closes_on=document.closes_on
    )
    if await store.form_hash(tx, known.form_version_id) != content_hash(document):
        number = known.form_number + 1
        await _add_form(tx, city_id=known.city_id, consultation_id=known.id, number=number, document=document)


async def _add_form(
    tx: Tx, *, city_id: UUID, consultation_id: UUID, number: int, document: ConsultationDocument
) -> None:
    await store.add_form_version(
        tx,
        form_version_id=uuid4(),
        city_id=city_id,
        consultation_id=consultation_id,
        number=number,
        content_hash=content_hash(document),
        document=document,
    )


def _city(document: ConsultationDocument) -> City:
    return City(
        id=uuid4(),
        code=document.city.code,
        name=document.city.name,
        governorate_code=document.city.governorate_code or "",
        population=document.city.population or 0,
    )


def framework_of(document: ConsultationDocument, *, strategy_id: UUID) -> FrameworkVersion:
    """The first version of the framework that a consultation file carries: vision, axes, objectives."""
    nodes: list[Node] = []

    def add(node: Node) -> None:
        nodes.append(replace(node, position=len(nodes)))

    if document.vision is not None:
        add(_node("vision", "VISION", None, document.vision))
    for axis in document.axes:
        add(_node("axis", axis.id, "VISION" if document.vision else None, axis.name, axis.strapline))
    for objective in document.objectives:
        node = _node("objective", objective.id, objective.axis, objective.title, objective.text)
        add(
            replace(
                node,
                sdg_targets=objective.sdg_targets,
                gender=objective.markers.get("gender", 0),
                migration=objective.markers.get("migration", 0),
            )
        )
    return FrameworkVersion(id=uuid4(), strategy_id=strategy_id, number=1, nodes=tuple(nodes))


def _node(kind: NodeKind, lineage: str, parent: str | None, title: Text, text: Text | None = None) -> Node:
    return Node(
        id=uuid4(), kind=kind, lineage=lineage, parent=parent, position=0, title=title, text=text or Text()
    )
