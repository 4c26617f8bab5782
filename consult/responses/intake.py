"""Keeps submissions in shared transactions: while one batch is being made durable, the next one gathers.

Nobody waits for a timer: a lone submission goes at once. Each caller is answered only after the commit that holds their
answers. When a batch fails, its submissions are tried one by one, so that one bad row cannot take others with it.
It refuses to know forms; it is given submissions that are already checked.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.db.transaction import begin
from consult.errors import Unavailable
from consult.responses import actions
from consult.responses.model import Submission

log = structlog.get_logger("consult.responses")

MOST_WAITING = 2_000  # beyond this the honest answer is "try again", with the answers kept in the page
MOST_TOGETHER = 64
BATCHES_AT_ONCE = 1  # one in flight gathers the largest batches; a second gained nothing here


class Intake:
    """One per process. Correctness never depends on it: the database alone decides what is kept once."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._waiting: dict[UUID, deque[tuple[Submission, asyncio.Future[None]]]] = {}
        self._waiting_count = 0
        self._running: set[asyncio.Task[None]] = set()

    async def submit(self, submission: Submission) -> None:
        """Returns when the submission is durable; raises what the database raised."""
        if self._waiting_count >= MOST_WAITING:
            raise Unavailable("Too many submissions wait for the database.")
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(submission.city_id, deque()).append((submission, done))
        self._waiting_count += 1
        self._start()
        await done

    def _start(self) -> None:
        while self._waiting and len(self._running) < BATCHES_AT_ONCE:
            city_id, queue = next(iter(self._waiting.items()))
            batch = [queue.popleft() for _ in range(min(MOST_TOGETHER, len(queue)))]
            del self._waiting[city_id]
            if queue:
                self._waiting[city_id] = queue  # to the end of the line: no city starves another
            self._waiting_count -= len(batch)
            task = asyncio.create_task(self._keep(city_id, batch))
            self._running.add(task)
            task.add_done_callback(self._finished)

    def _finished(self, task: "asyncio.Task[None]") -> None:
        self._running.discard(task)
        self._start()

    async def _keep(self, city_id: UUID, batch: Sequence[tuple[Submission, "asyncio.Future[None]"]]) -> None:
        try:
            await keep_together(self._engine, city_id, [submission for submission, _ in batch])
        except Exception as error:  # The error belongs to the callers, who all still wait.
            if len(batch) == 1:
                _settle(batch[0][1], error)
                return
            log.warning("batch failed", size=len(batch), error=type(error).__name__)
            for one in batch:
                await self._keep(city_id, [one])
            return
        for _, done in batch:
            _settle(done, None)


def _settle(done: "asyncio.Future[None]", error: Exception | None) -> None:
    if done.done():  # The citizen's connection is gone; what was kept stays kept.
        return
    if error is None:
        done.set_result(None)
    else:
        done.set_exception(error)


async def keep_together(engine: AsyncEngine, city_id: UUID, submissions: Sequence[Submission]) -> set[UUID]:
    """One transaction: the responses, their answers, the codes they use, the drafts they end, the job that screens them."""
    async with begin(engine, city_id=city_id) as tx:
        return await actions.keep(tx, city_id, submissions)
