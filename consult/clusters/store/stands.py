"""Where answers stand, kept beside the log: what the board counts and lists, and how an act's reach is found.

Answers that are held or withdrawn are in no count. An answer that the machine has not seen yet has no row, and counts as
waiting.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, cast, func, select, text, union_all

from consult.clusters.model import (
    EVERYBODY,
    CandidateSum,
    Filter,
    Pile,
    Placement,
    Reach,
    Rule,
    Stand,
    State,
    Tally,
    TopicSum,
)
from consult.clusters.tables import cluster_members, placements, stands
from consult.db.engine import dumps
from consult.db.transaction import Tx
from consult.responses.tables import answers, counted

AT_ONCE = 5_000
_IDS = ARRAY(Uuid)

_PUT = text(
    """
    insert into stand (answer_id, city_id, consultation_id, response_id, question_key, theme, theme_by, state, rule, claim,
                       cluster_id, reason, note, variety, channel)
    select r.answer_id, a.city_id, a.consultation_id, a.response_id, a.question_key, r.theme, r.theme_by, r.state, r.rule,
           r.claim, r.cluster_id, r.reason, r.note, coalesce(s.variety, 'other'), p.channel
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(
             answer_id uuid, theme text, theme_by text, state text, rule text, claim uuid, cluster_id uuid, reason text,
             note text)
    join answer a on a.id = r.answer_id join response p on p.id = a.response_id
    left join screening s on s.answer_id = a.id
    on conflict (answer_id) do update set
        theme = excluded.theme, theme_by = excluded.theme_by, state = excluded.state, rule = excluded.rule,
        claim = excluded.claim, cluster_id = excluded.cluster_id, reason = excluded.reason, note = excluded.note,
        variety = excluded.variety
    """
)


async def put_stands(tx: Tx, given: Sequence[Stand]) -> None:
    """Writes these rows, whatever stood there; an answer that is gone meanwhile stays gone."""
    for start in range(0, len(given), AT_ONCE):
        await tx.execute(_PUT, {"rows": dumps(given[start : start + AT_ONCE])})


def among(column: Any, ids: Iterable[UUID]) -> Any:
    """One array parameter, however many ids there are."""
    return column == any_(cast(list(ids), _IDS))


async def reached(tx: Tx, consultation_id: UUID, reach: Reach) -> list[UUID]:
    """The answers whose verdict an act of that reach can change."""
    found = set(reach.answers)
    if reach.clusters:
        found |= {
            row.answer_id
            for row in await tx.execute(
                union_all(
                    select(cluster_members.c.answer_id).where(
                        among(cluster_members.c.cluster_id, reach.clusters)
                    ),
                    select(placements.c.answer_id).where(
                        placements.c.consultation_id == consultation_id,
                        among(placements.c.cluster_id, reach.clusters),
                    ),
                )
            )
        }
    if reach.topics:
        rows = await tx.execute(
            select(placements.c.answer_id).where(
                placements.c.consultation_id == consultation_id, among(placements.c.topic_id, reach.topics)
            )
        )
        found |= {row.answer_id for row in rows}
    return sorted(found)


async def claimed(tx: Tx, consultation_id: UUID, claims: Iterable[UUID]) -> list[UUID]:
    """The answers that stand in one of these topics."""
    rows = await tx.execute(
        select(stands.c.answer_id)
        .where(
            stands.c.consultation_id == consultation_id,
            stands.c.state == State.ASSIGNED.value,
            among(stands.c.claim, claims),
        )
        .order_by(stands.c.answer_id)
    )
    return [row.answer_id for row in rows]


async def memberships(
    tx: Tx, answer_ids: Sequence[UUID], cluster_ids: Iterable[UUID]
) -> dict[UUID, tuple[UUID, ...]]:
    """Cluster → those of these answers that are in it."""
    found: dict[UUID, list[UUID]] = {}
    rows = await tx.execute(
        select(cluster_members.c.cluster_id, cluster_members.c.answer_id)
        .where(
            among(cluster_members.c.answer_id, answer_ids), among(cluster_members.c.cluster_id, cluster_ids)
        )
        .order_by(cluster_members.c.score.desc(), cluster_members.c.answer_id)
    )
    for row in rows:
        found.setdefault(row.cluster_id, []).append(row.answer_id)
    return {cluster: tuple(members) for cluster, members in found.items()}


async def placements_of(
    tx: Tx, consultation_id: UUID, answer_ids: Sequence[UUID], *, questions: Sequence[str]
) -> list[Placement]:
    """The machine's word on these answers, as far as they count and are texts of these questions."""
    rows = await tx.execute(
        select(answers.c.id, answers.c.theme.label("given"), placements)
        .join(counted, counted.c.id == answers.c.response_id)
        .outerjoin(placements, placements.c.answer_id == answers.c.id)
        .where(
            answers.c.consultation_id == consultation_id,
            among(answers.c.id, answer_ids),
            answers.c.question_key.in_(questions),
            answers.c.body.is_not(None),
        )
        .order_by(answers.c.id)
    )
    return [
        Placement(answer_id=row.id, theme=row.given)
        if row.state is None
        else Placement(
            answer_id=row.id,
            theme=row.theme,
            theme_by=row.theme_by,
            cluster_id=row.cluster_id,
            topic_id=row.topic_id,
            score=row.score,
            state=row.state,
        )
        for row in rows
    ]


def _held() -> Any:
    """Responses that wait to be looked at, or were rejected; few, so they are named rather than joined."""
    return text(
        """stand.response_id not in (
               select q.response_id from quarantine q where not coalesce(
                   (select g.accepted from quarantine_ruling g where g.response_id = q.response_id
                    order by g.seq desc limit 1), false))"""
    )


def narrowed(consultation_id: UUID, filter_: Filter) -> list[Any]:
    """Conditions on `stand` for the answers that count and that the filter lets through."""
    conditions: list[Any] = [stands.c.consultation_id == consultation_id, _held()]
    if filter_.varieties:
        conditions.append(stands.c.variety.in_(filter_.varieties))
    if filter_.channels:
        conditions.append(stands.c.channel.in_(filter_.channels))
    for question, value in filter_.closed:
        conditions.append(
            stands.c.response_id.in_(
                select(answers.c.response_id).where(
                    answers.c.consultation_id == consultation_id,
                    answers.c.question_key == question,
                    answers.c.item == 0,
                    answers.c.value == value,
                )
            )
        )
    return conditions


_ALIKE = (
    stands.c.theme,
    stands.c.state,
    stands.c.rule,
    stands.c.claim,
    stands.c.cluster_id,
    stands.c.reason,
    stands.c.variety,
    stands.c.channel,
)


async def tallies(tx: Tx, consultation_id: UUID, *, filter_: Filter = EVERYBODY) -> list[Tally]:
    """How many answers stand alike, those that have a row."""
    statement = select(*_ALIKE, func.count().label("answer_count")).where(*narrowed(consultation_id, filter_))
    return [
        Tally(
            theme=row.theme,
            state=State(row.state),
            rule=Rule(row.rule),
            claim=row.claim,
            cluster_id=row.cluster_id,
            reason=row.reason,
            variety=row.variety,
            channel=row.channel,
            count=row.answer_count,
        )
        for row in await tx.execute(statement.group_by(*_ALIKE))
    ]


async def unseen(tx: Tx, consultation_id: UUID, *, questions: Sequence[str]) -> list[Tally]:
    """The answers that count and that the machine has not seen yet, by the theme they came with."""
    statement = (
        select(answers.c.theme, counted.c.channel, func.count().label("answer_count"))
        .join(counted, counted.c.id == answers.c.response_id)
        .outerjoin(stands, stands.c.answer_id == answers.c.id)
        .where(
            answers.c.consultation_id == consultation_id,
            answers.c.question_key.in_(questions),
            answers.c.body.is_not(None),
            stands.c.answer_id.is_(None),
        )
        .group_by(answers.c.theme, counted.c.channel)
    )
    return [
        Tally(
            theme=row.theme,
            state=State.REVIEW,
            rule=Rule.NOTHING,
            claim=None,
            cluster_id=None,
            reason="",
            variety="other",
            channel=row.channel,
            count=row.answer_count,
            is_unseen=True,
        )
        for row in await tx.execute(statement)
    ]


def _pile(consultation_id: UUID, pile: Pile, filter_: Filter) -> list[Any]:
    conditions = narrowed(consultation_id, filter_)
    if pile.claims:
        return [*conditions, stands.c.state == State.ASSIGNED.value, among(stands.c.claim, pile.claims)]
    if pile.cluster is not None:
        return [*conditions, stands.c.state == State.REVIEW.value, stands.c.cluster_id == pile.cluster]
    theme = stands.c.theme.is_(None) if pile.theme is None else stands.c.theme == pile.theme
    conditions.append(theme)
    if pile.is_excluded:
        return [*conditions, stands.c.state == State.EXCLUDED.value]
    return [*conditions, stands.c.state == State.REVIEW.value, stands.c.cluster_id.is_(None)]


async def listed(
    tx: Tx, consultation_id: UUID, pile: Pile, *, offset: int, limit: int, filter_: Filter = EVERYBODY
) -> list[Stand]:
    """A page of a pile, in the order of the answers' ids."""
    statement = (
        select(stands)
        .where(*_pile(consultation_id, pile, filter_))
        .order_by(stands.c.answer_id)
        .offset(offset)
        .limit(limit)
    )
    return [_stand(row) for row in await tx.execute(statement)]


async def stands_of(tx: Tx, answer_ids: Sequence[UUID]) -> dict[UUID, Stand]:
    rows = await tx.execute(select(stands).where(among(stands.c.answer_id, answer_ids)))
    return {row.answer_id: _stand(row) for row in rows}


def _stand(row: Any) -> Stand:
    return Stand(
        answer_id=row.answer_id,
        theme=row.theme,
        theme_by=row.theme_by,
        state=State(row.state),
        rule=Rule(row.rule),
        claim=row.claim,
        cluster_id=row.cluster_id,
        reason=row.reason,
        note=row.note,
    )


def _first(column: str, state: str) -> Any:
    """One probe of an index for each topic or cluster and variety that is known to occur."""
    return text(
        f"""
        select w.pile, w.variety, s.answer_id
        from jsonb_to_recordset(cast(:wanted as jsonb)) as w(pile uuid, member uuid, variety text)
        cross join lateral (
            select answer_id from stand
            where consultation_id = :consultation and {column} = w.member and variety = w.variety and state = '{state}'
            order by answer_id limit 1) s
        """  # noqa: S608 - the column and the state are constants of this module
    )


_FIRST_IN_TOPIC = _first("claim", "assigned")
_FIRST_IN_CLUSTER = _first("cluster_id", "review")


async def first_of_each(
    tx: Tx, consultation_id: UUID, *, topics: Iterable[TopicSum], candidates: Iterable[CandidateSum]
) -> dict[UUID, dict[str, UUID]]:
    """Topic or cluster → variety → the first answer in it that is written so."""
    in_topics = [
        {"pile": topic.id, "member": claim, "variety": variety}
        for topic in topics
        for claim in topic.claims
        for variety in topic.mix.varieties
    ]
    in_clusters = [
        {"pile": one.cluster.id, "member": one.cluster.id, "variety": variety}
        for one in candidates
        for variety in one.mix.varieties
    ]
    found: dict[UUID, dict[str, UUID]] = {}
    for statement, wanted in ((_FIRST_IN_TOPIC, in_topics), (_FIRST_IN_CLUSTER, in_clusters)):
        if not wanted:
            continue
        rows = await tx.execute(statement, {"wanted": dumps(wanted), "consultation": consultation_id})
        for row in rows:
            firsts = found.setdefault(row.pile, {})
            firsts[row.variety] = min(row.answer_id, firsts.get(row.variety, row.answer_id))
    return found
