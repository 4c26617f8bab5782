"""A consultation with answers, one confirmed and decided topic, and a member who composes: where results begin."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncEngine

from consult.clusters import actions as clusters
from consult.clusters import store as cluster_store
from consult.clusters.model import AnswersMoved, Payload, TopicCreated, TopicDecided, TopicLinked, last_seq
from consult.consultations.store import Standing
from consult.db.transaction import begin, begin_reading
from consult.i18n.text import Text
from consult.people import actions as people
from consult.people.model import Role
from consult.responses import store as responses
from consult.responses.intake import keep_together
from consult.responses.model import Screening, Submission
from consult.results.model.draft import Draft
from consult.web.permissions import Member
from tests.conftest import hire
from tests.makers import submission

SAID = Text(ar="نريد حافلات", fr="Des bus", en="Buses")
TITLES = Text(ar="النتائج", fr="Les résultats", en="The results")
WRITTEN = "Call me on 98123456, we need buses on Sunday too"
MARK = (11, 19, "phone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    standing: Standing
    member: Member
    topic: str
    answers: tuple[UUID, ...]

    @property
    def slug(self) -> str:
        return self.standing.slug

    def draft(self, **changed: object) -> Draft:
        given = {
            "titles": TITLES,
            "intro": TITLES,
            "method": TITLES,
            "figures": ("q_link",),
            "topics": (self.topic,),
        }
        return Draft(**{**given, **changed})  # type: ignore[arg-type]


async def open_desk(
    engine: AsyncEngine, standing: Standing, *, people_count: int = 24, in_topic: int = 12
) -> Desk:
    """So many people chose "resident" and wrote a sentence; the first of them stand in the topic."""
    given = [
        submission(
            standing,
            key=f"{standing.slug}-{number}",
            body=WRITTEN,
            theme="planning",
            values={"q_link": "resident" if number % 2 else "abroad"},
        )
        for number in range(people_count)
    ]
    await keep_together(engine, standing.city_id, given)
    answers = tuple(_text_of(one) for one in given)
    member = await _hired(engine, standing)
    topic = uuid4()
    await _screen(engine, standing, answers)
    await review(
        engine,
        standing,
        member,
        TopicCreated(topic=topic, theme="planning", names=SAID),
        AnswersMoved(answers=answers[:in_topic], topic=topic),
        TopicLinked(topic=topic, relation="supports", objective="URB1", reason="it does"),
        TopicDecided(topic=topic, outcome="adopted", reason=SAID),
    )
    return Desk(standing=standing, member=member, topic=str(topic), answers=answers)


def _text_of(given: Submission) -> UUID:
    return next(answer.id for answer in given.items if answer.item.body)


async def _hired(engine: AsyncEngine, standing: Standing) -> Member:
    email = await hire(engine, standing, Role.COMMUNICATOR)
    async with begin_reading(engine, city_id=standing.city_id) as tx:
        return await people.member_by_email(tx, email=email, city_id=standing.city_id)


async def _screen(engine: AsyncEngine, standing: Standing, answers: tuple[UUID, ...]) -> None:
    screened = [
        Screening(answer_id=answer, script="latin", variety="en", confidence=1.0, personal=(MARK,))
        for answer in answers
    ]
    async with begin(engine, city_id=standing.city_id) as tx:
        await responses.put_screenings(
            tx,
            city_id=standing.city_id,
            screened=screened,
            encoder="none",
            encoded=[b""] * len(screened),
            at=datetime.now(UTC),
        )


async def review(engine: AsyncEngine, standing: Standing, member: Member, *acts: Payload) -> None:
    for act in acts:
        async with begin(engine, city_id=standing.city_id) as tx:
            seen = last_seq(await cluster_store.events(tx, standing.id))
            await clusters.act(tx, member, standing.slug, act, seen=seen, at=datetime.now(UTC))
