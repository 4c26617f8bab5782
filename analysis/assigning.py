"""Assigns answers to topics people have named, and leaves to review what it cannot place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.cluster.assigner import TopicAssigner
from analysis.encode.encoder import SentenceEncoder
from analysis.encode.vectors import VectorCache, default_encoder
from analysis.estimator import one_thread
from analysis.intake import Intake, counted_states, in_given_order, take_in
from analysis.lexicon import Form
from analysis.model import Answer, AssignmentResult, AssignRun, State, Topic
from analysis.runs.manifest import forms_sha256, manifest_of
from analysis.text.hashing import text_hash

# A second topic counts when it would be this likely had the first not been offered, or when the answer names
# one of its concepts outright and it is not unlikely.
_SECOND: Final = 0.6
_NAMED: Final = 0.9
# Each verdict stands alone, so a million answers are read a block at a time.
_BLOCK: Final = 2048


def _second(row: NDArray[np.float64], named: NDArray[np.float64], first: int) -> int | None:
    others = np.delete(np.arange(len(row)), first)
    if not len(others):
        return None
    likely = int(others[np.argmax(row[others])])
    if row[likely] >= _SECOND * max(1.0 - float(row[first]), 1e-12) and row[likely] > 0.1:
        return likely
    told = int(others[np.argmax(named[others])])
    return told if named[told] >= _NAMED else None


def _result(
    answer: Answer,
    variety: str,
    row: NDArray[np.float64],
    named: NDArray[np.float64],
    *,
    keys: Sequence[str],
    threshold: float,
) -> AssignmentResult:
    first = int(np.argmax(row))
    best = float(row[first])
    state: State = "assigned" if best >= threshold else "review"
    second = _second(row, named, first)
    return AssignmentResult(
        id=answer.id,
        key=keys[first] if state == "assigned" else None,
        score=round(best, 4),
        state=state,
        variety=variety,
        suggestion=keys[first],
        second=keys[second] if second is not None else None,
    )


def _without_topics(intake: Intake) -> list[AssignmentResult]:
    return [
        AssignmentResult(id=answer.id, key=None, score=0.0, state="review", variety=variety)
        for answer, variety in zip(intake.answers, intake.varieties, strict=True)
    ]


def _assigned(intake: Intake, assigner: TopicAssigner) -> list[AssignmentResult]:
    found: list[AssignmentResult] = []
    for start in range(0, len(intake.answers), _BLOCK):
        stop = start + _BLOCK
        found += _assigned_block(
            Intake(
                answers=intake.answers[start:stop],
                varieties=intake.varieties[start:stop],
                vectors=intake.vectors[start:stop],
                unread=(),
            ),
            assigner,
        )
    return found


def _assigned_block(intake: Intake, assigner: TopicAssigner) -> list[AssignmentResult]:
    texts = [answer.text for answer in intake.answers]
    probabilities = assigner.predict_proba(texts, varieties=intake.varieties, vectors=intake.vectors)[:, :-1]
    named = assigner.evidence_.named(texts, varieties=intake.varieties)
    return [
        _result(answer, variety, row, told, keys=assigner.classes_, threshold=assigner.threshold_)
        for answer, variety, row, told in zip(
            intake.answers, intake.varieties, probabilities, named, strict=True
        )
    ]


def assign(
    answers: Sequence[Answer],
    topics: Sequence[Topic],
    *,
    threshold: float | None = None,
    forms: Sequence[Form] = (),
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
            assigner = TopicAssigner(threshold=threshold, forms=forms, encoder=encoder, cache=cache).fit(
                topics
            )
            results = _assigned(intake, assigner) if intake.answers else []
        else:
            results = _without_topics(intake)
    results = [*results, *intake.unread]
    codebook = json.dumps([asdict(topic) for topic in topics], ensure_ascii=True, sort_keys=True)
    manifest = manifest_of(
        "assign",
        answers,
        encoder=chosen,
        parameters={
            "threshold": threshold,
            "forms_sha256": forms_sha256(forms),
            "topics": len(topics),
            "topics_sha256": text_hash(codebook),
        },
        counts={"answers": len(answers)} | counted_states(results),
        metrics={},
    )
    return AssignRun(run=manifest, assignments=in_given_order(answers, results))
