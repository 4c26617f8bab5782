"""Compose, publish, retract, read and export results: one function per use case.

A release is counted and frozen in one transaction. Numbers come from queries at that moment; a draft holds
none.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

import msgspec
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.clusters.actions import Book, question_keys, read_book
from consult.clusters.model import Topic
from consult.consultations import store as consultations
from consult.consultations.store import Standing
from consult.db.transaction import Tx, begin_reading, enter_city
from consult.errors import Conflict, Invalid, NotFound, Problem
from consult.i18n.text import N_, Text
from consult.people import actions as people
from consult.responses import store as responses
from consult.results import model, store
from consult.results.model import Finding, Release
from consult.results.model.composition import Counted, closed_questions, compose, originals
from consult.results.model.draft import ChosenQuote, Draft
from consult.results.model.voices import Passage, best, quotable
from consult.results.store import Kept, Listed, SavedDraft
from consult.results.suppression import THRESHOLD
from consult.web.permissions import Member

CHANGED = N_(
    "Somebody else has saved this draft in the meantime. Yours is below: save again to replace theirs."
)
NOTHING_SAVED = N_("Save the draft before you publish it.")
NO_SUCH_TOPIC = N_("A topic of this draft is gone: it was merged or undone. Choose again.")
UNWRITTEN = Text()
MOST_READ = 40  # answers of a topic that are looked through for quotes
CANDIDATES = 5
MOST_RELEASES = 1_000_000  # what no consultation reaches, and an integer column holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbench:
    """A consultation's review and its counts, as they stand in this transaction."""

    standing: Standing
    book: Book
    counted: Counted

    def topics(self, draft: Draft) -> tuple[Topic, ...]:
        return tuple(topic for key in draft.topics if (topic := self.counted.topic(key)) is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a public page needs: one release, and the others beside it."""

    standing: Standing
    kept: Kept | None
    listed: tuple[Listed, ...]


async def _standing(tx: Tx, slug: str) -> Standing:
    standing = await consultations.standing(tx, slug)
    if standing is None:
        raise NotFound
    return standing


async def lay_out(tx: Tx, slug: str) -> Workbench:
    """Everything counted but what a draft chooses (`count_for`). Needs the city entered."""
    standing = await _standing(tx, slug)
    book = await read_book(tx, standing)
    counted = Counted(
        document=standing.document,
        opens_on=standing.opens_on,
        closes_on=standing.closes_on,
        people=await responses.response_count(tx, standing.id),
        channels=await responses.counts_by_channel(tx, standing.id),
        asked=await store.asked(tx, standing.id),
        review=book.review,
        voices=await store.voices(tx, standing.id, questions=question_keys(standing.document)),
    )
    return Workbench(standing=standing, book=book, counted=counted)


async def count_for(tx: Tx, bench: Workbench, draft: Draft) -> Counted:
    """The counts with what this draft chose: values of its closed questions, words of its quotes."""
    closed = {question.key for question in closed_questions(bench.standing.document)}
    questions = sorted(closed & set(draft.figures))
    return replace(
        bench.counted,
        groups=await store.groups(tx, bench.standing.id, questions=questions),
        passages=await store.passages(tx, [UUID(quote.answer) for quote in draft.quotes]),
    )


async def saved(tx: Tx, slug: str) -> SavedDraft | None:
    """The draft as it was saved last; None when nobody has saved one."""
    return await store.saved_draft(tx, (await _standing(tx, slug)).id)


async def candidates(
    tx: Tx, bench: Workbench, draft: Draft, *, most: int = CANDIDATES
) -> dict[str, tuple[Passage, ...]]:
    """Topic → answers that could be quoted, those already chosen first."""
    reading = {str(t.id): quotable(t, bench.book.clusters, most=MOST_READ) for t in bench.topics(draft)}
    chosen = {topic: {quote.answer for quote in draft.quotes_of(topic)} for topic in reading}
    wanted = {answer for answers in reading.values() for answer in answers}
    wanted |= {UUID(answer) for answers in chosen.values() for answer in answers}
    passages = await store.passages(tx, sorted(wanted))
    found: dict[str, tuple[Passage, ...]] = {}
    for topic, answers in reading.items():
        kept = tuple(passages[answer] for answer in sorted(chosen[topic]) if answer in passages)
        others = [passages[key] for a in answers if (key := str(a)) in passages and key not in chosen[topic]]
        found[topic] = (*kept, *best(others, most=max(0, most - len(kept))))
    return found


async def suggested_draft(
    tx: Tx,
    member: Member,
    slug: str,
    *,
    titles: Text = UNWRITTEN,
    intro: Text = UNWRITTEN,
    method: Text = UNWRITTEN,
    findings: Sequence[Finding] = (),
    quotes_per_topic: int = 2,
    bench: Workbench | None = None,
) -> Draft:
    """A first draft to be worked on: every closed question, the large topics, quotes in the member's name.

    What the gate would refuse is left out, and so are findings that rest on it. `bench` saves counting twice.
    """
    bench = bench or await lay_out(tx, slug)
    draft = Draft(
        titles=titles,
        intro=intro,
        method=method,
        figures=tuple(question.key for question in closed_questions(bench.standing.document)),
        topics=_large(bench),
    )
    draft = _printable(draft, await count_for(tx, bench, draft))
    found = await candidates(tx, bench, draft, most=quotes_per_topic)
    draft = msgspec.structs.replace(
        draft,
        quotes=tuple(
            ChosenQuote(topic=topic, answer=passage.answer, approved_by=member.name)
            for topic, passages in found.items()
            for passage in passages
        ),
    )
    shown = tuple(f for f in findings if f.evidence and all(map(draft.chooses, f.evidence)))
    return msgspec.structs.replace(draft, findings=shown)


def _large(bench: Workbench) -> tuple[str, ...]:
    """Topics by theme, the largest first."""
    people = bench.counted.people_by_topic()
    large = [topic for topic in bench.book.review.topics.values() if len(people[topic.id]) >= THRESHOLD]
    return tuple(str(topic.id) for topic in sorted(large, key=lambda t: (t.theme, -len(people[t.id]))))


def _printable(draft: Draft, counted: Counted) -> Draft:
    """The draft without figures that may not stand beside the others, and topics that would be hidden."""
    release = compose(draft, counted, number=1)
    refused = {problem.field for problem in model.problems(release, originals={})}
    return msgspec.structs.replace(
        draft,
        figures=tuple(key for key in draft.figures if f"figures.{key}" not in refused),
        topics=tuple(topic.id for topic in release.topics if topic.count is not None),
    )


async def save_draft(tx: Tx, member: Member, slug: str, draft: Draft, *, seen: int) -> int:
    """The new version. Conflict when the draft is no longer the one that was seen (0: none yet)."""
    standing = await _standing(tx, slug)
    version = await store.put_draft(
        tx,
        city_id=standing.city_id,
        consultation_id=standing.id,
        draft=draft,
        seen=seen,
        by=member.person_id,
    )
    if version is None:
        raise Conflict(CHANGED)
    await people.record(tx, member, action="compose", subject=slug, detail={"version": version})
    return version


async def composed(tx: Tx, bench: Workbench) -> Release:
    """The saved draft as it would be published now; NotFound when nobody has saved one."""
    kept = await store.saved_draft(tx, bench.standing.id)
    if kept is None:
        raise NotFound
    number = await store.next_number(tx, bench.standing.id)
    return compose(kept.draft, await count_for(tx, bench, kept.draft), number=number)


async def publish(tx: Tx, member: Member, slug: str, *, at: datetime) -> int:
    """Freezes the saved draft as the next release; answers its number. Invalid with every problem."""
    standing = await _standing(tx, slug)
    await store.lock_draft(tx, standing.id)
    kept = await store.saved_draft(tx, standing.id)
    if kept is None:
        raise Conflict(NOTHING_SAVED)
    bench = await lay_out(tx, slug)
    counted = await count_for(tx, bench, kept.draft)
    _refuse_gone(kept.draft, counted)
    number = await store.next_number(tx, standing.id)
    drafted = compose(kept.draft, counted, number=number)
    release = model.publish(drafted, originals=originals(kept.draft, counted), at=at)
    content_hash = model.content_hash(release)
    await store.add_release(
        tx,
        release,
        city_id=standing.city_id,
        consultation_id=standing.id,
        content_hash=content_hash,
        at=at,
        by=member.person_id,
        by_name=member.name,
    )
    detail: dict[str, object] = {"number": number, "hash": content_hash.hex()}
    await people.record(tx, member, action="publish", subject=slug, detail=detail)
    return number


def _refuse_gone(draft: Draft, counted: Counted) -> None:
    """A topic that was chosen and is no longer there must not vanish from the page unseen."""
    gone = [key for key in draft.topics if counted.topic(key) is None]
    if gone:
        raise Invalid(tuple(Problem("topics", NO_SUCH_TOPIC) for _ in gone[:1]))


async def retract(tx: Tx, member: Member, slug: str, number: int, *, reason: Text, at: datetime) -> None:
    """Withdraws a release: its address stays and says why. Invalid without a reason in every language."""
    standing = await _standing(tx, slug)
    kept = await store.kept(tx, standing.id, number=number) if number <= MOST_RELEASES else None
    if kept is None:
        raise NotFound
    model.retract(kept.release, reason=reason, at=at)
    await store.add_retraction(
        tx, release_id=kept.id, city_id=standing.city_id, reason=reason, at=at, by=member.person_id
    )
    await people.record(tx, member, action="retract", subject=slug, detail={"number": number})


async def listed(tx: Tx, slug: str) -> tuple[Listed, ...]:
    return await store.listed(tx, (await _standing(tx, slug)).id)


async def read_published(engine: AsyncEngine, slug: str, *, number: int | None = None) -> Published:
    """A release as everybody may read it: that number, or the latest in force (None when there is none)."""
    if number is not None and number > MOST_RELEASES:
        raise NotFound
    async with begin_reading(engine) as tx:
        city_id = await consultations.city_of(tx, slug)
        if city_id is None:
            raise NotFound
        await enter_city(tx, city_id)
        standing = await _standing(tx, slug)
        every = await store.listed(tx, standing.id)
        wanted = number or next((one.number for one in every if one.retracted_at is None), None)
        kept = await store.kept(tx, standing.id, number=wanted) if wanted is not None else None
    if number is not None and kept is None:
        raise NotFound
    return Published(standing=standing, kept=kept, listed=every)


async def figures_csv(engine: AsyncEngine, slug: str, *, number: int | None = None) -> tuple[str, bytes]:
    """A name for the file, and the file. NotFound for a release that is not there or was retracted."""
    kept = (await read_published(engine, slug, number=number)).kept
    if kept is None or kept.release.state == "retracted":
        raise NotFound
    return f"{slug}-{kept.number}-figures.csv", "".join(model.csv_file(kept.release)).encode()


async def export_latest(engine: AsyncEngine, slug: str, *, folder: Path) -> Path:
    """Writes the figures of the latest release in force into the folder, and answers where."""
    name, body = await figures_csv(engine, slug)
    return await asyncio.to_thread(_write, folder / name, body)


def _write(path: Path, body: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    return path
