"""Stops in the street: opened, counted and closed by whoever collects, and walled from other cities."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import httpx
import pytest
from litestar import Litestar
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations.store import Standing
from consult.db.transaction import begin, begin_reading
from consult.people.model import Role
from consult.responses import actions
from consult.responses.intake import keep_together
from tests.conftest import hire, sign_in, visitor
from tests.makers import submission
from tests.walk import actions_of

STOP = "Souk de Jara, samedi matin"


@pytest.fixture
async def facilitator(
    site: Litestar, engine: AsyncEngine, gabes: Standing
) -> AsyncIterator[httpx.AsyncClient]:
    async with visitor(site) as client:
        assert (await sign_in(client, await hire(engine, gabes, Role.FACILITATOR))).status_code == 303
        yield client


def at(standing: Standing) -> str:
    return f"/fr/office/c/{standing.slug}/field"


async def open_stop(
    client: httpx.AsyncClient, standing: Standing, stop: str = STOP, channel: str = "stand"
) -> str:
    """Opens a stop; answers its id, read from the page as its buttons have it."""
    answer = await client.post(at(standing), data={"channel": channel, "stop": stop})
    assert answer.status_code == 303, answer.text
    page = (await client.get(at(standing))).text
    card = page[page.index(stop) :]
    closing = next(action for action in actions_of(card) if action.endswith("/close"))
    return closing.split("/")[-2]


async def test_the_desk_leads_a_facilitator_to_the_street_and_nowhere_else(
    facilitator: httpx.AsyncClient, gabes: Standing
) -> None:
    desk = (await facilitator.get("/fr/office")).text
    assert f'href="{at(gabes)}"' in desk
    assert "/topics" not in desk
    assert f"/office/c/{gabes.slug}/results" not in desk


async def test_a_stop_is_opened_counted_and_closed_and_the_history_says_who(
    facilitator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    stop = await open_stop(facilitator, gabes)
    page = (await facilitator.get(at(gabes))).text
    assert STOP in page
    assert "A facilitator" in page
    for _ in range(2):
        assert (await facilitator.post(f"{at(gabes)}/{stop}/close")).status_code == 303
    page = (await facilitator.get(at(gabes))).text
    assert STOP in page
    assert not [action for action in actions_of(page) if action.endswith("/close")]
    async with begin_reading(engine, city_id=gabes.city_id) as tx:
        rows = await tx.execute(text("select action, person_name, subject from audit_event order by id"))
        said = [tuple(row) for row in rows if row.action.endswith("_batch")]
    assert said == [("open_batch", "A facilitator", STOP), ("close_batch", "A facilitator", STOP)]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"channel": "stand", "stop": "  "}, "stop"),
        ({"channel": "stand", "stop": "x" * 121}, "stop"),
        ({"channel": "web", "stop": STOP}, "channel"),
        ({"stop": STOP}, "channel"),
        ({}, "stop"),
    ],
)
async def test_a_stop_that_cannot_be_told_apart_is_refused_in_its_place(
    facilitator: httpx.AsyncClient, gabes: Standing, sent: dict[str, str], field: str
) -> None:
    answer = await facilitator.post(at(gabes), data=sent)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert f'id="{field}"' in answer.text
    if sent.get("stop", "").strip():
        assert f'value="{sent["stop"]}"' in answer.text


async def test_counts_are_queries_by_channel_and_by_stop(
    facilitator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    async with begin(engine, city_id=gabes.city_id) as tx:
        stop = (
            await tx.execute(
                text(
                    "insert into batch (id, city_id, consultation_id, channel, stop, person_id, person_name, opened_at) "
                    "select gen_random_uuid(), :city, :consultation, 'meeting', 'Maison des jeunes', id, name, now() "
                    "from person returning id"
                ),
                {"city": gabes.city_id, "consultation": gabes.id},
            )
        ).scalar_one()
    given = [submission(gabes, key=f"k{n}", body="الماء", channel="web") for n in range(3)]
    await keep_together(engine, gabes.city_id, given)
    at_stop = submission(gabes, key="k9", body="الماء", channel="meeting")
    object.__setattr__(at_stop, "batch_id", stop)
    await keep_together(engine, gabes.city_id, [at_stop])
    async with begin_reading(engine, city_id=gabes.city_id) as tx:
        found = await actions.field(tx, gabes.slug, at=datetime.now(UTC))
    assert found.channels == {"meeting": 1, "web": 3}
    assert [(one.batch.stop, one.response_count) for one in found.stops] == [("Maison des jeunes", 1)]


async def test_another_citys_stops_are_not_there(
    site: Litestar, facilitator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing, kairouan: Standing
) -> None:
    stop = await open_stop(facilitator, gabes)
    async with visitor(site) as stranger:
        await sign_in(stranger, await hire(engine, kairouan, Role.FACILITATOR))
        assert (await stranger.get(at(gabes))).status_code == 404
        for below in (at(gabes), at(kairouan)):
            for act in ("close", "tablet"):
                assert (await stranger.post(f"{below}/{stop}/{act}")).status_code == 404
        assert STOP not in (await stranger.get(at(kairouan))).text
    assert f"{at(gabes)}/{stop}/close" in (await facilitator.get(at(gabes))).text


@pytest.mark.parametrize("role", [Role.EXPERT, Role.COMMUNICATOR, Role.PRESIDENT])
async def test_who_does_not_collect_has_no_business_in_the_street(
    site: Litestar, engine: AsyncEngine, gabes: Standing, role: Role
) -> None:
    async with visitor(site) as desk:
        await sign_in(desk, await hire(engine, gabes, role))
        assert (await desk.get(at(gabes))).status_code == 403
        assert (await desk.post(at(gabes), data={"channel": "stand", "stop": STOP})).status_code == 403
        assert (await desk.post("/fr/office/kiosk/end")).status_code == 403


async def test_a_closed_stop_takes_no_tablet_and_says_so(
    facilitator: httpx.AsyncClient, gabes: Standing
) -> None:
    stop = await open_stop(facilitator, gabes)
    await facilitator.post(f"{at(gabes)}/{stop}/close")
    answer = await facilitator.post(f"{at(gabes)}/{stop}/tablet")
    assert answer.status_code == 409
    assert "kiosk" not in facilitator.cookies
    assert (await facilitator.get(at(gabes))).status_code == 200  # still signed in


async def test_a_stack_of_paper_takes_no_tablet(facilitator: httpx.AsyncClient, gabes: Standing) -> None:
    stop = await open_stop(facilitator, gabes, "Formulaires du marché", "paper")
    assert not [one for one in actions_of((await facilitator.get(at(gabes))).text) if one.endswith("/tablet")]
    assert (await facilitator.post(f"{at(gabes)}/{stop}/tablet")).status_code == 409
