import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.clusters.model import AnswersMoved
from consult.consultations.kinds.given import Item
from consult.consultations.store import Standing
from consult.db.transaction import begin, begin_reading
from consult.errors import Conflict, Invalid, NotFound
from consult.i18n.text import Text
from consult.responses import store as responses
from consult.responses.intake import keep_together
from consult.responses.model import AnswerItem
from consult.results import actions, model
from consult.results.model import Evidence, Finding, Release
from consult.results.model.draft import ChosenQuote, Draft
from tests.consult.results.desk import TITLES, WRITTEN, Desk, open_desk, review
from tests.makers import submission


async def publish(engine: AsyncEngine, desk: Desk, draft: Draft, *, seen: int = 0) -> int:
    async with begin(engine, city_id=desk.standing.city_id) as tx:
        await actions.save_draft(tx, desk.member, desk.slug, draft, seen=seen)
        return await actions.publish(tx, desk.member, desk.slug, at=datetime.now(UTC))


async def released(engine: AsyncEngine, desk: Desk, number: int | None = None) -> Release:
    kept = (await actions.read_published(engine, desk.slug, number=number)).kept
    assert kept is not None
    return kept.release


async def test_a_release_counts_people_and_what_was_decided_stands_with_its_topic(
    engine: AsyncEngine, gabes: Standing
) -> None:
    desk = await open_desk(engine, gabes)
    assert await publish(engine, desk, desk.draft()) == 1
    release = await released(engine, desk)
    (topic,) = release.topics
    assert (release.n, topic.count, topic.base) == (24, 12, 24)
    assert topic.decision is not None
    assert topic.decision.outcome == "adopted"
    assert [link.objective for link in topic.links] == ["URB1"]
    (figure,) = release.figures
    assert (figure.head.base, figure.head.shown_to) == (24, 24)


async def test_a_published_release_does_not_change_when_the_topic_does(
    engine: AsyncEngine, gabes: Standing
) -> None:
    desk = await open_desk(engine, gabes)
    await publish(engine, desk, desk.draft())
    before = await released(engine, desk)
    await review(engine, gabes, desk.member, AnswersMoved(answers=desk.answers[:3], topic=None))
    assert await released(engine, desk) == before


async def test_anybody_can_compute_the_hash_of_a_release_again(engine: AsyncEngine, gabes: Standing) -> None:
    desk = await open_desk(engine, gabes)
    await publish(engine, desk, desk.draft())
    kept = (await actions.read_published(engine, desk.slug)).kept
    assert kept is not None
    document = model.canonical(model.public(kept.release))
    assert hashlib.sha256(document).hexdigest() == kept.content_hash
    assert desk.answers[0].hex not in document.decode()


async def test_a_quote_is_the_whole_answer_with_personal_data_blacked_out(
    engine: AsyncEngine, gabes: Standing
) -> None:
    desk = await open_desk(engine, gabes)
    quote = ChosenQuote(topic=desk.topic, answer=str(desk.answers[0]), approved_by=desk.member.name)
    await publish(engine, desk, desk.draft(quotes=(quote,)))
    (shown,) = (await released(engine, desk)).quotes
    assert shown.text == WRITTEN.replace("98123456", model.BLOCK)


async def test_an_answer_outside_of_the_topic_is_not_quoted_with_it(
    engine: AsyncEngine, gabes: Standing
) -> None:
    desk = await open_desk(engine, gabes)
    quote = ChosenQuote(topic=desk.topic, answer=str(desk.answers[-1]), approved_by=desk.member.name)
    with pytest.raises(Invalid, match="not in this topic"):
        await publish(engine, desk, desk.draft(quotes=(quote,)))


async def test_nothing_is_published_while_a_language_is_missing(engine: AsyncEngine, gabes: Standing) -> None:
    desk = await open_desk(engine, gabes)
    with pytest.raises(Invalid) as refused:
        await publish(engine, desk, desk.draft(titles=Text(fr="Les résultats")))
    assert {problem.field for problem in refused.value.problems} == {"titles"}
    assert (await actions.read_published(engine, desk.slug)).kept is None


async def test_a_small_topic_is_published_without_its_number(engine: AsyncEngine, gabes: Standing) -> None:
    desk = await open_desk(engine, gabes, in_topic=4)
    await publish(engine, desk, desk.draft())
    (topic,) = (await released(engine, desk)).topics
    assert topic.count is None


async def test_a_handful_outside_of_the_topics_hides_no_large_topic(
    engine: AsyncEngine, gabes: Standing
) -> None:
    desk = await open_desk(engine, gabes, people_count=30, in_topic=26)
    await publish(engine, desk, desk.draft())
    (topic,) = (await released(engine, desk)).topics
    assert (topic.count, topic.base) == (26, 26)


async def test_two_people_cannot_overwrite_each_others_draft(engine: AsyncEngine, gabes: Standing) -> None:
    desk = await open_desk(engine, gabes)
    async with begin(engine, city_id=gabes.city_id) as tx:
        assert await actions.save_draft(tx, desk.member, desk.slug, desk.draft(), seen=0) == 1
        assert await actions.save_draft(tx, desk.member, desk.slug, desk.draft(), seen=1) == 2
        for seen in (0, 1):
            with pytest.raises(Conflict):
                await actions.save_draft(tx, desk.member, desk.slug, Draft(), seen=seen)
        saved = await actions.saved(tx, desk.slug)
    assert saved is not None
    assert saved.draft == desk.draft()


async def test_a_withdrawn_response_is_in_no_later_release(engine: AsyncEngine, gabes: Standing) -> None:
    desk = await open_desk(engine, gabes)
    async with begin(engine, city_id=gabes.city_id) as tx:
        person = (await actions.lay_out(tx, desk.slug)).counted.voices[desk.answers[0]].person
        await responses.withdraw(tx, response_id=person, city_id=gabes.city_id, at=datetime.now(UTC))
    await publish(engine, desk, desk.draft())
    release = await released(engine, desk)
    assert (release.n, release.topics[0].count, release.figures[0].head.base) == (23, 11, 23)


async def test_a_retracted_release_keeps_its_address_and_says_why(
    engine: AsyncEngine, gabes: Standing, tmp_path: Path
) -> None:
    desk = await open_desk(engine, gabes)
    await publish(engine, desk, desk.draft())
    async with begin(engine, city_id=gabes.city_id) as tx:
        await actions.retract(tx, desk.member, desk.slug, 1, reason=TITLES, at=datetime.now(UTC))
    assert (await actions.read_published(engine, desk.slug)).kept is None
    release = await released(engine, desk, 1)
    assert (release.state, release.retraction) == ("retracted", TITLES)
    with pytest.raises(NotFound):
        await actions.export_latest(engine, desk.slug, folder=tmp_path)


async def test_a_suggested_draft_passes_the_gate(engine: AsyncEngine, gabes: Standing) -> None:
    desk = await open_desk(engine, gabes)
    rests = Finding(sentence=TITLES, evidence=(Evidence(kind="topic", key=desk.topic),))
    nowhere = Finding(sentence=TITLES, evidence=(Evidence(kind="figure", key="q_none"),))
    async with begin_reading(engine, city_id=gabes.city_id) as tx:
        draft = await actions.suggested_draft(
            tx,
            desk.member,
            desk.slug,
            titles=TITLES,
            intro=TITLES,
            method=TITLES,
            findings=(rests, nowhere),
        )
    assert (draft.topics, draft.findings, len(draft.quotes)) == ((desk.topic,), (rests,), 2)
    assert await publish(engine, desk, draft) == 1


async def test_the_export_holds_every_published_number(
    engine: AsyncEngine, gabes: Standing, tmp_path: Path
) -> None:
    desk = await open_desk(engine, gabes)
    await publish(engine, desk, desk.draft())
    path = await actions.export_latest(engine, desk.slug, folder=tmp_path / "open")
    written = path.read_bytes().decode()
    assert written.startswith("\ufeffrelease,")
    assert written.count("\r\n") == len(list(model.csv_rows(await released(engine, desk))))


async def test_results_stay_within_their_city(
    engine: AsyncEngine, gabes: Standing, kairouan: Standing
) -> None:
    desk = await open_desk(engine, gabes)
    await publish(engine, desk, desk.draft())
    assert (await actions.read_published(engine, kairouan.slug)).kept is None
    async with begin_reading(engine, city_id=kairouan.city_id) as tx:
        with pytest.raises(NotFound):
            await actions.lay_out(tx, gabes.slug)


async def test_somebody_who_wrote_twice_is_counted_once_in_a_theme(
    engine: AsyncEngine, gabes: Standing
) -> None:
    desk = await open_desk(engine, gabes)
    one = submission(gabes, key="twice", body="buses", theme="planning")
    again = AnswerItem(
        id=uuid4(), question_key="q_project", item=Item(index=0, body="more buses", theme="planning")
    )
    await keep_together(engine, gabes.city_id, [replace(one, items=(*one.items, again))])
    ids = (*(answer.id for answer in one.items), again.id)
    await review(engine, gabes, desk.member, AnswersMoved(answers=ids, topic=UUID(desk.topic)))
    await publish(engine, desk, desk.draft())
    (topic,) = (await released(engine, desk)).topics
    assert (topic.count, topic.base) == (13, 25)
