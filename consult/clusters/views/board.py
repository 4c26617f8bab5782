"""Topics, proposed groups and answers as the board shows them, with the evidence that a reviewer judges by.

The words of an answer are masked when they are put into an `Excerpt` or a `Row`. It refuses to fetch: callers
ask `to_read` which answers they need the words of, and bring those.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from consult.clusters.actions import Book
from consult.clusters.model import (
    AnswersExcluded,
    AnswersMoved,
    AnswersPinned,
    Assignment,
    Candidate,
    Cluster,
    ClusterAccepted,
    ClusterJoined,
    Decision,
    Link,
    Rule,
    State,
    Topic,
    TopicSplit,
    live_events,
)
from consult.clusters.store import Said
from consult.clusters.views import words
from consult.clusters.views.figures import VARIETIES, mix
from consult.clusters.views.telling import Told, isolated
from consult.consultations.model import theme_of
from consult.i18n.text import Text
from consult.responses.model import masked

MOST_TERMS = 8
TERMS_IN_NAME = 3
PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """One answer as evidence."""

    words: str
    variety: str
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    count: int
    mix: tuple[tuple[str, int], ...]
    terms: tuple[tuple[str, tuple[str, ...]], ...]
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    objective: str
    title: Text | None
    relation: str
    reason: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    outcome: str
    label: str
    tone: str
    reason: Text
    who: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicCard:
    id: UUID
    theme: str
    names: Text
    description: Text
    evidence: Evidence
    links: tuple[LinkView, ...]
    decision: DecisionView | None
    merged_count: int
    assigner_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateCard:
    id: UUID
    theme: str
    suggested: Text
    evidence: Evidence
    stability: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One answer in a list, with who put it there; `guess` names the topic that the machine thinks of."""

    id: UUID
    words: str
    variety: str
    channel: str
    submitted_at: datetime
    placed: Told
    theme: Text | None
    theme_by: str
    guess: str
    reason: str
    note: str
    can_be_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page of a list of answers."""

    rows: tuple[Row, ...]
    number: int
    page_count: int
    total: int


def sheet_of(ids: Sequence[UUID], number: int) -> tuple[UUID, ...]:
    """The ids on that page, on the last one when there are fewer pages."""
    start = (min(number, page_count(len(ids))) - 1) * PAGE
    return tuple(ids[start : start + PAGE])


def page_count(total: int) -> int:
    return max(1, -(-total // PAGE))


def exemplars(
    answers: Sequence[UUID], clusters: Iterable[Cluster], varieties: Mapping[UUID, str]
) -> tuple[UUID, ...]:
    """One answer for each variety that occurs: an exemplar of the run where there is one, else the first."""
    inside = set(answers)
    found: dict[str, UUID] = {}
    for answer in (*(one for cluster in clusters for one in cluster.exemplars), *answers):
        if answer in inside:
            found.setdefault(varieties.get(answer, "other"), answer)
    return tuple(found[code] for code in VARIETIES if code in found)


class Viewer:
    """Builds the cards and rows of one page. `varieties` covers all answers counted, `said` those shown."""

    def __init__(
        self, book: Book, *, locale: str, varieties: Mapping[UUID, str], said: Mapping[UUID, Said]
    ) -> None:
        self.book = book
        self.locale = locale
        self.varieties = varieties
        self.said = said
        self.document = book.standing.document
        self.placers = Placers(book)

    def topic(self, topic: Topic) -> TopicCard:
        clusters = clusters_of(self.book, topic)
        return TopicCard(
            id=topic.id,
            theme=topic.theme,
            names=topic.names,
            description=topic.description,
            evidence=self._evidence(topic.answers, clusters),
            links=tuple(self._link(link) for link in topic.links),
            decision=_decision(topic.decision) if topic.decision else None,
            merged_count=len(topic.merged_from),
            assigner_count=topic.assigner_count,
        )

    def candidate(self, candidate: Candidate) -> CandidateCard:
        cluster = candidate.cluster
        return CandidateCard(
            id=cluster.id,
            theme=cluster.theme or "",
            suggested=suggested_names(cluster),
            evidence=self._evidence(candidate.answers, (cluster,)),
            stability=cluster.stability,
        )

    def _evidence(self, answers: Sequence[UUID], clusters: Sequence[Cluster]) -> Evidence:
        shown = exemplars(answers, clusters, self.varieties)
        return Evidence(
            count=len(answers),
            mix=mix(self.varieties.get(answer, "other") for answer in answers),
            terms=_terms(clusters),
            excerpts=tuple(self._excerpt(self.said[one]) for one in shown if one in self.said),
        )

    def _excerpt(self, said: Said) -> Excerpt:
        return Excerpt(words=masked(said.body, said.personal), variety=said.variety, channel=said.channel)

    def _link(self, link: Link) -> LinkView:
        objective = self.document.objective(link.objective)
        return LinkView(
            objective=link.objective,
            title=objective.title if objective else None,
            relation=words.RELATIONS[link.relation],
            reason=link.reason,
            who=link.by.name,
            at=link.at,
        )

    def sheet(self, ids: Sequence[UUID], number: int) -> Sheet:
        shown = [one for one in sheet_of(ids, number) if one in self.said]
        return Sheet(
            rows=tuple(self._row(self.said[one]) for one in shown),
            number=min(number, page_count(len(ids))),
            page_count=page_count(len(ids)),
            total=len(ids),
        )

    def _row(self, said: Said) -> Row:
        stands = self.book.review.assignment(said.answer_id)
        theme = theme_of(self.document, stands.theme) if stands.theme else None
        guess = self.book.review.topic_of(stands.topic_id) if stands.topic_id else None
        is_guess = guess is not None and stands.state is State.REVIEW
        return Row(
            id=said.answer_id,
            words=masked(said.body, said.personal),
            variety=said.variety,
            channel=said.channel,
            submitted_at=said.submitted_at,
            placed=self._placed(stands),
            theme=theme.name if theme else None,
            theme_by=words.THEME_BY[stands.theme_by] if stands.theme else words.NO_THEME,
            guess=guess.names.in_(self.locale) if guess and is_guess else "",
            reason=_reason(stands),
            note=stands.note,
            can_be_chosen=not (stands.state is State.EXCLUDED and stands.by == "person"),
        )

    def _placed(self, stands: Assignment) -> Told:
        is_sent_back = stands.state is State.REVIEW and stands.rule is Rule.MOVED
        message = words.SENT_BACK if is_sent_back else words.PLACED[stands.rule]
        return Told(message=message, params={"who": isolated(self.placers.who(stands))})


class Placers:
    """Who put an answer where it stands, read from the live acts."""

    def __init__(self, book: Book) -> None:
        self.by_name: dict[UUID, str] = {}
        self.by_exclusion: dict[UUID, str] = {}
        self.by_group: dict[UUID, str] = {}
        for event in live_events(book.events):
            payload, who = event.payload, event.by.name
            match payload:
                case AnswersExcluded(answers=answers):
                    self.by_exclusion.update(dict.fromkeys(answers, who))
                case AnswersMoved() | AnswersPinned() | TopicSplit() as act:
                    self.by_name.update(dict.fromkeys(act.answers, who))
                case ClusterAccepted() | ClusterJoined() as act if act.cluster in book.clusters:
                    for answer in book.clusters[act.cluster].members:
                        self.by_group.setdefault(answer, who)
                case _:
                    pass

    def who(self, stands: Assignment) -> str:
        piles = {Rule.EXCLUDED: self.by_exclusion, Rule.ACCEPTED: self.by_group}
        return piles.get(stands.rule, self.by_name).get(stands.answer_id, "")


def _reason(stands: Assignment) -> str:
    named = {str(code): label for code, label in words.EXCLUSIONS.items()}
    return named.get(stands.reason, "")


def clusters_of(book: Book, topic: Topic) -> tuple[Cluster, ...]:
    return tuple(book.clusters[one] for one in topic.clusters if one in book.clusters)


def to_read(
    book: Book, topics: Iterable[Topic], candidates: Iterable[Candidate], varieties: Mapping[UUID, str]
) -> list[UUID]:
    """The answers whose words stand on the cards."""
    wanted: list[UUID] = []
    for topic in topics:
        wanted += exemplars(topic.answers, clusters_of(book, topic), varieties)
    for candidate in candidates:
        wanted += exemplars(candidate.answers, (candidate.cluster,), varieties)
    return wanted


def suggested_names(cluster: Cluster) -> Text:
    """What the analysis would call the group, else its first terms in each language; a person makes a name of it."""
    return Text(
        ar=cluster.names.get("ar") or "، ".join(cluster.terms.get("ar", ())[:TERMS_IN_NAME]),
        fr=_capital(cluster.names.get("fr") or ", ".join(cluster.terms.get("fr", ())[:TERMS_IN_NAME])),
        en=_capital(cluster.names.get("en") or ", ".join(cluster.terms.get("en", ())[:TERMS_IN_NAME])),
    )


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def _terms(clusters: Sequence[Cluster]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Terms by language, those of the first group first, none twice."""
    found: dict[str, dict[str, None]] = {}
    for cluster in clusters:
        for code, terms in cluster.terms.items():
            found.setdefault(code, {}).update(dict.fromkeys(terms))
    return tuple((code, tuple(found[code])[:MOST_TERMS]) for code in words.LANGUAGE if found.get(code))


def _decision(decision: Decision) -> DecisionView:
    return DecisionView(
        outcome=decision.outcome,
        label=words.OUTCOMES[decision.outcome],
        tone=words.TONES[decision.outcome],
        reason=decision.reason,
        who=decision.by.name,
        at=decision.at,
    )
