"""The demonstration: a consultation with believable answers, reviewed and published through the same doors as a real one.

Nothing here writes a row by itself: it fills in forms, does the acts of a review and publishes. The answers were written
by hand for this project; the closed answers around them are drawn with a fixed seed. It is labelled as a demonstration
wherever a citizen reads it.
"""

import os
import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import click
import yaml
from sqlalchemy.ext.asyncio import AsyncEngine

from consult import demonstration_answers, worker
from consult.clusters import actions as clusters
from consult.clusters import store as cluster_store
from consult.clusters.actions import Book
from consult.clusters.model import (
    AnswersExcluded,
    AnswersMoved,
    ClusterAccepted,
    ClusterJoined,
    Payload,
    ThemeCorrected,
    TopicDecided,
    TopicLinked,
    last_seq,
)
from consult.consultations import store as consultations
from consult.consultations.actions import load_file
from consult.consultations.store import Standing
from consult.db.databases import Databases
from consult.db.engine import create_engine
from consult.db.transaction import begin, begin_reading, enter_city
from consult.db.upgrade import upgrade
from consult.demonstration_answers import Filled
from consult.i18n.text import Text
from consult.people import actions as people
from consult.people.model import Role
from consult.responses import store as responses
from consult.responses.intake import keep_together
from consult.results import actions as results
from consult.results.model import Evidence, Finding
from consult.schema import metadata
from consult.settings import Settings
from consult.web.permissions import Member

FOLDER = Path(__file__).parent / "demo"
SLUG = "gabes-2035"
ACCOUNTS = (
    ("coordinator@example.tn", "Leïla (demo)", Role.COORDINATOR),
    ("expert@example.tn", "Sami (demo)", Role.EXPERT),
    ("communicator@example.tn", "Rim (demo)", Role.COMMUNICATOR),
    ("president@example.tn", "Mounir (demo)", Role.PRESIDENT),
    ("facilitator@example.tn", "Hend (demo)", Role.FACILITATOR),
)
TOGETHER = 100
LATE = 6  # every sixth response comes after the review, as answers do while a consultation is open


async def prepare(settings: Settings, db: Databases) -> None:
    """Brings everything up once; a second run finds it and only opens the doors."""
    owner = create_engine(db.owner_url, pool_size=1)
    await upgrade(owner, metadata)
    await owner.dispose()
    engine = create_engine(db.app_url, pool_size=settings.pool_size)
    try:
        today = datetime.now(UTC).date()
        await load_file(
            engine, (FOLDER / "gabes.yaml").read_text("utf-8"), window=await _window(engine, today)
        )
        standing = await _standing(engine)
        password = await _accounts(engine, settings, standing)
        if await _is_new(engine, standing):
            await _fill(engine, standing, today)
        _tell(settings, password)
    finally:
        await engine.dispose()


def _say(text: str) -> None:
    click.echo(text, err=True)


async def _window(engine: AsyncEngine, today: date) -> tuple[date, date]:
    """Open whenever the demonstration is run: the days are set once, and moved only when they have passed."""
    async with begin_reading(engine) as tx:
        city_id = await consultations.city_of(tx, SLUG)
        if city_id is not None:
            await enter_city(tx, city_id)
            known = await consultations.standing(tx, SLUG)
            if known is not None and known.closes_on >= today:
                return known.opens_on, known.closes_on
    return today - timedelta(days=21), today + timedelta(days=21)


async def _standing(engine: AsyncEngine) -> Standing:
    async with begin_reading(engine) as tx:
        city_id = await consultations.city_of(tx, SLUG)
        assert city_id is not None
        await enter_city(tx, city_id)
        standing = await consultations.standing(tx, SLUG)
    assert standing is not None
    return standing


async def _is_new(engine: AsyncEngine, standing: Standing) -> bool:
    async with begin_reading(engine, city_id=standing.city_id) as tx:
        return await responses.response_count(tx, standing.id) == 0


async def _accounts(engine: AsyncEngine, settings: Settings, standing: Standing) -> str:
    """One password for all accounts, made on this machine and kept beside its database."""
    path = settings.data_dir / "demo_password"
    if path.exists():
        return path.read_text("ascii").strip()
    password = secrets.token_urlsafe(12)
    async with begin(engine, city_id=standing.city_id) as tx:
        for email, name, role in ACCOUNTS:
            await people.invite(
                tx, email=email, name=name, city_id=standing.city_id, role=role, password=password
            )
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(password)
    return password


async def _fill(engine: AsyncEngine, standing: Standing, today: date) -> None:
    voices = demonstration_answers.read(FOLDER / "gabes_answers.tsv")
    filled = demonstration_answers.submissions(standing, voices, today=today)
    late = filled[::LATE]
    early = [one for number, one in enumerate(filled) if number % LATE]
    await _receive(engine, standing, early)
    _say(f"{len(early)} responses loaded; reading what they say …")
    _say(await worker.run_clusters(engine, SLUG))
    labels = {answer_id: label for one in early for answer_id, label in one.labels.items()}
    coordinator = await _member(engine, standing, "coordinator@example.tn")
    topics = await _review(engine, coordinator, labels)
    await _receive(engine, standing, late)
    _say(f"{len(late)} more responses came after the review; they find its topics or wait.")
    communicator = await _member(engine, standing, "communicator@example.tn")
    number = await _publish(engine, communicator, topics)
    _say(f"Release {number} published.")


async def _receive(engine: AsyncEngine, standing: Standing, filled: Sequence[Filled]) -> None:
    for start in range(0, len(filled), TOGETHER):
        batch = [one.submission for one in filled[start : start + TOGETHER]]
        await keep_together(engine, standing.city_id, batch)
    await worker.run(engine, until_empty=True)


async def _member(engine: AsyncEngine, standing: Standing, email: str) -> Member:
    async with begin_reading(engine, city_id=standing.city_id) as tx:
        return await people.member_by_email(tx, email=email, city_id=standing.city_id)


async def _review(engine: AsyncEngine, member: Member, labels: dict[UUID, str]) -> dict[str, UUID]:
    """What a team would do: name the groups, move what went astray, link, decide. The labels are the written answers'."""
    content = yaml.safe_load((FOLDER / "gabes_review.yaml").read_text("utf-8"))
    prepared = {topic["id"]: topic for topic in content["topics"]}
    book = await _open(engine, member)
    topics: dict[str, UUID] = {}
    for payload in _naming(book, labels, prepared, topics):
        await _act(engine, member, payload)
    for payload in _mending(await _open(engine, member), labels, prepared, topics):
        await _act(engine, member, payload)
    for key, topic in topics.items():
        for payload in _deciding(topic, prepared[key]):
            await _act(engine, member, payload)
    _say(f"{len(topics)} topics reviewed.")
    return topics


async def _open(engine: AsyncEngine, member: Member) -> Book:
    async with begin_reading(engine, city_id=member.city_id) as tx:
        return await clusters.open_book(tx, SLUG)


async def _act(engine: AsyncEngine, member: Member, payload: Payload) -> None:
    async with begin(engine, city_id=member.city_id) as tx:
        standing = await consultations.standing(tx, SLUG)
        assert standing is not None
        seen = last_seq(await cluster_store.events(tx, standing.id))
        await clusters.act(tx, member, SLUG, payload, seen=seen, at=datetime.now(UTC))


def _naming(
    book: Book, labels: dict[UUID, str], prepared: dict[str, dict[str, object]], topics: dict[str, UUID]
) -> Iterable[Payload]:
    """The largest group about an objective becomes its topic; of the further groups about it, every second has joined
    and the others still wait for a person: the review is under way, not finished.
    """
    found = sorted(book.review.candidates.values(), key=lambda one: (-one.answer_count, one.cluster.key))
    further = 0
    for candidate in found:
        about = _about(candidate.answers, labels, prepared, theme=candidate.cluster.theme or "")
        if about is None:
            continue
        if about in topics:
            further += 1
            if further % 2:
                yield ClusterJoined(cluster=candidate.cluster.id, topic=topics[about])
            continue
        topics[about] = uuid4()
        told = prepared[about]
        yield ClusterAccepted(
            cluster=candidate.cluster.id,
            topic=topics[about],
            theme=str(told["theme"]),
            names=_text(told["name"]),
            description=_text(told["description"]),
        )


def _about(
    answers: Sequence[UUID], labels: dict[UUID, str], prepared: dict[str, dict[str, object]], *, theme: str
) -> str | None:
    """What most of these answers are about, among the topics of their theme; None when no voice leads."""
    counted = Counter(
        labels[answer] for answer in answers if prepared.get(labels[answer], {}).get("theme") == theme
    )
    if not counted:
        return None
    about, count = counted.most_common(1)[0]
    return about if count * 3 >= len(answers) else None


def _mending(
    book: Book, labels: dict[UUID, str], prepared: dict[str, dict[str, object]], topics: dict[str, UUID]
) -> Iterable[Payload]:
    """Answers that stand in another topic than a reader would put them, or in none, are moved; empty talk is set aside."""
    astray: dict[str, list[UUID]] = {}
    themes: dict[str, list[UUID]] = {}
    for number, (answer, about) in enumerate(labels.items()):
        now = book.review.assignment(answer)
        home = topics.get(about)
        if home is not None and now.topic_id != home and _is_read(number):
            astray.setdefault(about, []).append(answer)
        elif about in prepared and home is None and now.theme != prepared[about]["theme"]:
            themes.setdefault(str(prepared[about]["theme"]), []).append(answer)
    for theme, answers in themes.items():
        yield ThemeCorrected(answers=tuple(answers), theme=theme)
    for about, answers in astray.items():
        yield AnswersMoved(answers=tuple(answers), topic=topics[about])
    if nothing := tuple(sorted(answer for answer, about in labels.items() if about == "")):
        yield AnswersExcluded(answers=nothing, reason="empty")


def _is_read(number: int) -> bool:
    """The review is under way, not finished: two answers in three have been read."""
    return number % 3 != 0


def _deciding(topic: UUID, told: dict[str, object]) -> Iterable[Payload]:
    reason = _text(told["relation_reason"])
    relation = str(told["relation"])
    yield TopicLinked(
        topic=topic,
        relation=relation,  # type: ignore[arg-type]
        objective=str(told["objective"] or ""),
        reason=reason.fr,
    )
    decision = told["decision"]
    assert isinstance(decision, dict)
    yield TopicDecided(topic=topic, outcome=decision["outcome"], reason=_text(decision["reason"]))


def _text(raw: object) -> Text:
    assert isinstance(raw, dict)
    return Text(ar=raw["ar"], fr=raw["fr"], en=raw["en"])


async def _publish(engine: AsyncEngine, member: Member, topics: dict[str, UUID]) -> int:
    content = yaml.safe_load((FOLDER / "gabes_review.yaml").read_text("utf-8"))["release"]
    findings = [
        Finding(
            sentence=_text(finding["sentence"]),
            evidence=tuple(Evidence(kind="topic", key=str(topics[key])) for key in finding["evidence"]),
        )
        for finding in content["findings"]
        if all(key in topics for key in finding["evidence"])
    ]
    async with begin(engine, city_id=member.city_id) as tx:
        draft = await results.suggested_draft(
            tx,
            member,
            SLUG,
            titles=_text(content["title"]),
            intro=_text(content["intro"]),
            method=_text(content["method_note"]),
            findings=findings,
        )
        await results.save_draft(tx, member, SLUG, draft, seen=0)
        return await results.publish(tx, member, SLUG, at=datetime.now(UTC))


def _tell(settings: Settings, password: str) -> None:
    base = f"http://{settings.host}:{settings.port}"
    lines = [
        "",
        "  Tashawur is ready. / تشاور جاهز",
        "",
        f"  Citizens     {base}/ar/c/{SLUG}   (also /fr/ and /en/)",
        f"  Results      {base}/ar/c/{SLUG}/results",
        f"  Team         {base}/fr/office",
        "",
        *(f"  {role.value:<13}{email}" for email, _, role in ACCOUNTS),
        f"  password     {password}   (the same for all; made on this machine)",
        "",
    ]
    click.echo("\n".join(lines))
