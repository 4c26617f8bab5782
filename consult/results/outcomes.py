"""What became of a response, for its receipt: read, grouped in published topics, decided, counted in a release.

Only what is public is told: topics and decisions as the latest release in force froze them, and the group that an answer
stood in when it was published. A receipt is read often, mostly before anything has happened; then nothing is asked of the
database, and never is a whole review reduced: one answer can be judged by itself.
"""

import time
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from consult.clusters.actions import question_keys
from consult.clusters.model import Cluster, Placement, ReviewEvent, State, live_events
from consult.clusters.model.precedence import Court
from consult.clusters.views.words import OUTCOMES, TONES
from consult.consultations.model import ConsultationDocument
from consult.db.transaction import Tx, begin_reading
from consult.i18n.text import Text
from consult.responses.model import Outcome, Receipt, Told, ToldTopic
from consult.results import store
from consult.results.store import News

FRESH_SECONDS = 2.0
MOST_KEPT = 500


class Outcomes:
    """Remembers for a moment, by consultation, when the team last acted and which release is in force."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._news: dict[UUID, tuple[float, News]] = {}

    async def of(self, receipt: Receipt, document: ConsultationDocument) -> Outcome:
        """How far this response has come. Needs a response that was not withdrawn."""
        grouped = set(question_keys(document))
        texts = [
            item for key, items in receipt.items.items() if key in grouped for item in items if item.body
        ]
        news = await self._latest(receipt)
        if not news.is_later_than(receipt.submitted_at):
            return Outcome(text_count=len(texts))
        async with begin_reading(self._engine, city_id=receipt.city_id) as tx:
            told = await _counted_in(tx, receipt, news)
            if not texts:
                return Outcome(release=told)
            return await _outcome(tx, receipt, questions=sorted(grouped), news=news, told=told)

    async def _latest(self, receipt: Receipt) -> News:
        known = self._news.get(receipt.consultation_id)
        if known is not None and time.monotonic() - known[0] < FRESH_SECONDS:
            return known[1]
        async with begin_reading(self._engine, city_id=receipt.city_id) as tx:
            found = await store.news(tx, receipt.consultation_id)
        if len(self._news) >= MOST_KEPT:
            self._news.clear()
        self._news[receipt.consultation_id] = (time.monotonic(), found)
        return found


async def _counted_in(tx: Tx, receipt: Receipt, news: News) -> Told | None:
    if news.number is None or news.published_at is None or news.published_at < receipt.submitted_at:
        return None
    if not await store.counted_at(tx, receipt.response_id, at=news.published_at):
        return None
    return Told(number=news.number, published_at=news.published_at)


async def _outcome(
    tx: Tx, receipt: Receipt, *, questions: list[str], news: News, told: Told | None
) -> Outcome:
    placed = await store.placed(tx, receipt.response_id, questions=questions)
    answers = [one.answer_id for one in placed]
    events = await store.acts_on(tx, receipt.consultation_id, answers)
    taken = [event.payload.takes for event in events if event.payload.takes is not None]
    groups = await store.members_among(tx, taken, answers)
    court = Court(groups, events)
    read = _read(events, court, groups, answers)
    apart = [one for one in placed if one.answer_id in read and court.verdict(one).state is State.EXCLUDED]
    topics: tuple[ToldTopic, ...] = ()
    if told is not None and news.release_id is not None:
        then = Court(groups, [event for event in events if event.at <= told.published_at])
        topics = await _topics(tx, news.release_id, _stood_in(then, placed))
    return Outcome(
        text_count=len(answers),
        read_count=len(read),
        apart_count=len(apart),
        topics=topics,
        release=told,
    )


def _read(
    events: list[ReviewEvent], court: Court, groups: dict[UUID, Cluster], answers: list[UUID]
) -> set[UUID]:
    """The answers that a person named in an act, or accepted with their group."""
    named = {answer for event in live_events(events) for answer in event.payload.on_answers}
    accepted = {answer for key in court.book.accepted if key in groups for answer in groups[key].members}
    return (named | accepted) & set(answers)


def _stood_in(court: Court, placed: list[Placement]) -> list[str]:
    verdicts = (court.verdict(one) for one in placed)
    found = [str(one.topic) for one in verdicts if one.state is State.ASSIGNED and one.topic is not None]
    return list(dict.fromkeys(found))


async def _topics(tx: Tx, release_id: UUID, wanted: list[str]) -> tuple[ToldTopic, ...]:
    published = await store.published_topics(tx, release_id, wanted)
    return tuple(
        ToldTopic(
            id=topic.id,
            names=topic.names,
            decision=OUTCOMES[topic.decision.outcome] if topic.decision else "",
            tone=TONES[topic.decision.outcome] if topic.decision else "",
            reason=topic.decision.reason if topic.decision else Text(),
        )
        for topic in published
    )
