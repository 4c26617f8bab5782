from datetime import UTC, datetime

import html5lib
import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations.store import Standing
from consult.db.transaction import begin
from consult.results import actions
from tests.consult.results.desk import Desk, open_desk


async def published(engine: AsyncEngine, standing: Standing) -> Desk:
    desk = await open_desk(engine, standing)
    async with begin(engine, city_id=standing.city_id) as tx:
        draft = await actions.suggested_draft(
            tx,
            desk.member,
            desk.slug,
            titles=desk.draft().titles,
            intro=desk.draft().intro,
            method=desk.draft().method,
        )
        await actions.save_draft(tx, desk.member, desk.slug, draft, seen=0)
        await actions.publish(tx, desk.member, desk.slug, at=datetime.now(UTC))
    return desk


async def test_before_anything_is_published_the_page_says_so(
    citizen: httpx.AsyncClient, gabes: Standing
) -> None:
    page = await citizen.get("/en/c/gabes-2035/results")
    assert page.status_code == 200
    assert "No results yet" in page.text


@pytest.mark.parametrize("locale", ["ar", "fr", "en"])
async def test_results_are_readable_in_every_language(
    locale: str, citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    desk = await published(engine, gabes)
    page = await citizen.get(f"/{locale}/c/gabes-2035/results")
    html5lib.HTMLParser(strict=True).parse(page.text)
    assert desk.draft().titles.in_(locale) in page.text
    assert "98123456" not in page.text


async def test_the_figures_are_a_file_to_download(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    await published(engine, gabes)
    answer = await citizen.get("/en/c/gabes-2035/results/1/data/figures.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="gabes-2035-1-figures.csv"'
    assert "q_link" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/en/c/nowhere/results",
        "/en/c/gabes-2035/results/7",
        "/en/c/gabes-2035/results/7/data/figures.csv",
        "/en/c/gabes-2035/results/99999999999999999999",
    ],
)
async def test_an_address_without_a_release_is_not_found(
    path: str, citizen: httpx.AsyncClient, gabes: Standing
) -> None:
    assert (await citizen.get(path)).status_code == 404
