"""A consultation that closes while a test runs."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations import store as consultations
from consult.consultations.shelf import Shelf
from consult.consultations.store import Standing
from consult.db.transaction import begin


@pytest.fixture
def close(site: Litestar, engine: AsyncEngine) -> Callable[[Standing], Awaitable[None]]:
    """Its last day was yesterday; the site has looked again."""

    async def closed(standing: Standing) -> None:
        yesterday = datetime.now(UTC).date() - timedelta(days=2)
        async with begin(engine, city_id=standing.city_id) as tx:
            await consultations.set_window(
                tx, consultation_id=standing.id, opens_on=standing.opens_on, closes_on=yesterday
            )
        site.state.shelf = Shelf(engine)

    return closed
