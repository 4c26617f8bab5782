"""Assigns answers to topics people have named, and leaves to review what it cannot place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.cluster.assigner import DEFAULT_THRESHOLD, TopicAssigner
from analysis.encode.encoder import SentenceEncoder
from analysis.encode.vectors import VectorCache, default_encoder
from analysis.estimator import one_thread
from analysis.intake import Intake, counted_states, in_given_order, take_in
from analysis.model import Answer, AssignmentResult, AssignRun, State, Topic
from analysis.runs.manifest import manifest_of
from analysis.text.hashing import text_hash

# A second topic counts when it would be this likely had the first not been offered.
_SECOND: Final = 0.6


def _result(
    answer: Answer, variety: str, row: NDArray[np.float64], *, keys: Sequence[str], threshold: float
) -> AssignmentResult:
    order = np.argsort(-row, kind="stable")
    best = float(row[order[0]])
    state: State = "assigned" if best >= threshold else "review"
    second = float(row[order[1]]) / max(1.0 - best, 1e-12) if len(keys) > 1 else 0.0
    return AssignmentResult(
        id=answer.id,
        key=keys[order[0]] if state == "assigned" else None,
        score=round(best, 4),
        state=state,
        variety=variety,
        suggestion=keys[order[0]],
        second=keys[order[1]] if second >= _SECOND else None,
    )


def _without_topics(intake: Intake) -> list[AssignmentResult]:
    return [
        AssignmentResult(id=answer.id, key=None, score=0.0, state="review", variety=variety)
        for answer, variety in zip(intake.answers, intake.varieties, strict=True)
    ]


def _assigned(intake: Intake, assigner: TopicAssigner) -> list[AssignmentResult]:
    texts = [answer.text for answer in intake.answers]
    probabilities = assigner.predict_proba(texts, varieties=intake.varieties, vectors=intake.vectors)[:, :-1]
    return [
        _result(answer, variety, row, keys=assigner.classes_, threshold=assigner.threshold)
        for answer, variety, row in zip(intake.answers, intake.varieties, probabilities, strict=True)
    ]


def assign(
    answers: Sequence[Answer],
    topics: Sequence[Topic],
    *,
    threshold: float = DEFAULT_THRESHOLD,
    encoder: SentenceEncoder | None = None,
    cache: VectorCache | None = None,
) -> AssignRun:
    """The likeliest topic of each answer, judged by its words and its vector; every answer has exactly one
    result.

    `score` is the probability of the best topic against the others and "none of them"; under `threshold`
    (0–1) the state is "review" and `suggestion` still names it. `second` names another topic the answer
    speaks of. A result depends on the answer and the topics only, not on the other answers. Without topics
    everything readable is in review. Raises ValueError on repeated ids or topic keys and on vectors of
    another dimension.
    """
    chosen = encoder or default_encoder()
    with one_thread():
        intake = take_in(answers, encoder=encoder, cache=cache)
        if topics:
            assigner = TopicAssigner(threshold=threshold, encoder=encoder, cache=cache).fit(topics)
            results = _assigned(intake, assigner) if intake.answers else []
        else:
            results = _without_topics(intake)
    results = [*results, *intake.unread]
    codebook = json.dumps([asdict(topic) for topic in topics], ensure_ascii=True, sort_keys=True)
    manifest = manifest_of(
        "assign",
        answers,
        encoder=chosen,
        parameters={"threshold": threshold, "topics": len(topics), "topics_sha256": text_hash(codebook)},
        counts={"answers": len(answers)} | counted_states(results),
        metrics={},
    )
    return AssignRun(run=manifest, assignments=in_given_order(answers, results))
