"""Background work on what citizens meant."""

from sqlalchemy.ext.asyncio import AsyncEngine

from consult.clusters.runs import group, place, run_by_slug
from consult.clusters.work import Run
from consult.jobs.worker import Job
from consult.responses.work import Place


async def _place(engine: AsyncEngine, work: Place) -> None:
    await place(engine, city_id=work.city_id, answer_ids=work.answer_ids)


async def _run(engine: AsyncEngine, work: Run) -> None:
    await group(engine, city_id=work.city_id, consultation_id=work.consultation_id, theme=work.theme)


async def run_now(engine: AsyncEngine, slug: str, *, theme: str | None) -> str:
    """The same without the queue, for the command line; answers what was found in one line."""
    return await run_by_slug(engine, slug, theme=theme)


JOBS = (
    Job(name=Place.NAME, payload=Place, run=_place),
    Job(name=Run.NAME, payload=Run, run=_run, at_once=1),
)
