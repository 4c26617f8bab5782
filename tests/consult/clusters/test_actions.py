"""A review over a real database: acts are added, undone and kept apart, and every answer is always accounted for."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.clusters import actions, store
from consult.clusters.actions import Book
from consult.clusters.model import (
    AnswersExcluded,
    AnswersMoved,
    Cluster,
    ClusterAccepted,
    Payload,
    Placement,
    Stale,
    State,
    TopicDecided,
    TopicRenamed,
    last_seq,
)
from consult.consultations.store import Standing
from consult.db.transaction import begin, begin_reading
from consult.errors import Conflict, Invalid, NotFound
from consult.i18n.text import Text
from consult.people import actions as people
from consult.people.model import Role
from consult.responses.intake import keep_together
from consult.responses.store import receipt, withdraw
from consult.web.permissions import Member
from tests.conftest import hire
from tests.makers import submission

NAMES = Text(ar="الماء", fr="L'eau", en="Water")
NOW = datetime(2026, 3, 10, tzinfo=UTC)


async def member_of(engine: AsyncEngine, standing: Standing, role: Role = Role.EXPERT) -> Member:
    email = await hire(engine, standing, role)
    async with begin_reading(engine, city_id=standing.city_id) as tx:
        return await people.member_by_email(tx, email=email, city_id=standing.city_id)


async def book_of(engine: AsyncEngine, standing: Standing) -> Book:
    async with begin_reading(engine, city_id=standing.city_id) as tx:
        return await actions.open_book(tx, standing.slug)


async def answered(engine: AsyncEngine, standing: Standing, count: int) -> list[UUID]:
    made = [submission(standing, key=f"key {n}", body=f"الماء {n}") for n in range(count)]
    await keep_together(engine, standing.city_id, made)
    return [one.items[0].id for one in made]


async def grouped(engine: AsyncEngine, standing: Standing, answers: list[UUID]) -> UUID:
    """What a run would leave: one group of these answers in the theme of the environment."""
    run_id, cluster_id = uuid4(), uuid4()
    cluster = Cluster(id=cluster_id, run_id=run_id, key="c001", theme="environment", members=tuple(answers))
    placed = [
        Placement(answer_id=answer, theme="environment", theme_by="machine", cluster_id=cluster_id)
        for answer in answers
    ]
    ids = {"city_id": standing.city_id, "consultation_id": standing.id}
    async with begin(engine, city_id=standing.city_id) as tx:
        await store.add_run(tx, run_id=run_id, snapshot_hash=b"x", manifest={}, quality={}, **ids)
        await store.add_clusters(tx, [cluster], scores={}, **ids)
        await actions.put_placements(tx, standing, placed, run_id=run_id)
    return cluster_id


async def act(
    engine: AsyncEngine, member: Member, slug: str, payload: Payload, *, seen: int | None = None
) -> UUID:
    async with begin(engine, city_id=member.city_id) as tx:
        if seen is None:
            seen = last_seq((await actions.open_book(tx, slug)).events)
        return (await actions.act(tx, member, slug, payload, seen=seen, at=NOW)).id


async def undo(engine: AsyncEngine, member: Member, slug: str, event_id: UUID) -> None:
    async with begin(engine, city_id=member.city_id) as tx:
        seen = last_seq((await actions.open_book(tx, slug)).events)
        await actions.undo(tx, member, slug, event_id, seen=seen, at=NOW)


async def test_every_answer_is_accounted_for_from_the_first_moment(
    engine: AsyncEngine, gabes: Standing
) -> None:
    await answered(engine, gabes, 5)
    assert (await book_of(engine, gabes)).review.ledger.total == 5


async def test_accepting_excluding_and_undoing_keep_the_ledger_whole(
    engine: AsyncEngine, gabes: Standing
) -> None:
    member = await member_of(engine, gabes)
    answers = await answered(engine, gabes, 6)
    cluster = await grouped(engine, gabes, answers[:4])
    topic = uuid4()
    accepted = ClusterAccepted(cluster=cluster, topic=topic, theme="environment", names=NAMES)
    await act(engine, member, gabes.slug, accepted)
    before = (await book_of(engine, gabes)).review
    out = await act(engine, member, gabes.slug, AnswersExcluded(answers=(answers[0],), reason="test"))
    review = (await book_of(engine, gabes)).review
    assert (review.ledger.assigned, review.ledger.review, review.ledger.excluded) == (3, 2, 1)
    await undo(engine, member, gabes.slug, out)
    assert (await book_of(engine, gabes)).review == before


async def test_a_new_run_moves_nothing_that_a_person_placed(engine: AsyncEngine, gabes: Standing) -> None:
    member = await member_of(engine, gabes)
    answers = await answered(engine, gabes, 4)
    cluster = await grouped(engine, gabes, answers[:3])
    topic = uuid4()
    await act(
        engine,
        member,
        gabes.slug,
        ClusterAccepted(cluster=cluster, topic=topic, theme="environment", names=NAMES),
    )
    await act(engine, member, gabes.slug, AnswersMoved(answers=(answers[3],), topic=topic))
    await grouped(engine, gabes, answers)
    review = (await book_of(engine, gabes)).review
    assert set(review.topics[topic].answers) == set(answers)
    assert review.candidates == {}


async def test_a_withdrawn_answer_leaves_every_count(engine: AsyncEngine, gabes: Standing) -> None:
    member = await member_of(engine, gabes)
    made = [submission(gabes, key=f"key {n}", body="x") for n in range(3)]
    await keep_together(engine, gabes.city_id, made)
    cluster = await grouped(engine, gabes, [one.items[0].id for one in made])
    topic = uuid4()
    await act(
        engine,
        member,
        gabes.slug,
        ClusterAccepted(cluster=cluster, topic=topic, theme="environment", names=NAMES),
    )
    async with begin(engine, city_id=gabes.city_id) as tx:
        found = await receipt(tx, made[0].receipt_hash)
        assert found is not None
        await withdraw(tx, response_id=found.response_id, city_id=gabes.city_id, at=NOW)
    review = (await book_of(engine, gabes)).review
    assert review.ledger.total == 2
    assert review.topics[topic].answer_count == 2


async def test_two_people_at_once_overwrite_nothing(engine: AsyncEngine, gabes: Standing) -> None:
    first, second = await member_of(engine, gabes), await member_of(engine, gabes, Role.COORDINATOR)
    cluster = await grouped(engine, gabes, await answered(engine, gabes, 3))
    topic = uuid4()
    await act(
        engine,
        first,
        gabes.slug,
        ClusterAccepted(cluster=cluster, topic=topic, theme="environment", names=NAMES),
    )
    seen = last_seq((await book_of(engine, gabes)).events)
    await act(
        engine, first, gabes.slug, TopicRenamed(topic=topic, names=Text(ar="أ", fr="A", en="A")), seen=seen
    )
    with pytest.raises(Stale) as refused:
        await act(engine, second, gabes.slug, TopicRenamed(topic=topic, names=NAMES), seen=seen)
    assert refused.value.events[0].by.name == first.name
    assert (await book_of(engine, gabes)).review.topics[topic].names.fr == "A"


async def test_a_decision_needs_its_reason_in_three_languages(engine: AsyncEngine, gabes: Standing) -> None:
    member = await member_of(engine, gabes)
    cluster = await grouped(engine, gabes, await answered(engine, gabes, 2))
    topic = uuid4()
    await act(
        engine,
        member,
        gabes.slug,
        ClusterAccepted(cluster=cluster, topic=topic, theme="environment", names=NAMES),
    )
    with pytest.raises(Invalid):
        await act(
            engine,
            member,
            gabes.slug,
            TopicDecided(topic=topic, outcome="adopted", reason=Text(fr="Parce que")),
        )


async def test_nobody_reviews_another_city(engine: AsyncEngine, gabes: Standing, kairouan: Standing) -> None:
    stranger = await member_of(engine, kairouan)
    answers = await answered(engine, gabes, 1)
    with pytest.raises(NotFound):
        await act(engine, stranger, gabes.slug, AnswersExcluded(answers=(answers[0],), reason="test"))
    with pytest.raises(Conflict):
        await act(engine, stranger, kairouan.slug, AnswersExcluded(answers=(answers[0],), reason="test"))
    assert (await book_of(engine, gabes)).review.assignment(answers[0]).state is State.REVIEW
