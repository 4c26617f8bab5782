"""Places answers in themes and topics, and looks for groups among those that nobody has placed.

Only a worker imports this door, because it imports the analysis. What it writes is the machine's word, a placement for
each answer; whatever a person has said stands in the review events, which nothing here touches.
"""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

import msgspec
from sqlalchemy.ext.asyncio import AsyncEngine

import analysis
from consult.clusters import store
from consult.clusters.actions import Book, put_placements, question_keys, read_book
from consult.clusters.agreement import Reviewed, agreement, is_reviewed
from consult.clusters.model import Cluster, Placement, Review, ThemeBy, Topic
from consult.clusters.store import Said
from consult.consultations import store as consultations
from consult.consultations.model import (
    ConsultationDocument,
    Theme,
    ThemeSource,
    clustered_questions,
    descriptions,
    theme_source,
    themes,
)
from consult.db.transaction import Tx, begin, begin_reading, enter_city
from consult.errors import NotFound
from consult.responses.screening import unpacked

EXAMPLES = 40  # confirmed answers that stand for a reviewed topic
CODES = ("ar", "fr", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Themed:
    """An answer with the theme it is analysed in, and the theme it has without any person's word.

    A person's correction stands in the events; a placement that repeated it would outlive its undoing.
    """

    said: Said
    theme: str | None
    own_theme: str | None
    theme_by: ThemeBy


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one pass over some answers has to write."""

    placements: tuple[Placement, ...]
    clusters: tuple[Cluster, ...]
    scores: Mapping[UUID, float]
    manifest: Mapping[str, Any]
    quality: Mapping[str, Any]


async def place(engine: AsyncEngine, *, city_id: UUID, answer_ids: Sequence[UUID]) -> None:
    """New answers: a theme each, and a reviewed topic where one clearly fits. Nothing else moves."""
    async with begin_reading(engine, city_id=city_id) as tx:
        found = await store.consultation_of(tx, answer_ids)
        given = [await _given(tx, consultation_id, only=answer_ids) for consultation_id in sorted(found)]
    for book, said in given:
        outcome = await asyncio.to_thread(_place, book, said)
        async with begin(engine, city_id=city_id) as tx:
            await put_placements(tx, book.standing, outcome.placements, run_id=None)


async def _given(tx: Tx, consultation_id: UUID, *, only: Sequence[UUID] | None) -> tuple[Book, list[Said]]:
    standing = await consultations.standing_by_id(tx, consultation_id)
    if standing is None:
        raise NotFound
    book = await read_book(tx, standing)
    said = await store.screened(tx, consultation_id, questions=question_keys(standing.document), only=only)
    return book, said


async def run_by_slug(engine: AsyncEngine, slug: str, *, theme: str | None) -> str:
    async with begin_reading(engine) as tx:
        city_id = await consultations.city_of(tx, slug)
        if city_id is None:
            raise NotFound(f"No consultation has the address {slug}.")
        await enter_city(tx, city_id)
        standing = await consultations.standing(tx, slug)
    assert standing is not None
    if theme is not None and theme not in {one.id for one in themes(standing.document)}:
        raise NotFound(f"{slug} has no theme {theme}.")
    return await group(engine, city_id=city_id, consultation_id=standing.id, theme=theme)


async def group(
    engine: AsyncEngine, *, city_id: UUID, consultation_id: UUID, theme: str | None = None
) -> str:
    """A whole run: themes, reviewed topics, and clusters among the rest; told in one line."""
    async with begin_reading(engine, city_id=city_id) as tx:
        book, said = await _given(tx, consultation_id, only=None)
    run_id = uuid4()
    outcome = await asyncio.to_thread(_group, book, said, theme, run_id)
    async with begin(engine, city_id=city_id) as tx:
        await store.lock(tx, consultation_id)
        await store.add_run(
            tx,
            run_id=run_id,
            city_id=city_id,
            consultation_id=consultation_id,
            snapshot_hash=_snapshot(said),
            manifest=outcome.manifest,
            quality=outcome.quality,
        )
        still_there = {
            one.answer_id
            for one in await store.all_placements(
                tx, consultation_id, questions=question_keys(book.standing.document)
            )
        }
        clusters = [_without_gone(cluster, still_there) for cluster in outcome.clusters]
        await store.add_clusters(
            tx, clusters, city_id=city_id, consultation_id=consultation_id, scores=outcome.scores
        )
        placed = [one for one in outcome.placements if one.answer_id in still_there]
        await put_placements(tx, book.standing, placed, run_id=run_id)
    return f"{len(outcome.placements)} answers, {len(outcome.clusters)} groups"


def _without_gone(cluster: Cluster, still_there: set[UUID]) -> Cluster:
    """A citizen may have withdrawn while the run was computing."""
    members = tuple(member for member in cluster.members if member in still_there)
    exemplars = tuple(one for one in cluster.exemplars if one in still_there)
    return replace(cluster, members=members, exemplars=exemplars)


def _snapshot(said: Sequence[Said]) -> bytes:
    """The same answers with the same words give the same hash."""
    digest = hashlib.sha256()
    for one in said:
        digest.update(one.answer_id.bytes + hashlib.sha256(one.body.encode()).digest())
    return digest.digest()


def _place(book: Book, said: Sequence[Said]) -> Outcome:
    document = book.standing.document
    themed = _themed(document, said, book.review)
    return _outcome(_to_topics(book, themed, _examples(book, {})))


def _group(book: Book, said: Sequence[Said], theme: str | None, run_id: UUID) -> Outcome:
    document = book.standing.document
    words = {one.answer_id: one.body for one in said}
    themed = [one for one in _themed(document, said, book.review) if theme is None or one.theme == theme]
    placed = _to_topics(book, themed, _examples(book, words))
    loose = [
        one
        for one in themed
        if one.theme and placed[one.said.answer_id].state == "review" and _is_free(book, one)
    ]
    found = analysis.cluster(
        [_answer(one) for one in loose], min_size=analysis.fewest_for_candidate(len(themed))
    )
    outcome = _with_clusters(placed, loose, found, run_id=run_id)
    return replace(outcome, quality={**outcome.quality, "agreement": _agreement(book, themed, words)})


def _agreement(book: Book, themed: Sequence[Themed], words: Mapping[UUID, str]) -> Mapping[str, Any]:
    """How far the assigner agrees with what people placed one by one, were it not taught by those answers."""
    reviewed = [
        Reviewed(answer=_answer(one), topic=now.topic_id, theme=one.theme)
        for one in themed
        if one.theme
        and is_reviewed(now := book.review.assignment(one.said.answer_id))
        and now.topic_id is not None
    ]

    def topics(theme: str, without: frozenset[str]) -> list[analysis.Topic]:
        left = {answer_id: text for answer_id, text in words.items() if str(answer_id) not in without}
        taught = _examples(book, left)
        return [_topic(topic, taught) for topic in book.review.in_theme(theme)]

    return agreement(reviewed, topics)


def _is_free(book: Book, themed: Themed) -> bool:
    """No person has placed or set aside this answer, so a group may be proposed for it."""
    return book.review.assignment(themed.said.answer_id).by == "machine"


def _answer(themed: Themed) -> analysis.Answer:
    said = themed.said
    return analysis.Answer(
        id=str(said.answer_id),
        text=said.body,
        theme=themed.theme,
        variety=said.variety,
        vector=unpacked(said.vector)
        if said.vector and said.encoder == analysis.current_encoder_id()
        else None,
    )


def _themed(document: ConsultationDocument, said: Sequence[Said], review: Review) -> list[Themed]:
    """Given by the question or the citizen; else assigned from what the themes say; else not known yet."""
    sources = {question.key: theme_source(question) for question in clustered_questions(document)}
    assigned = _assigned_themes(document, [one for one in said if not one.theme])
    themed: list[Themed] = []
    for one in said:
        by: ThemeBy = "machine"
        if one.theme:
            by = "question" if sources[one.question_key] is ThemeSource.QUESTION else "citizen"
        own = one.theme or assigned[one.answer_id]
        now = review.assignment(one.answer_id)
        theme = now.theme if now.theme_by == "person" else own
        themed.append(Themed(said=one, theme=theme, own_theme=own, theme_by=by))
    return themed


def _assigned_themes(document: ConsultationDocument, said: Sequence[Said]) -> dict[UUID, str | None]:
    described = [theme for theme in themes(document) if not theme.is_lens]
    answers = [_answer(Themed(said=one, theme=None, own_theme=None, theme_by="machine")) for one in said]
    run = analysis.assign(answers, [_theme_topic(theme) for theme in described])
    return {
        one.answer_id: result.key if result.state == "assigned" else None
        for one, result in zip(said, run.assignments, strict=True)
    }


def _theme_topic(theme: Theme) -> analysis.Topic:
    """A theme as the analysis sees it: its name, what its objectives say, the words people use about them."""
    said = descriptions(theme)
    seeds = tuple(
        word for objective in theme.objectives for words in objective.seeds.values() for word in words
    )
    return analysis.Topic(
        key=theme.id,
        names={code: getattr(theme.name, code) for code in CODES},
        descriptions={code: " ".join(t for t in said.get(code, ()) if t not in seeds) for code in CODES},
        words=seeds,
    )


def _examples(book: Book, words: Mapping[UUID, str]) -> dict[UUID, tuple[str, ...]]:
    """For each reviewed topic some of the answers that people themselves put there."""
    return {
        topic.id: tuple(
            words[answer]
            for answer in topic.answers
            if answer in words and book.review.assignment(answer).by == "person"
        )[:EXAMPLES]
        for topic in book.review.topics.values()
    }


def _to_topics(
    book: Book, themed: Sequence[Themed], examples: Mapping[UUID, tuple[str, ...]]
) -> dict[UUID, Placement]:
    """A placement for each answer: in a reviewed topic of its theme when one clearly fits, else to review.

    What an earlier run assigned stays assigned while its topic lives: nothing moves without a person.
    """
    placed = {one.said.answer_id: _waiting(one) for one in themed} | _kept(book, themed)
    for theme in sorted({one.theme for one in themed if one.theme}):
        topics = book.review.in_theme(theme)
        inside = [
            one for one in themed if one.theme == theme and placed[one.said.answer_id].state == "review"
        ]
        if not topics or not inside:
            continue
        run = analysis.assign([_answer(one) for one in inside], [_topic(t, examples) for t in topics])
        for one, result in zip(inside, run.assignments, strict=True):
            guess = result.key or result.suggestion
            placed[one.said.answer_id] = Placement(
                answer_id=one.said.answer_id,
                theme=one.own_theme,
                theme_by=one.theme_by,
                topic_id=UUID(guess) if guess else None,
                score=result.score,
                state=result.state,
            )
    return placed


def _kept(book: Book, themed: Sequence[Themed]) -> dict[UUID, Placement]:
    before = {one.answer_id: one for one in book.placements}
    kept: dict[UUID, Placement] = {}
    for one in themed:
        old = before[one.said.answer_id]
        home = book.review.topic_of(old.topic_id) if old.topic_id and old.state == "assigned" else None
        if home is not None and home.theme == one.theme:
            kept[one.said.answer_id] = replace(old, theme=one.own_theme, theme_by=one.theme_by)
    return kept


def _topic(topic: Topic, examples: Mapping[UUID, tuple[str, ...]]) -> analysis.Topic:
    return analysis.Topic(
        key=str(topic.id),
        names={code: getattr(topic.names, code) for code in CODES},
        descriptions={
            code: getattr(topic.description, code) for code in CODES if getattr(topic.description, code)
        },
        examples=examples.get(topic.id, ()),
    )


def _waiting(themed: Themed) -> Placement:
    return Placement(
        answer_id=themed.said.answer_id,
        theme=themed.own_theme,
        theme_by=themed.theme_by,
        state="review" if themed.said.body.strip() else "empty",
    )


def _outcome(placed: Mapping[UUID, Placement]) -> Outcome:
    return Outcome(placements=tuple(placed.values()), clusters=(), scores={}, manifest={}, quality={})


def _with_clusters(
    placed: dict[UUID, Placement], loose: Sequence[Themed], found: analysis.ClusterRun, *, run_id: UUID
) -> Outcome:
    ids = {cluster.key: uuid4() for cluster in found.clusters}
    members: dict[str, list[UUID]] = {cluster.key: [] for cluster in found.clusters}
    scores: dict[UUID, float] = {}
    for one, result in zip(loose, found.assignments, strict=True):
        answer_id = one.said.answer_id
        before = placed[answer_id]
        if result.key is not None:
            members[result.key].append(answer_id)
            scores[answer_id] = result.score
        placed[answer_id] = Placement(
            answer_id=answer_id,
            theme=before.theme,
            theme_by=before.theme_by,
            cluster_id=ids[result.key] if result.key is not None else None,
            topic_id=before.topic_id,
            score=result.score,
            state="empty" if result.state == "empty" else "review",
        )
    clusters = tuple(
        Cluster(
            id=ids[cluster.key],
            run_id=run_id,
            key=cluster.key,
            theme=cluster.theme,
            members=tuple(sorted(members[cluster.key], key=lambda a: (-scores[a], a))),
            terms=dict(cluster.terms),
            exemplars=tuple(UUID(given) for given in cluster.exemplars),
            stability=cluster.stability,
            names=dict(cluster.names),
        )
        for cluster in found.clusters
        if members[cluster.key]
    )
    manifest: dict[str, Any] = msgspec.to_builtins(found.run)
    return Outcome(
        placements=tuple(placed.values()),
        clusters=clusters,
        scores=scores,
        manifest=manifest,
        quality=manifest.get("metrics", {}),
    )
