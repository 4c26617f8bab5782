"""Looks at free texts before anybody reads them: variety, script, personal data, and the vector that later work needs.

Only a worker imports this door, because it imports the analysis. What it finds stands beside the text, never in it.
"""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.ext.asyncio import AsyncEngine

import analysis
from consult.db.transaction import begin, begin_reading
from consult.jobs.queue import enqueue
from consult.responses import store
from consult.responses.model import Screening
from consult.responses.work import Place

TOGETHER = 500  # answers a job places at once


async def screen(engine: AsyncEngine, *, city_id: UUID, response_ids: Sequence[UUID]) -> None:
    """Screens what is not screened yet and enqueues its placing, both or none; doing it twice changes nothing."""
    async with begin_reading(engine, city_id=city_id) as tx:
        texts = await store.texts_to_screen(tx, response_ids)
    if not texts:
        return
    screened, vectors = await asyncio.to_thread(_look, texts)
    async with begin(engine, city_id=city_id) as tx:
        await store.put_screenings(
            tx,
            city_id=city_id,
            screened=screened,
            encoder=analysis.current_encoder_id(),
            encoded=[packed(vector) for vector in vectors],
            at=datetime.now(UTC),
        )
        ids = [one.answer_id for one in screened]
        batches = [ids[i : i + TOGETHER] for i in range(0, len(ids), TOGETHER)]
        await enqueue(tx, Place.NAME, [Place(city_id=city_id, answer_ids=tuple(batch)) for batch in batches])


def _look(texts: Sequence[tuple[UUID, str]]) -> tuple[list[Screening], NDArray[np.float32]]:
    """CPU work, in a thread of its own so that the worker's heartbeat goes on."""
    found = analysis.screen([text for _, text in texts])
    vectors = analysis.encode([text for _, text in texts], varieties=[one.variety for one in found])
    screened = [
        Screening(
            answer_id=answer_id,
            script=one.script,
            variety=one.variety,
            confidence=one.confidence,
            personal=tuple((span.start, span.end, span.kind) for span in one.personal),
        )
        for (answer_id, _), one in zip(texts, found, strict=True)
    ]
    return screened, vectors


def packed(vector: NDArray[np.float32]) -> bytes:
    """Half precision: 1 KiB an answer, and far finer than the differences that matter."""
    return vector.astype("<f2").tobytes()


def unpacked(stored: bytes) -> NDArray[np.float32]:
    return np.frombuffer(stored, dtype="<f2").astype(np.float32)
