"""Composes the background worker: every room's JOBS in one tuple, and the commands that need the analysis.

Only this process imports scikit-learn.
"""

import asyncio
import contextlib
import signal
from pathlib import Path

from pgqueuer import QueueManager
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.clusters import jobs as clusters
from consult.jobs.worker import work
from consult.responses import jobs as responses
from consult.results import actions as results

JOBS = (*responses.JOBS, *clusters.JOBS)


def _stop_on_signal(manager: QueueManager) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError, RuntimeError):
            loop.add_signal_handler(number, manager.shutdown.set)


async def run(engine: AsyncEngine, *, until_empty: bool) -> None:
    await work(engine, JOBS, until_empty=until_empty, stop=_stop_on_signal)


async def run_clusters(engine: AsyncEngine, slug: str, *, theme: str | None = None) -> str:
    return await clusters.run_now(engine, slug, theme=theme)


async def export_release(engine: AsyncEngine, slug: str, *, folder: Path) -> Path:
    return await results.export_latest(engine, slug, folder=folder)
