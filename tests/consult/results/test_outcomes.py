"""A receipt tells how far the answer has come, and nothing that is not public."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.clusters import actions as clusters
from consult.clusters import store as cluster_store
from consult.clusters.model import (
    AnswersExcluded,
    AnswersMoved,
    Cluster,
    ClusterAccepted,
    NoteAdded,
    Placement,
    TopicDecided,
    TopicsMerged,
    last_seq,
)
from consult.consultations.store import Standing
from consult.db.transaction import begin, begin_reading
from consult.i18n.text import Text
from consult.responses import store as responses
from consult.responses.intake import keep_together
from consult.responses.model import Outcome, hash_of, receipt_code_of
from consult.results import actions
from consult.results.outcomes import Outcomes
from tests.consult.results.desk import SAID, Desk, open_desk, review
from tests.makers import submission

SECRET = "an internal reason nobody outside may read"


async def told(engine: AsyncEngine, desk: Desk, number: int) -> Outcome:
    """What the receipt of that person says, asked anew."""
    async with begin_reading(engine, city_id=desk.standing.city_id) as tx:
        found = await responses.receipt(tx, hash_of(receipt_code_of(f"{desk.slug}-{number}")))
    assert found is not None
    return await Outcomes(engine).of(found, desk.standing.document)


async def publish(engine: AsyncEngine, desk: Desk) -> int:
    async with begin(engine, city_id=desk.standing.city_id) as tx:
        seen = await actions.store.saved_draft(tx, desk.standing.id)
        draft = desk.draft(figures=("q_link",))
        await actions.save_draft(tx, desk.member, desk.slug, draft, seen=seen.version if seen else 0)
        return await actions.publish(tx, desk.member, desk.slug, at=datetime.now(UTC))


async def find_group(engine: AsyncEngine, desk: Desk, answers: tuple[UUID, ...]) -> UUID:
    """What a run does: a cluster of these answers, waiting to be accepted."""
    group = Cluster(id=uuid4(), run_id=uuid4(), key="c1", theme="planning", members=answers)
    where = {"city_id": desk.standing.city_id, "consultation_id": desk.standing.id}
    async with begin(engine, city_id=desk.standing.city_id) as tx:
        await cluster_store.add_run(
            tx, run_id=group.run_id, snapshot_hash=b"", manifest={}, quality={}, **where
        )
        await cluster_store.add_clusters(tx, [group], scores={}, **where)
        placed = [Placement(answer_id=one, theme="planning", cluster_id=group.id) for one in answers]
        await cluster_store.put_placements(tx, placed, run_id=group.run_id, **where)
    return group.id


@pytest.fixture
async def desk(engine: AsyncEngine, gabes: Standing) -> Desk:
    return await open_desk(engine, gabes)


async def test_before_the_team_acts_an_answer_is_received_and_no_more(
    engine: AsyncEngine, gabes: Standing
) -> None:
    desk = await open_desk(engine, gabes, in_topic=3)
    assert await told(engine, desk, 20) == Outcome(text_count=1)


async def test_read_shows_at_once_and_the_topic_only_when_it_is_published(
    engine: AsyncEngine, desk: Desk
) -> None:
    before = await told(engine, desk, 0)
    assert (before.read_count, before.topics, before.release) == (1, (), None)
    number = await publish(engine, desk)
    after = await told(engine, desk, 0)
    assert after.release is not None
    assert after.release.number == number
    assert [(topic.id, topic.names, topic.decision, topic.reason) for topic in after.topics] == [
        (desk.topic, SAID, "Adopted", SAID)
    ]


async def test_what_happens_after_the_release_waits_for_the_next_one(engine: AsyncEngine, desk: Desk) -> None:
    await publish(engine, desk)
    later = Text(ar="سرّ", fr="secret", en="secret")
    topic = UUID(desk.topic)
    await review(
        engine, desk.standing, desk.member, TopicDecided(topic=topic, outcome="declined", reason=later)
    )
    assert [one.decision for one in (await told(engine, desk, 0)).topics] == ["Adopted"]
    await publish(engine, desk)
    assert [one.decision for one in (await told(engine, desk, 0)).topics] == ["Declined"]


async def test_a_retracted_release_tells_nothing_any_more(engine: AsyncEngine, desk: Desk) -> None:
    number = await publish(engine, desk)
    async with begin(engine, city_id=desk.standing.city_id) as tx:
        await actions.retract(tx, desk.member, desk.slug, number, reason=SAID, at=datetime.now(UTC))
    outcome = await told(engine, desk, 0)
    assert (outcome.topics, outcome.release, outcome.read_count) == ((), None, 1)


async def test_an_excluded_answer_was_read_and_the_reason_stays_inside(
    engine: AsyncEngine, citizen: httpx.AsyncClient, desk: Desk
) -> None:
    act = AnswersExcluded(answers=desk.answers[:1], reason="off_topic", note=SECRET)
    await review(engine, desk.standing, desk.member, act, NoteAdded(about=desk.answers[0], text=SECRET))
    await publish(engine, desk)
    outcome = await told(engine, desk, 0)
    assert (outcome.read_count, outcome.apart_count, outcome.topics) == (1, 1, ())
    assert outcome.release is not None
    page = await citizen.get(f"/en/receipt/{receipt_code_of(f'{desk.slug}-0')}")
    assert "put in no group" in page.text
    for inside in (SECRET, "About something else", "off_topic", desk.member.name):
        assert inside not in page.text


async def test_undone_is_as_if_it_had_never_been(engine: AsyncEngine, desk: Desk) -> None:
    act = AnswersExcluded(answers=desk.answers[20:21], reason="abusive")
    await review(engine, desk.standing, desk.member, act)
    assert (await told(engine, desk, 20)).apart_count == 1
    async with begin(engine, city_id=desk.standing.city_id) as tx:
        log = await cluster_store.events(tx, desk.standing.id)
        await clusters.undo(tx, desk.member, desk.slug, log[-1].id, seen=last_seq(log), at=datetime.now(UTC))
    assert await told(engine, desk, 20) == Outcome(text_count=1)


async def test_an_accepted_group_is_read_with_all_its_members(engine: AsyncEngine, desk: Desk) -> None:
    group = await find_group(engine, desk, desk.answers[12:24])
    topic = uuid4()
    await review(
        engine,
        desk.standing,
        desk.member,
        ClusterAccepted(cluster=group, topic=topic, theme="planning", names=SAID),
    )
    assert (await told(engine, desk, 15)).read_count == 1
    await review(engine, desk.standing, desk.member, TopicsMerged(sources=(topic,), target=UUID(desk.topic)))
    await publish(engine, desk)
    assert [one.id for one in (await told(engine, desk, 15)).topics] == [desk.topic]


async def test_an_answer_that_the_machine_placed_is_in_the_topic_and_not_called_read(
    engine: AsyncEngine, citizen: httpx.AsyncClient, desk: Desk
) -> None:
    placed = Placement(
        answer_id=desk.answers[20], theme="planning", topic_id=UUID(desk.topic), score=0.9, state="assigned"
    )
    async with begin(engine, city_id=desk.standing.city_id) as tx:
        await cluster_store.put_placements(
            tx, [placed], city_id=desk.standing.city_id, consultation_id=desk.standing.id, run_id=None
        )
    await publish(engine, desk)
    outcome = await told(engine, desk, 20)
    assert outcome.read_count == 0
    assert [one.id for one in outcome.topics] == [desk.topic]
    page = await citizen.get(f"/en/receipt/{receipt_code_of(f'{desk.slug}-20')}")
    assert "Placed in a group that the team has read" in page.text


async def test_closed_answers_are_counted_and_nothing_waits_to_be_read(
    engine: AsyncEngine, citizen: httpx.AsyncClient, desk: Desk
) -> None:
    await keep_together(
        engine,
        desk.standing.city_id,
        [submission(desk.standing, key=f"{desk.slug}-99", values={"q_link": "resident"})],
    )
    assert await told(engine, desk, 99) == Outcome()
    page = await citizen.get(f"/en/receipt/{receipt_code_of(f'{desk.slug}-99')}")
    assert "You wrote no text" in page.text
    number = await publish(engine, desk)
    outcome = await told(engine, desk, 99)
    assert outcome.release is not None
    assert (outcome.text_count, outcome.release.number) == (0, number)


async def test_a_response_that_came_after_the_release_is_not_in_it(engine: AsyncEngine, desk: Desk) -> None:
    await publish(engine, desk)
    late = submission(desk.standing, key=f"{desk.slug}-77", body="too late", theme="planning")
    await keep_together(engine, desk.standing.city_id, [late])
    assert (await told(engine, desk, 77)).release is None


async def test_a_held_response_is_in_no_release(engine: AsyncEngine, desk: Desk) -> None:
    held = replace(submission(desk.standing, key=f"{desk.slug}-88", body="x"), holds=("honeypot",))
    await keep_together(engine, desk.standing.city_id, [held])
    await publish(engine, desk)
    assert (await told(engine, desk, 88)).release is None


async def test_an_unpublished_topic_is_not_named(
    engine: AsyncEngine, citizen: httpx.AsyncClient, desk: Desk
) -> None:
    quiet = Text(ar="موضوع داخلي", fr="sujet interne", en="an inside topic")
    topic = uuid4()
    group = await find_group(engine, desk, desk.answers[20:21])
    accepted = ClusterAccepted(cluster=group, topic=topic, theme="planning", names=quiet)
    await review(engine, desk.standing, desk.member, accepted)
    await publish(engine, desk)
    assert (await told(engine, desk, 20)).topics == ()
    for locale in ("ar", "fr", "en"):
        page = await citizen.get(f"/{locale}/receipt/{receipt_code_of(f'{desk.slug}-20')}")
        assert quiet.in_(locale) not in page.text


async def test_judged_alone_an_answer_stands_as_in_the_whole_review(engine: AsyncEngine, desk: Desk) -> None:
    """The receipt's short way and the board's long way agree on every answer."""
    await review(
        engine,
        desk.standing,
        desk.member,
        AnswersMoved(answers=desk.answers[3:6], topic=None),
        AnswersExcluded(answers=desk.answers[5:8], reason="duplicate"),
    )
    await publish(engine, desk)
    async with begin_reading(engine, city_id=desk.standing.city_id) as tx:
        book = await clusters.open_book(tx, desk.slug)
    for number, answer in enumerate(desk.answers):
        outcome, stands = await told(engine, desk, number), book.review.assignment(answer)
        assert bool(outcome.topics) == (stands.state == "assigned")
        assert bool(outcome.apart_count) == (stands.state == "excluded")
