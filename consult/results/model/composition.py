"""From a draft and what was counted for it to a release: the one place where numbers and words meet.

Nobody types a number: they are counted when this runs. It refuses to judge whether the result may be
published (gate.py).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from consult.clusters.model import Review, Topic
from consult.consultations.model import ConsultationDocument, Question, themes
from consult.errors import Invalid, Problem
from consult.i18n.text import N_, Text
from consult.results import figures
from consult.results.figures import AnyFigure, Group
from consult.results.figures.contract import Part
from consult.results.model.draft import ChosenQuote, Draft
from consult.results.model.gate import Original
from consult.results.model.release import (
    Decision,
    Link,
    PublishedTheme,
    PublishedTopic,
    Quote,
    Release,
    mix,
    quote_of,
    topic_counts,
)
from consult.results.model.voices import Passage, Voice, bases, people_by_topic, varieties_of
from consult.results.suppression import THRESHOLD

MISCOUNTED = N_("The numbers of this figure do not add up: tell the people who run this site.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Everything that was counted, before anything is hidden."""

    document: ConsultationDocument
    opens_on: date
    closes_on: date
    people: int
    channels: Mapping[str, int]
    asked: Mapping[str, tuple[int, int]]  # Question → people who answered it, people who saw it.
    review: Review
    voices: Mapping[UUID, Voice]  # By answer.
    groups: Mapping[str, tuple[Group, ...]] = field(default_factory=dict)  # By question.
    passages: Mapping[str, Passage] = field(default_factory=dict)  # By answer.

    def bases(self) -> dict[str, int]:
        return bases(self.review, self.voices)

    def people_by_topic(self) -> dict[UUID, dict[UUID, str]]:
        return people_by_topic(self.review, self.voices)

    def topic(self, topic_id: str) -> Topic | None:
        return next((topic for key, topic in self.review.topics.items() if str(key) == topic_id), None)


def closed_questions(document: ConsultationDocument) -> tuple[Question, ...]:
    """The questions to citizens that a figure can be drawn of."""
    return tuple(
        question
        for question in document.questionnaire.questions
        if question.asked_by == "citizen" and figures.can_draw(question)
    )


def compose(draft: Draft, counted: Counted, *, number: int, k: int = THRESHOLD) -> Release:
    """The release as it would be published now. Invalid when a figure's numbers do not add up."""
    topics = tuple(_topics(draft, counted, k=k))
    used = {topic.theme for topic in topics}
    return Release(
        consultation=counted.document.slug,
        number=number,
        titles=draft.titles,
        intro=draft.intro,
        method=draft.method,
        findings=draft.findings,
        figures=_figures(draft, counted, k=k),
        themes=tuple(PublishedTheme(id=t.id, name=t.name) for t in themes(counted.document) if t.id in used),
        topics=topics,
        opens_on=counted.opens_on,
        closes_on=counted.closes_on,
        n=counted.people if counted.people >= k else None,
        channels=_channels(counted, k=k),
        k=k,
    )


def originals(draft: Draft, counted: Counted) -> dict[str, Original]:
    """The answers behind a draft's quotes, but for those never screened: nobody knows their marks."""
    return {
        quote.answer: Original(text=passage.text, marks=passage.marks, topics=_stands_in(quote, counted))
        for quote in draft.quotes
        if (passage := counted.passages.get(quote.answer)) is not None
    }


def _stands_in(quote: ChosenQuote, counted: Counted) -> frozenset[str]:
    answer = UUID(quote.answer)
    topic = counted.review.assignment(answer).topic_id if answer in counted.voices else None
    return frozenset() if topic is None else frozenset({str(topic)})


def _channels(counted: Counted, *, k: int) -> tuple[Part, ...]:
    return mix(counted.channels, k=k) if counted.channels else ()


def _figures(draft: Draft, counted: Counted, *, k: int) -> tuple[AnyFigure, ...]:
    drawn: list[AnyFigure] = []
    problems: list[Problem] = []
    for question in closed_questions(counted.document):
        if question.key not in draft.figures:
            continue
        try:
            drawn.append(_figure(question, counted, k=k))
        except ValueError:
            problems.append(Problem(f"figures.{question.key}", MISCOUNTED))
    if problems:
        raise Invalid(problems)
    return tuple(drawn)


def _figure(question: Question, counted: Counted, *, k: int) -> AnyFigure:
    _, seen_by = counted.asked.get(question.key, (0, 0))
    tallies = figures.tally(question, counted.groups.get(question.key, ()), shown_to=seen_by)
    return figures.build(question, tallies, k=k)


def _topics(draft: Draft, counted: Counted, *, k: int) -> Iterator[PublishedTopic]:
    chosen = [topic for key in draft.topics if (topic := counted.topic(key)) is not None]
    every_base, people = counted.bases(), counted.people_by_topic()
    for theme in dict.fromkeys(topic.theme for topic in chosen):
        topics = [topic for topic in chosen if topic.theme == theme]
        sizes = {str(topic.id): len(people[topic.id]) for topic in topics}
        base, counts = _printed(sizes, base=every_base.get(theme, 0), k=k)
        for topic in topics:
            count = counts[str(topic.id)]
            yield _topic(topic, draft, counted, count=count, base=base, people=people[topic.id], k=k)


def _printed(sizes: Mapping[str, int], *, base: int, k: int) -> tuple[int, dict[str, int | None]]:
    """The base and the counts of one theme's topics.

    A handful of people in none of these topics would show in the base, and a topic would have to be hidden to
    hide them. They are left out of the base instead, where that hides less.
    """
    whole = topic_counts(sizes, base=base, k=k)
    if not 0 < base - sum(sizes.values()) < k:
        return base, whole
    without = topic_counts(sizes, base=sum(sizes.values()), k=k)
    hides_less = list(without.values()).count(None) < list(whole.values()).count(None)
    return (sum(sizes.values()), without) if hides_less else (base, whole)


def _topic(
    topic: Topic,
    draft: Draft,
    counted: Counted,
    *,
    count: int | None,
    base: int,
    people: Mapping[UUID, str],
    k: int,
) -> PublishedTopic:
    decided = topic.decision
    return PublishedTopic(
        id=str(topic.id),
        theme=topic.theme,
        names=topic.names,
        count=count,
        base=base if base >= k else None,
        varieties=() if count is None else mix(varieties_of(people), k=k),
        links=tuple(_links(topic, counted.document)),
        decision=Decision(outcome=decided.outcome, reason=decided.reason) if decided else None,
        quotes=tuple(_quotes(draft.quotes_of(str(topic.id)), counted)),
    )


def _links(topic: Topic, document: ConsultationDocument) -> Iterator[Link]:
    for link in topic.links:
        objective = document.objective(link.objective)
        title = objective.title if objective else Text()
        yield Link(objective=link.objective, title=title, relation=link.relation)


def _quotes(chosen: tuple[ChosenQuote, ...], counted: Counted) -> Iterator[Quote]:
    for quote in chosen:
        passage = counted.passages.get(quote.answer)
        text = passage.text if passage else ""
        yield quote_of(
            text,
            answer_id=quote.answer,
            start=0,
            end=len(text),
            redactions=passage.marks if passage else (),
            variety=passage.variety if passage else "other",
            approved_by=quote.approved_by,
        )
