"""A shared tablet: one person after the other, each with their own words, and nothing of them for the next."""

from collections.abc import AsyncIterator
from uuid import UUID

import httpx
import pytest
from litestar import Litestar
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations.store import Standing
from consult.db.transaction import begin_reading
from consult.people.model import Role
from consult.responses.model import new_token
from tests.conftest import hire, sign_in, visitor
from tests.consult.responses.test_field import at, open_stop
from tests.walk import walk


@pytest.fixture
async def facilitator(
    site: Litestar, engine: AsyncEngine, gabes: Standing
) -> AsyncIterator[httpx.AsyncClient]:
    async with visitor(site) as client:
        await sign_in(client, await hire(engine, gabes, Role.FACILITATOR))
        yield client


async def start(client: httpx.AsyncClient, standing: Standing, stop: str) -> httpx.Response:
    answer = await client.post(f"{at(standing)}/{stop}/tablet")
    assert answer.status_code == 303, answer.text
    return answer


@pytest.fixture
async def tablet(facilitator: httpx.AsyncClient, gabes: Standing) -> httpx.AsyncClient:
    """The facilitator's device, handed to citizens."""
    await start(facilitator, gabes, await open_stop(facilitator, gabes))
    return facilitator


async def came(engine: AsyncEngine, standing: Standing) -> list[tuple[str, UUID | None, str]]:
    async with begin_reading(engine, city_id=standing.city_id) as tx:
        rows = await tx.execute(
            text(
                "select r.channel, r.batch_id, a.body from response r left join answer a on a.response_id = r.id "
                "and a.question_key = 'q_change' order by r.submitted_at, r.id"
            )
        )
        return [tuple(row) for row in rows]


async def test_starting_the_tablet_signs_the_facilitator_out_on_it(
    facilitator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    session = facilitator.cookies["desk"]
    answer = await start(facilitator, gabes, await open_stop(facilitator, gabes))
    assert answer.headers["location"] == "/fr/kiosk"
    set_cookies = answer.headers.get_list("set-cookie")
    kiosk = next(one for one in set_cookies if one.startswith("kiosk="))
    assert "HttpOnly" in kiosk
    assert "samesite=lax" in kiosk.lower()
    assert "desk" not in facilitator.cookies
    facilitator.cookies.set("desk", session)
    assert (await facilitator.get("/fr/office")).status_code == 303  # the session itself has ended


async def test_only_the_hash_of_what_the_tablet_holds_is_stored(
    tablet: httpx.AsyncClient, owner: AsyncEngine, gabes: Standing
) -> None:
    async with owner.begin() as connection:
        rows = await connection.execute(text("select to_jsonb(k)::text from kiosk k"))
        stored = " ".join(row[0] for row in rows)
    assert stored
    assert tablet.cookies["kiosk"] not in stored


async def test_twenty_people_in_a_row_are_twenty_responses_with_their_own_words(
    tablet: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    for number in range(20):
        receipt = await walk(tablet, "ar", gabes.slug, {"q_change": f"كلام {number}"})
        assert receipt.status_code == 200
        assert f"كلام {number}<" in receipt.text
        assert all(f"كلام {other}<" not in receipt.text for other in range(number))
        assert "/ar/kiosk/next" in receipt.text
        answer = await tablet.post("/ar/kiosk/next")
        assert answer.status_code == 303
        assert '"cache"' in answer.headers["clear-site-data"]
        assert set(tablet.cookies) == {"kiosk"}
    rows = await came(engine, gabes)
    assert [body for _, _, body in rows] == [f"كلام {number}" for number in range(20)]
    assert {channel for channel, _, _ in rows} == {"stand"}
    assert len({batch for _, batch, _ in rows}) == 1
    assert rows[0][1] is not None


async def test_two_tablets_work_for_one_stop_at_once(
    site: Litestar, facilitator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    stop = await open_stop(facilitator, gabes)
    async with visitor(site) as other:
        await sign_in(other, await hire(engine, gabes, Role.COORDINATOR))
        await start(other, gabes, stop)
        await start(facilitator, gabes, stop)
        assert other.cookies["kiosk"] != facilitator.cookies["kiosk"]
        await walk(other, "fr", gabes.slug, {"q_change": "un"})
        await walk(facilitator, "ar", gabes.slug, {"q_change": "اثنان"})
    assert {(channel, str(batch)) for channel, batch, _ in await came(engine, gabes)} == {("stand", stop)}


async def test_a_person_who_has_sent_reads_their_receipt_and_the_next_one_does_not(
    tablet: httpx.AsyncClient, gabes: Standing
) -> None:
    receipt = await walk(tablet, "fr", gabes.slug, {"q_change": "le secret de la première"})
    address = receipt.url.path
    assert "le secret" in (await tablet.get(address)).text
    await tablet.post("/fr/kiosk/next")
    for path in (address, f"{address}?ask=withdraw"):
        again = await tablet.get(path)
        assert again.status_code == 303
        assert again.headers["location"] == "/fr/kiosk/receipts"
    assert (await tablet.post(f"{address}/withdraw")).status_code == 303
    async with visitor(tablet._transport.app) as phone:  # type: ignore[attr-defined]
        assert (
            "le secret" in (await phone.get(address)).text
        )  # their own phone shows it, and nothing was withdrawn


async def test_a_code_that_is_typed_at_the_tablet_opens_nothing(
    site: Litestar, tablet: httpx.AsyncClient, gabes: Standing
) -> None:
    async with visitor(site) as phone:
        code = (await walk(phone, "fr", gabes.slug, {"q_change": "chez moi"})).url.path.rsplit("/", 1)[1]
    answer = await tablet.get("/fr/receipt", params={"code": code}, follow_redirects=True)
    assert "chez moi" not in answer.text
    assert answer.url.path == "/fr/kiosk/receipts"


async def test_a_draft_ends_with_the_person_who_began_it(
    tablet: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    for leave in ("/fr/kiosk/next", "/fr/kiosk"):
        sent = await tablet.post(f"/fr/c/{gabes.slug}/answer/change", data={"q_change": "pas fini"})
        draft = next(one for one in sent.headers.get_list("set-cookie") if one.startswith("draft-"))
        assert "max-age" not in draft.lower()
        assert "expires" not in draft.lower()
        await (tablet.post(leave) if leave.endswith("next") else tablet.get(leave))
        assert "pas fini" not in (await tablet.get(f"/fr/c/{gabes.slug}/answer/change")).text
        async with begin_reading(engine, city_id=gabes.city_id) as tx:
            assert (await tx.execute(text("select count(*) from draft"))).scalar_one() == 0


async def test_every_page_at_the_tablet_is_kept_nowhere_and_goes_back_by_itself(
    tablet: httpx.AsyncClient, gabes: Standing
) -> None:
    receipt = await walk(tablet, "fr", gabes.slug, {"q_change": "x"})
    waits = {
        f"/fr/c/{gabes.slug}/answer": "240;url=/fr/kiosk",
        f"/fr/c/{gabes.slug}/answer/change": "240;url=/fr/kiosk",
        f"/fr/c/{gabes.slug}": f"180;url=/fr/kiosk/still?to=/fr/c/{gabes.slug}",
        f"/fr/c/{gabes.slug}/results": f"180;url=/fr/kiosk/still?to=/fr/c/{gabes.slug}/results",
        receipt.url.path: f"90;url=/fr/kiosk/still?to={receipt.url.path}",
        "/fr/nowhere": "180;url=/fr/kiosk/still?to=/fr/kiosk",
        "/fr/kiosk/still": "60;url=/fr/kiosk",
    }
    for path, refresh in waits.items():
        answer = await tablet.get(path)
        assert answer.headers["cache-control"] == "no-store", path
        assert answer.headers["refresh"] == refresh, path
        assert "<script" not in answer.text
    assert (await tablet.get("/fr/kiosk")).headers["cache-control"] == "no-store"


async def test_somebody_who_is_still_there_loses_nothing(tablet: httpx.AsyncClient, gabes: Standing) -> None:
    page = f"/fr/c/{gabes.slug}/answer/change"
    assert 'name="stay"' in (await tablet.get(page)).text
    stayed = await tablet.post(page, data={"q_change": "je réfléchis", "stay": "yes"})
    assert stayed.headers["location"] == page
    assert "je réfléchis" in (await tablet.get(page)).text
    still = (await tablet.get("/fr/kiosk/still", params={"to": page})).text
    assert f'href="{page}"' in still


@pytest.mark.parametrize(
    "to", ["https://elsewhere.example/", "//elsewhere.example", "/fr/office", "/fr/c/../office", "x"]
)
async def test_being_still_there_leads_to_no_other_place(tablet: httpx.AsyncClient, to: str) -> None:
    answer = await tablet.get("/fr/kiosk/still", params={"to": to})
    assert answer.status_code == 200
    assert 'class="btn" href="/fr/kiosk"' in answer.text


async def test_a_mistake_at_the_tablet_is_told_without_a_page_that_could_be_sent_again(
    tablet: httpx.AsyncClient, gabes: Standing
) -> None:
    sent = {"q_budget.economy": "50", "q_budget.environment": "20"}
    answer = await tablet.post(f"/fr/c/{gabes.slug}/answer/budget", data=sent)
    assert answer.status_code == 303
    told = await tablet.get(answer.headers["location"])
    assert 'role="alert"' in told.text
    assert 'value="50"' in told.text
    checked = await tablet.post(f"/fr/c/{gabes.slug}/check", data=sent)
    assert checked.status_code == 303
    assert 'role="alert"' in (await tablet.get(checked.headers["location"])).text


@pytest.mark.parametrize("trouble", ["closed", "unknown", "garbled"])
async def test_a_tablet_that_is_not_connected_says_so_and_citizens_still_answer(
    site: Litestar, tablet: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing, trouble: str
) -> None:
    said = "This tablet is not connected to a stop"
    assert said not in (await tablet.get("/en/kiosk")).text
    if trouble == "closed":
        async with visitor(site) as desk:
            await sign_in(desk, await hire(engine, gabes, Role.COORDINATOR))
            async with begin_reading(engine, city_id=gabes.city_id) as tx:
                stop = (await tx.execute(text("select id from batch"))).scalar_one()
            await desk.post(f"{at(gabes)}/{stop}/close")
    else:
        tablet.cookies.set("kiosk", new_token() if trouble == "unknown" else "é;".encode().hex())
    assert said in (await tablet.get("/en/kiosk")).text
    receipt = await walk(tablet, "fr", gabes.slug, {"q_change": "malgré tout"})
    assert receipt.status_code == 200
    assert await came(engine, gabes) == [("web", None, "malgré tout")]


async def test_what_is_answered_for_another_consultation_is_not_the_stops(
    tablet: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing, kairouan: Standing
) -> None:
    await walk(tablet, "fr", kairouan.slug, {"q_change": "ailleurs"})
    assert await came(engine, kairouan) == [("web", None, "ailleurs")]


async def test_a_facilitator_of_the_city_ends_the_tablet_and_one_of_another_cannot(
    tablet: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing, kairouan: Standing
) -> None:
    held = tablet.cookies["kiosk"]
    await sign_in(tablet, await hire(engine, kairouan, Role.FACILITATOR))
    assert (await tablet.post("/fr/office/kiosk/end")).status_code == 404
    await sign_in(tablet, f"facilitator-{gabes.document.city.code}@example.tn")
    desk = await tablet.get("/fr/office")
    assert "/fr/office/kiosk/end" in desk.text
    assert "refresh" not in desk.headers
    assert (await tablet.post("/fr/office/kiosk/end")).status_code == 303
    assert "kiosk" not in tablet.cookies
    tablet.cookies.set("kiosk", held)
    await walk(tablet, "fr", gabes.slug, {"q_change": "après"})
    assert [row[:2] for row in await came(engine, gabes)] == [("web", None)]


async def test_without_the_tablets_cookie_nothing_changes(
    citizen: httpx.AsyncClient, gabes: Standing
) -> None:
    page = await citizen.get(f"/fr/c/{gabes.slug}/answer")
    assert "refresh" not in page.headers
    assert 'name="stay"' not in page.text
    assert (await citizen.post("/fr/kiosk/next")).status_code == 404
    assert (await citizen.get("/fr/kiosk")).status_code == 200
