"""Double entry: drawn sheets are typed again, blind; what differs is counted, told and settled."""

import re
from uuid import UUID

import httpx
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations.store import Standing
from consult.responses.model import chosen
from tests.consult.responses.office.test_entry import SHEET, keep, open_batch, rows
from tests.walk import fields_of


async def typed_batch(desk: httpx.AsyncClient, slug: str, *, count: int) -> tuple[str, str]:
    """A batch with that many sheets; its address, and the first sheet that was drawn."""
    base = await open_batch(desk, slug)
    for number in range(1, count + 1):
        assert (await keep(desk, base, **{**SHEET, "sheet": str(number)})).status_code == 303
    sheets = [str(number) for number in range(1, count + 1)]
    return base, chosen(UUID(base.rpartition("/")[2]), sheets)[0]


async def test_a_drawn_sheet_is_typed_blind_and_an_equal_one_is_counted(
    coordinator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    base, sheet = await typed_batch(coordinator, gabes.slug, count=3)
    listed = (await coordinator.get(f"{base}/again")).text
    assert re.findall(r"again/([0-9]+)", listed) == [sheet]
    assert "Pas encore connu" in listed
    blank = (await coordinator.get(f"{base}/again/{sheet}")).text
    assert SHEET["q_change"] not in blank
    assert 'name="q_place" value=""' in blank
    other = next(number for number in "123" if number != sheet)
    assert (await coordinator.get(f"{base}/again/{other}")).status_code == 404
    answer = await keep(coordinator, f"{base}/again/{sheet}", **SHEET)
    assert answer.headers["location"] == f"{base}/again?done={sheet}"
    (row,) = await rows(engine, gabes, "select compared_count, differing from double_entry")
    assert (row.compared_count, row.differing) == (15, [])
    page = (await coordinator.get(answer.headers["location"])).text
    assert "0 champ sur 15 saisi deux fois" in page or "0 champs sur 15 saisis deux fois" in page
    assert len(await rows(engine, gabes, "select id from response")) == 3


async def test_what_differs_is_shown_side_by_side_and_the_paper_decides(
    coordinator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    base, sheet = await typed_batch(coordinator, gabes.slug, count=1)
    path = f"{base}/again/{sheet}"
    second = {**SHEET, "q_place": "4", "q_change": "كلام آخر", "q_vision": ""}
    answer = await keep(coordinator, path, **second)
    assert answer.status_code == 422
    assert "Chatt Essalem" in answer.text
    assert "Sidi Boulbaba" in answer.text
    (row,) = await rows(engine, gabes, "select compared_count, differing from double_entry")
    assert (row.compared_count, sorted(row.differing)) == (15, ["q_change", "q_place", "q_vision"])
    kept = dict(fields_of(answer.text, f"{path}/settle"))
    half = await coordinator.post(f"{path}/settle", data={**kept, "pick.q_place": "second"})
    assert half.status_code == 422
    picks = {"pick.q_place": "second", "pick.q_change": "first", "pick.q_vision": "first"}
    settled = await coordinator.post(f"{path}/settle", data={**kept, **picks})
    assert settled.status_code == 303, settled.text
    values = await rows(
        engine,
        gabes,
        "select question_key, value, body from answer where question_key in ('q_place', 'q_change')",
    )
    assert {row.question_key: row.value or row.body for row in values} == {
        "q_place": "sidi_boulbaba",
        "q_change": SHEET["q_change"],
    }
    assert len(await rows(engine, gabes, "select response_id from double_entry")) == 1
    page = (await coordinator.get(base)).text
    assert "3 champs sur 15 saisis deux fois diffèrent." in page
    assert "20,0" in page
    assert f"{base}/again" not in page  # nothing is due any more


async def test_only_names_of_fields_are_kept_of_a_second_typing(
    coordinator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    base, sheet = await typed_batch(coordinator, gabes.slug, count=1)
    await keep(coordinator, f"{base}/again/{sheet}", **{**SHEET, "q_change": "سرّ لا يُحفظ"})
    for table in ("double_entry", "audit_event", "answer"):
        told = await rows(engine, gabes, f"select to_jsonb(t)::text as told from {table} t")
        assert all("سرّ" not in row.told for row in told)
