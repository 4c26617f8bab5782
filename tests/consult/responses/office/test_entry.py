"""Paper typed in by a clerk: the same rules as online, never twice, never half a sheet, and every act can be mended."""

import asyncio
import re
from typing import Any

import httpx
import pytest
from litestar import Litestar
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations.store import Standing
from consult.db.transaction import begin_reading
from consult.people.model import Role
from consult.responses.model import hash_of, receipt_code_of, submission_key_of
from tests.conftest import hire, sign_in, visitor

SHEET = {
    "sheet": "12",
    "q_link": "1",
    "q_place": "3",
    "q_change": "نريد كيران في وقتها",
    "q_obstacles": "1 3,10",
    "q_obstacles.other": "الضجيج",
    "q_evening": "0",
    "q_vision": "٤",
    "q_rank_axes.economy": "2",
    "q_rank_axes.environment": "1",
    "q_objectives.ECO1": "5",
    "q_project.1.axis": "2",
    "q_project.1.title": "حديقة",
    "q_statements.s1": "3",
    "d_age": "2",
    "d_channel": "4",
}


async def rows(engine: AsyncEngine, standing: Standing, statement: str) -> list[Any]:
    async with begin_reading(engine, city_id=standing.city_id) as tx:
        return list((await tx.execute(text(statement))).all())


async def open_batch(desk: httpx.AsyncClient, slug: str, *, stop: str = "Marché de Jara") -> str:
    answer = await desk.post(f"/fr/office/c/{slug}/entry", data={"stop": stop})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def keep(desk: httpx.AsyncClient, base: str, **fields: str) -> httpx.Response:
    return await desk.post(base, data={**fields, "do": "keep"})


async def test_numbers_typed_from_paper_are_stored_as_the_ids_of_what_was_ticked(
    coordinator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    base = await open_batch(coordinator, gabes.slug)
    answer = await keep(coordinator, base, **SHEET)
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"] == f"{base}?kept=12"
    found = {
        row.question_key: (row.value, row.body)
        for row in await rows(engine, gabes, "select question_key, value, body from answer")
    }
    assert found["q_link"] == ("resident", None)
    assert found["q_place"] == ("chatt_essalem", None)
    assert found["q_obstacles"] == (["air", "waste", "other"], "الضجيج")
    assert found["q_evening"] == (0, None)
    assert found["q_vision"] == (4, None)
    assert found["q_rank_axes"] == ({"economy": 2, "environment": 1}, None)
    assert found["q_objectives"] == ({"ECO1": "no_opinion"}, None)
    assert found["q_statements"] == ({"s1": "pass"}, None)
    assert found["d_channel"] == ("paper", None)
    (row,) = await rows(engine, gabes, "select channel, sheet, locale, skipped from response")
    assert (row.channel, row.sheet, row.locale) == ("paper", "12", "fr")
    assert "q_budget" in row.skipped
    jobs = await rows(engine, gabes, "select entrypoint from pgqueuer")
    assert [job.entrypoint for job in jobs] == ["responses.screen"]


async def test_after_a_kept_sheet_comes_an_empty_one_with_the_next_number(
    coordinator: httpx.AsyncClient, gabes: Standing
) -> None:
    base = await open_batch(coordinator, gabes.slug)
    await keep(coordinator, base, sheet="13", q_link="1")
    kept = await keep(coordinator, base, **SHEET)
    page = (await coordinator.get(kept.headers["location"])).text
    assert "Fiche 12 enregistrée. 2 fiches dans ce lot." in page
    assert re.search(r'id="sheet"[^>]*value="14"[^>]*autofocus', page)
    assert 'id="q_link" name="q_link" value=""' in page
    assert (
        'id="d_channel" name="d_channel" value="4"' in page
    )  # staff's own question, the same for a whole stack


async def test_enter_checks_and_keeps_nothing(
    coordinator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    base = await open_batch(coordinator, gabes.slug)
    page = (await coordinator.get(base)).text
    first = re.search(
        r'<form method="post" action="[^"]+" class="paper".*?<button[^>]*value="(\w+)"', page, re.S
    )
    assert first is not None
    assert first[1] == "check"
    answer = await coordinator.post(base, data={**SHEET, "do": "check"})
    assert answer.status_code == 200
    assert re.search(r'id="keep"[^>]*autofocus', answer.text)
    assert 'value="1 3,10"' in answer.text
    assert "Chatt Essalem</span>" in answer.text  # the words behind the number
    assert await rows(engine, gabes, "select id from response") == []


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("q_link", "6", "Il n’y a pas d’option"),
        ("q_obstacles", "1 2 3 4", "Choisissez-en 3 au plus"),
        ("q_obstacles", "1 x", "Il n’y a pas d’option"),
        ("q_rank_axes.economy", "9", "entre 1 et 4"),
        ("q_budget.economy", "50", "50"),
        ("q_stay", "عمل", "n’est pas posée"),
        ("sheet", "douze", "numéro"),
    ],
)
async def test_what_is_wrong_comes_back_beside_its_box_with_everything_typed(
    coordinator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing, field: str, typed: str, told: str
) -> None:
    base = await open_batch(coordinator, gabes.slug)
    answer = await keep(coordinator, base, **{**SHEET, "d_age": "6", field: typed})
    assert answer.status_code == 422
    assert told in answer.text
    assert SHEET["q_change"] in answer.text
    assert await rows(engine, gabes, "select id from response") == []


async def test_an_empty_sheet_is_not_a_response(coordinator: httpx.AsyncClient, gabes: Standing) -> None:
    base = await open_batch(coordinator, gabes.slug)
    assert (await keep(coordinator, base, sheet="1")).status_code == 422


async def test_the_same_sheet_is_never_a_second_row_and_its_typist_is_told_who_was_first(
    coordinator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    base = await open_batch(coordinator, gabes.slug)
    await keep(coordinator, base, **SHEET)
    answer = await keep(coordinator, base, **{**SHEET, "sheet": " 012"})
    assert answer.status_code == 422
    assert "La fiche 12 a déjà été saisie par A coordinator" in answer.text
    assert len(await rows(engine, gabes, "select id from response")) == 1


async def test_two_clerks_with_one_sheet_at_once_leave_one_row(
    site: Litestar, engine: AsyncEngine, gabes: Standing
) -> None:
    email = await hire(engine, gabes, Role.COORDINATOR)
    async with visitor(site) as one, visitor(site) as other:
        await sign_in(one, email)
        await sign_in(other, email)
        base = await open_batch(one, gabes.slug)
        answers = await asyncio.gather(*(keep(desk, base, **SHEET) for desk in (one, other) * 3))
    assert sorted(answer.status_code for answer in answers) == [303, 422, 422, 422, 422, 422]
    assert len(await rows(engine, gabes, "select id from response")) == 1


async def test_a_sheet_taken_back_can_be_typed_again(
    coordinator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    base = await open_batch(coordinator, gabes.slug)
    await keep(coordinator, base, **SHEET)
    for _ in range(2):
        answer = await coordinator.post(f"{base}/undo", data={"sheet": "12"})
        assert answer.headers["location"] == f"{base}?undone=12"
    page = (await coordinator.get(answer.headers["location"])).text
    assert re.search(r'id="sheet"[^>]*value="12"', page)
    assert len(await rows(engine, gabes, "select id from counted_response")) == 0
    assert (await keep(coordinator, base, **SHEET)).status_code == 303
    assert [row.sheet for row in await rows(engine, gabes, "select sheet from response order by sheet")] == [
        "12",
        "12.2",
    ]
    assert len(await rows(engine, gabes, "select id from counted_response")) == 1
    acts = await rows(engine, gabes, "select action from audit_event order by id")
    assert [act.action for act in acts][-3:] == ["enter_sheet", "undo_sheet", "enter_sheet"]


async def test_a_correction_takes_the_place_of_what_was_typed(
    coordinator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    base = await open_batch(coordinator, gabes.slug)
    await keep(coordinator, base, **SHEET)
    page = (await coordinator.get(f"{base}/sheets/12")).text
    for name in ("q_place", "q_obstacles", "q_evening", "q_change"):
        assert f'name="{name}"' in page
    assert 'id="q_place" name="q_place" value="3"' in page
    assert 'value="1 3 10"' in page
    for place in ("4", "5"):
        answer = await keep(coordinator, f"{base}/sheets/12", q_link="1", q_place=place)
        assert answer.status_code == 303, answer.text
    counted = await rows(engine, gabes, "select id from counted_response")
    assert len(counted) == 1
    values = await rows(engine, gabes, "select value from answer where question_key = 'q_place'")
    assert [row.value for row in values] == ["centre_corniche"]
    listed = (await coordinator.get(base)).text
    assert listed.count(f'href="{base}/sheets/12"') == 1
    assert "1 fiche" in listed


async def test_paper_may_be_typed_after_the_last_day_but_not_before_the_first(
    coordinator: httpx.AsyncClient, owner: AsyncEngine, gabes: Standing
) -> None:
    base = await open_batch(coordinator, gabes.slug)

    async def move(days: int) -> None:
        async with owner.begin() as tx:
            await tx.execute(text("select set_config('consult.city', :c, true)"), {"c": str(gabes.city_id)})
            await tx.execute(
                text(
                    "update consultation set opens_on = current_date + cast(:a as int),"
                    " closes_on = current_date + cast(:b as int)"
                ),
                {"a": days, "b": days + 5},
            )

    await move(-20)
    assert (await keep(coordinator, base, **SHEET)).status_code == 303
    await move(10)
    assert (await keep(coordinator, base, **{**SHEET, "sheet": "13"})).status_code == 409


async def test_a_closed_batch_takes_no_more_sheets(
    coordinator: httpx.AsyncClient, owner: AsyncEngine, gabes: Standing
) -> None:
    base = await open_batch(coordinator, gabes.slug)
    async with owner.begin() as tx:
        await tx.execute(text("select set_config('consult.city', :c, true)"), {"c": str(gabes.city_id)})
        await tx.execute(text("update batch set closed_at = now()"))
    assert 'name="sheet"' not in (await coordinator.get(base)).text
    assert (await keep(coordinator, base, **SHEET)).status_code == 409


async def test_another_citys_paper_does_not_exist(
    site: Litestar, coordinator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing, kairouan: Standing
) -> None:
    base = await open_batch(coordinator, gabes.slug)
    await keep(coordinator, base, **SHEET)
    async with visitor(site) as stranger:
        await sign_in(stranger, await hire(engine, kairouan, Role.COORDINATOR))
        for path in (base, f"{base}/sheets/12", f"{base}/again", f"{base}/again/12"):
            for address in (path, path.replace(gabes.slug, kairouan.slug)):
                assert (await stranger.get(address)).status_code == 404, address
                if not address.endswith("again"):
                    assert (await keep(stranger, address, **SHEET)).status_code == 404, address


async def test_only_who_may_enter_paper_may(site: Litestar, engine: AsyncEngine, gabes: Standing) -> None:
    async with visitor(site) as desk:
        await sign_in(desk, await hire(engine, gabes, Role.EXPERT))
        assert (await desk.get(f"/fr/office/c/{gabes.slug}/entry")).status_code == 403
        assert (await desk.post(f"/fr/office/c/{gabes.slug}/entry", data={"stop": "x"})).status_code == 403


async def test_a_batch_needs_a_place(coordinator: httpx.AsyncClient, gabes: Standing) -> None:
    answer = await coordinator.post(f"/ar/office/c/{gabes.slug}/entry", data={"stop": "  "})
    assert answer.status_code == 422


async def test_no_receipt_can_be_worked_out_for_a_sheet(
    coordinator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    base = await open_batch(coordinator, gabes.slug)
    await keep(coordinator, base, **SHEET)
    batch = base.rpartition("/")[2]
    (row,) = await rows(engine, gabes, "select submission_key, receipt_hash from response")
    key = submission_key_of(f"paper:{batch}:12")
    assert bytes(row.submission_key) == hash_of(key)
    assert bytes(row.receipt_hash) != hash_of(receipt_code_of(key))
