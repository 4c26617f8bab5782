"""A small review at work: two themes, four groups, runs that repeat, and a reviewer who tries anything."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import pytest

from consult.clusters.model import (
    EXCLUSION_REASONS,
    OUTCOMES,
    RELATIONS,
    AnswersExcluded,
    AnswersMoved,
    AnswersPinned,
    Cluster,
    ClusterAccepted,
    ClusterJoined,
    Frame,
    NoteAdded,
    Payload,
    Placement,
    Review,
    Reviewer,
    ReviewEvent,
    ThemeCorrected,
    TopicCreated,
    TopicDecided,
    TopicDescribed,
    TopicLinked,
    TopicRenamed,
    TopicsMerged,
    TopicSplit,
    TopicUnlinked,
    Undone,
    admit,
    last_seq,
    reduce,
)
from consult.errors import ConsultError
from consult.i18n.text import Text

START = datetime(2026, 4, 19, 9, tzinfo=UTC)
THEMES = ("economy", "environment")
OBJECTIVES = ("ECO1", "ENV1", "ENV2")
AMEL = Reviewer(person_id=UUID(int=1), name="Amel")
SAMI = Reviewer(person_id=UUID(int=2), name="Sami")


def said(word: str) -> Text:
    return Text(ar=f"{word} بالعربية", fr=f"{word} en français", en=f"{word} in English")


class Desk:
    """Of the answers the last but one is blank, and the last has no theme."""

    frame = Frame(themes=frozenset(THEMES), objectives=frozenset(OBJECTIVES))

    def __init__(self, *, answers: int = 14) -> None:
        self._ids = 1000
        self.answers = [self.new_id() for _ in range(answers)]
        self.themes: dict[UUID, str | None] = {a: THEMES[i % 2] for i, a in enumerate(self.answers)}
        self.themes[self.answers[-1]] = None
        self.blank = self.answers[-2]
        self.events: list[ReviewEvent] = []
        self.clusters: dict[UUID, Cluster] = {}
        self.placements: list[Placement] = []
        self._facts: object = None
        self.run()

    def new_id(self) -> UUID:
        self._ids += 1
        return UUID(int=self._ids)

    def at_theme(self, index: int) -> list[UUID]:
        return [a for a in self.answers if self.themes[a] == THEMES[index] and a != self.blank]

    @property
    def review(self) -> Review:
        """Reduced afresh only when something changed, so that long sequences stay cheap to draw."""
        facts = (id(self.placements), len(self.clusters), tuple(event.id for event in self.events))
        if facts != self._facts:
            self._review, self._facts = reduce(self.placements, self.clusters, self.events), facts
        return self._review

    def run(self, rng: Random | None = None) -> None:
        """The machine looks again: it assigns to topics as it likes and groups the others afresh."""
        review = self.review
        run_id = self.new_id()
        groups: dict[tuple[str | None, int], list[UUID]] = {}
        placements: list[Placement] = []
        for index, answer in enumerate(self.answers):
            theme = self.themes[answer]
            topics = [topic.id for topic in review.topics.values() if topic.theme == theme]
            if answer == self.blank:
                placements.append(Placement(answer_id=answer, theme=theme, state="empty"))
            elif rng and topics and rng.random() < 0.5:
                state = rng.choice(("assigned", "review"))
                placements.append(
                    Placement(answer_id=answer, theme=theme, topic_id=rng.choice(topics), state=state)
                )
            elif theme is None or (rng and rng.random() < 0.2):
                placements.append(Placement(answer_id=answer, theme=theme))
            else:
                groups.setdefault((theme, rng.randrange(3) if rng else index // 2 % 2), []).append(answer)
        for (theme, number), members in groups.items():
            cluster = Cluster(
                id=self.new_id(), run_id=run_id, key=f"{theme}-{number}", theme=theme, members=tuple(members)
            )
            self.clusters[cluster.id] = cluster
            placements += [Placement(answer_id=a, theme=theme, cluster_id=cluster.id) for a in members]
        self.placements = sorted(placements, key=lambda placement: placement.answer_id)

    def add(self, payload: Payload, *, by: Reviewer = AMEL, seen: int | None = None) -> ReviewEvent:
        """Admits the act and appends it, as the action does."""
        seen = last_seq(self.events) if seen is None else seen
        admit(payload, events=self.events, review=self.review, frame=self.frame, seen=seen)
        return self.append(payload, by=by)

    def append(self, payload: Payload, *, by: Reviewer = AMEL) -> ReviewEvent:
        seq = last_seq(self.events) + 1
        at = START + timedelta(minutes=seq)
        event = ReviewEvent(id=self.new_id(), seq=seq, at=at, by=by, payload=payload)
        self.events.append(event)
        return event

    def try_to(self, payload: Payload, *, by: Reviewer = AMEL) -> ReviewEvent | None:
        try:
            return self.add(payload, by=by)
        except ConsultError:
            return None

    def topic(self, *answers: UUID, theme: str = THEMES[0], name: str = "topic") -> UUID:
        """A topic made by hand, with these answers moved into it."""
        topic = self.new_id()
        self.add(TopicCreated(topic=topic, theme=theme, names=said(name)))
        if answers:
            self.add(AnswersMoved(answers=answers, topic=topic))
        return topic

    def accept(self, cluster: UUID | None = None, *, name: str = "topic") -> UUID:
        topic = self.new_id()
        cluster = cluster or next(iter(self.review.candidates))
        theme = self.clusters[cluster].theme or ""
        self.add(ClusterAccepted(cluster=cluster, topic=topic, theme=theme, names=said(name)))
        return topic

    def undo(self, event: ReviewEvent, *, by: Reviewer = AMEL) -> ReviewEvent:
        return self.add(Undone(event=event.id), by=by)

    def without(self, event: ReviewEvent) -> Review:
        return reduce(self.placements, self.clusters, [e for e in self.events if e.id != event.id])

    def proposal(self, rng: Random) -> Payload:
        """Something that a reviewer might try here; it need not make sense."""
        review = self.review
        topics = [*review.topics, *review.merged, self.new_id()]
        clusters = [*review.candidates, *review.accepted] or [self.new_id()]
        answers = tuple(rng.sample(self.answers, rng.randint(1, 3)))
        topic, name = rng.choice(topics), said(f"name {rng.randrange(99)}")
        inside = review.topics[topic].answers if topic in review.topics else answers
        some = tuple(rng.sample(inside, rng.randint(1, len(inside)))) if inside else answers
        event = rng.choice(self.events).id if self.events else self.new_id()
        makers: Sequence[Callable[[], Payload]] = (
            lambda: ClusterAccepted(
                cluster=rng.choice(clusters), topic=self.new_id(), theme=rng.choice(THEMES), names=name
            ),
            lambda: ClusterJoined(cluster=rng.choice(clusters), topic=topic),
            lambda: TopicCreated(topic=self.new_id(), theme=rng.choice(THEMES), names=name),
            lambda: TopicRenamed(topic=topic, names=name),
            lambda: TopicDescribed(topic=topic, description=name),
            lambda: TopicsMerged(sources=(topic,), target=rng.choice(topics)),
            lambda: TopicSplit(source=topic, topic=self.new_id(), names=name, answers=some),
            lambda: AnswersMoved(answers=answers, topic=topic),
            lambda: AnswersMoved(answers=answers),
            lambda: AnswersPinned(answers=some, topic=topic),
            lambda: AnswersExcluded(answers=answers[:1], reason=rng.choice(EXCLUSION_REASONS), note="seen"),
            lambda: ThemeCorrected(answers=answers, theme=rng.choice(THEMES)),
            lambda: TopicLinked(
                topic=topic, relation=rng.choice(RELATIONS), objective=rng.choice(OBJECTIVES)
            ),
            lambda: TopicUnlinked(topic=topic, objective=rng.choice(OBJECTIVES)),
            lambda: TopicDecided(topic=topic, outcome=rng.choice(OUTCOMES), reason=name),
            lambda: NoteAdded(about=topic, text="look again"),
            lambda: Undone(event=event),
            lambda: Undone(event=event),
        )
        return rng.choice(makers)()

    def work(self, rng: Random, *, acts: int = 14, reruns: bool = True) -> "Desk":
        """A stretch of review: what makes sense is added, what does not is refused."""
        self.accept()
        for _ in range(acts):
            self.try_to(self.proposal(rng), by=rng.choice((AMEL, SAMI)))
            if reruns and rng.random() < 0.1:
                self.run(rng)
        return self


@pytest.fixture(scope="session")
def new_desk() -> type[Desk]:
    return Desk


@pytest.fixture
def desk() -> Desk:
    return Desk()
