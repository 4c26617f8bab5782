"""Topics, proposed groups and answers as the board shows them, with the evidence that a reviewer judges by.

The words of an answer are masked when they are put into an `Excerpt` or a `Row`. It refuses to fetch: callers
bring the words of what is to be shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from consult.clusters.actions import Board
from consult.clusters.model import (
    AnswersExcluded,
    AnswersMoved,
    AnswersPinned,
    CandidateSum,
    Cluster,
    ClusterAccepted,
    ClusterJoined,
    Decision,
    Link,
    Mix,
    Rule,
    Stand,
    State,
    TopicSplit,
    TopicSum,
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


def page_count(total: int) -> int:
    return max(1, -(-total // PAGE))


def exemplars_of(board: Board, topics: Iterable[TopicSum], candidates: Iterable[CandidateSum]) -> list[UUID]:
    """The answers that runs chose to stand for these groups."""
    clusters = [one.cluster for one in candidates]
    clusters += [cluster for topic in topics for cluster in clusters_of(board, topic)]
    return [answer for cluster in clusters for answer in cluster.exemplars]


class Viewer:
    """Builds the cards and rows of one page.

    `firsts` are answers of each topic and group by variety, `at` where the exemplars of runs stand now, `stands` the page of
    a list, `said` the words of all of them.
    """

    def __init__(
        self,
        board: Board,
        *,
        locale: str,
        firsts: Mapping[UUID, Mapping[str, UUID]],
        at: Mapping[UUID, Stand],
        stands: Sequence[Stand],
        said: Mapping[UUID, Said],
    ) -> None:
        self.board = board
        self.locale = locale
        self.firsts = firsts
        self.at = at
        self.stands = stands
        self.said = said
        self.document = board.standing.document
        self.placers = Placers(board, stands)

    def topic(self, topic: TopicSum) -> TopicCard:
        clusters = clusters_of(self.board, topic)
        inside = [
            answer
            for cluster in clusters
            for answer in cluster.exemplars
            if (now := self.at.get(answer)) is not None
            and now.state is State.ASSIGNED
            and now.claim in topic.claims
        ]
        return TopicCard(
            id=topic.id,
            theme=topic.theme,
            names=topic.names,
            description=topic.description,
            evidence=self._evidence(topic.id, topic.mix, inside, clusters),
            links=tuple(self._link(link) for link in topic.links),
            decision=_decision(topic.decision) if topic.decision else None,
            merged_count=len(topic.merged_from),
            assigner_count=topic.assigner_count,
        )

    def candidate(self, candidate: CandidateSum) -> CandidateCard:
        cluster = candidate.cluster
        inside = [
            answer
            for answer in cluster.exemplars
            if (now := self.at.get(answer)) is not None and now.cluster_id == cluster.id
        ]
        return CandidateCard(
            id=cluster.id,
            theme=cluster.theme or "",
            suggested=suggested_names(cluster),
            evidence=self._evidence(cluster.id, candidate.mix, inside, (cluster,)),
            stability=cluster.stability,
        )

    def _evidence(
        self, group: UUID, counted: Mix, exemplars: Sequence[UUID], clusters: Sequence[Cluster]
    ) -> Evidence:
        return Evidence(
            count=counted.count,
            mix=mix(counted.varieties),
            terms=_terms(clusters),
            excerpts=tuple(self._excerpt(self.said[one]) for one in self._voices(group, exemplars)),
        )

    def _voices(self, group: UUID, exemplars: Sequence[UUID]) -> list[UUID]:
        """One answer for each variety that occurs: an exemplar of the run where there is one, else the first."""
        found: dict[str, UUID] = {}
        for answer in (*exemplars, *self.firsts.get(group, {}).values()):
            if answer in self.said:
                found.setdefault(self.said[answer].variety, answer)
        return [found[code] for code in VARIETIES if code in found]

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

    def sheet(self, total: int, number: int) -> Sheet:
        return Sheet(
            rows=tuple(self._row(one) for one in self.stands if one.answer_id in self.said),
            number=min(number, page_count(total)),
            page_count=page_count(total),
            total=total,
        )

    def _row(self, stands: Stand) -> Row:
        said = self.said[stands.answer_id]
        topic = self.board.survey.topic_of(stands.claim) if stands.claim else None
        is_guess = topic is not None and stands.state is State.REVIEW
        named = topic.theme if topic and not is_guess else stands.theme
        theme = theme_of(self.document, named) if named else None
        return Row(
            id=said.answer_id,
            words=masked(said.body, said.personal),
            variety=said.variety,
            channel=said.channel,
            submitted_at=said.submitted_at,
            placed=self._placed(stands),
            theme=theme.name if theme else None,
            theme_by=words.THEME_BY[stands.theme_by] if named else words.NO_THEME,
            guess=topic.names.in_(self.locale) if topic and is_guess else "",
            reason=_reason(stands),
            note=stands.note,
            can_be_chosen=not (stands.state is State.EXCLUDED and stands.rule is Rule.EXCLUDED),
        )

    def _placed(self, stands: Stand) -> Told:
        is_sent_back = stands.state is State.REVIEW and stands.rule is Rule.MOVED
        message = words.SENT_BACK if is_sent_back else words.PLACED[stands.rule]
        return Told(message=message, params={"who": isolated(self.placers.who(stands))})


class Placers:
    """Who put these answers where they stand, read from the live acts."""

    def __init__(self, board: Board, stands: Sequence[Stand]) -> None:
        shown = {one.answer_id for one in stands}
        self.by_name: dict[UUID, str] = {}
        self.by_exclusion: dict[UUID, str] = {}
        self.by_topic: dict[UUID, str] = {}
        for event in live_events(board.events):
            payload, who = event.payload, event.by.name
            match payload:
                case AnswersExcluded(answers=answers):
                    self.by_exclusion.update((one, who) for one in answers if one in shown)
                case AnswersMoved() | AnswersPinned() | TopicSplit() as act:
                    self.by_name.update((one, who) for one in act.answers if one in shown)
                case ClusterAccepted() | ClusterJoined() as act:
                    self.by_topic.setdefault(act.topic, who)
                case _:
                    pass

    def who(self, stands: Stand) -> str:
        if stands.rule is Rule.ACCEPTED:
            return self.by_topic.get(stands.claim, "") if stands.claim else ""
        pile = self.by_exclusion if stands.rule is Rule.EXCLUDED else self.by_name
        return pile.get(stands.answer_id, "")


def _reason(stands: Stand) -> str:
    named = {str(code): label for code, label in words.EXCLUSIONS.items()}
    return named.get(stands.reason, "")


def clusters_of(board: Board, topic: TopicSum) -> tuple[Cluster, ...]:
    return tuple(board.clusters[one] for one in topic.clusters if one in board.clusters)


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
