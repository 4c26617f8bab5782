"""Takes jobs from the queue and runs them: any number of workers on any number of machines.

A failed job is tried again with growing pauses, then parked for a person to look at; nothing is dropped in silence.
It refuses to know rooms: they bring their `JOBS`.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import asyncpg
import msgspec
import structlog
from pgqueuer import AsyncpgPoolDriver, QueueManager
from pgqueuer.executors import DatabaseRetryEntrypointExecutor, EntrypointExecutorParameters
from pgqueuer.models import Job as QueuedJob
from pgqueuer.queries import Queries
from pgqueuer.types import QueueExecutionMode
from sqlalchemy.ext.asyncio import AsyncEngine

log = structlog.get_logger("consult.jobs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A kind of work: its name, what its payload decodes to, what it does."""

    name: str
    payload: type[msgspec.Struct]
    run: Callable[[AsyncEngine, Any], Awaitable[None]]
    at_once: int = 0  # how many may run together over all workers; 0: no limit


def _retrying(parameters: EntrypointExecutorParameters) -> DatabaseRetryEntrypointExecutor:
    return DatabaseRetryEntrypointExecutor(
        parameters=parameters, max_attempts=5, initial_delay=timedelta(seconds=1)
    )


def _register(manager: QueueManager, job: Job, engine: AsyncEngine) -> None:
    async def run(queued: QueuedJob) -> None:
        payload = msgspec.json.decode(queued.payload or b"{}", type=job.payload)
        try:
            await job.run(engine, payload)
        except Exception as error:
            log.warning(
                "job failed",
                job=job.name,
                attempt=queued.attempts,
                error=type(error).__name__,
                exc_info=error,
            )
            raise
        log.info("job done", job=job.name)

    manager.entrypoint(
        job.name,
        concurrency_limit=job.at_once,
        accepts_context=False,
        on_failure="hold",
        executor_factory=_retrying,
    )(run)


def _dsn(engine: AsyncEngine) -> str:
    return engine.url.set(drivername="postgresql").render_as_string(hide_password=False)


async def work(
    engine: AsyncEngine, jobs: Sequence[Job], *, until_empty: bool, stop: Callable[[QueueManager], None]
) -> None:
    """Runs until told to stop; with `until_empty`, until no job waits and none runs."""
    async with asyncpg.create_pool(dsn=_dsn(engine), min_size=2, max_size=4) as pool:
        manager = QueueManager(Queries(AsyncpgPoolDriver(pool)))
        for job in jobs:
            _register(manager, job, engine)
        stop(manager)
        await manager.run(
            dequeue_timeout=timedelta(seconds=1 if until_empty else 30),
            mode=QueueExecutionMode.drain if until_empty else QueueExecutionMode.continuous,
        )
