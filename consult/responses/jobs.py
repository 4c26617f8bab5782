"""Background work on what citizens said."""

from sqlalchemy.ext.asyncio import AsyncEngine

from consult.jobs.worker import Job
from consult.responses.screening import screen
from consult.responses.work import Screen


async def _screen(engine: AsyncEngine, work: Screen) -> None:
    await screen(engine, city_id=work.city_id, response_ids=work.response_ids)


JOBS = (Job(name=Screen.NAME, payload=Screen, run=_screen),)
