"""The contract of every page, in each language: it parses, has one heading, labels its fields, and leaks no inside word."""

import html
import re
from datetime import UTC, datetime, timedelta

import html5lib
import httpx
import pytest
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations import store as consultations
from consult.consultations.shelf import Shelf
from consult.consultations.store import Standing
from consult.db.transaction import begin
from consult.people.model import Role
from tests.conftest import hire, sign_in, visitor
from tests.walk import walk

PUBLIC = [
    "/", "/c/gabes-2035", "/c/gabes-2035/objectives/economy", "/c/gabes-2035/answer", "/c/gabes-2035/results", "/receipt",
    "/c/gabes-2035/print", "/c/gabes-2035/poster", "/kiosk", "/kiosk/still", "/kiosk/receipts",
    "/receipt?code=x", "/nowhere", "/office/sign-in", "/c/gabes-2035/receipts", "/receipt/K7QM3XWA9TPC2HRD6FVNB4JE5SK7QM3X",
    "/c/gabes-2035/answer-all", "/c/gabes-2035/resume", "/c/gabes-2035/resume?code=x",
]  # fmt: skip
OFFICE = [
    "/office", "/office/audit", "/office/gallery", "/office/c/gabes-2035/topics", "/office/c/gabes-2035/topics/planning",
    "/office/c/gabes-2035/topics/history", "/office/c/gabes-2035/results", "/office/c/gabes-2035/held",
    "/office/c/gabes-2035/field",
    "/office/c/gabes-2035/entry", "/office/c/gabes-2035/import",
]  # fmt: skip
REQUESTS = {"hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete"}
LABELLED = {"input", "select", "textarea"}


def check(answer: httpx.Response, locale: str) -> None:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(answer.text)
    wrong = [code for _, code, _ in parser.errors if code != "unexpected-self-closing-tag"]
    assert wrong == []
    assert tree.get("lang") == locale
    assert tree.get("dir") == ("rtl" if locale == "ar" else "ltr")
    assert sum(1 for _ in tree.iter("h1")) == 1
    assert "".join(tree.find(".//title").itertext()).strip()
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert sorted(ids) == sorted(set(ids))
    labels = {label.get("for") for label in tree.iter("label")}
    inside = {id(child) for label in tree.iter("label") for child in label.iter()}
    for element in tree.iter():
        if element.tag in LABELLED and element.get("type") not in {"hidden", "submit"}:
            named = element.get("id") in labels or id(element) in inside or element.get("aria-label")
            assert named, html5lib.serialize(element)
        if REQUESTS & set(map(str, element.attrib)):
            assert element.get("href") or element.get("action") or element.tag == "button", element.attrib
    for form in tree.iter("form"):
        assert form.get("action")
    shown = re.sub(r"<[^>]+>", " ", answer.text)
    for inside_word in ("Text(ar=", "<class", "Traceback", "None,", "%(", "&lt;bound"):
        assert inside_word not in shown


@pytest.mark.parametrize("locale", ["ar", "fr", "en"])
async def test_public_pages_keep_the_contract(
    citizen: httpx.AsyncClient, gabes: Standing, locale: str
) -> None:
    for path in PUBLIC:
        check(await citizen.get(f"/{locale}{path}"), locale)


@pytest.mark.parametrize("locale", ["ar", "fr", "en"])
async def test_every_page_of_the_form_keeps_the_contract(
    citizen: httpx.AsyncClient, gabes: Standing, locale: str
) -> None:
    await citizen.post(f"/{locale}/c/{gabes.slug}/answer/you", data={"q_link": "resident"})
    await citizen.post(f"/{locale}/c/{gabes.slug}/answer/about-you", data={"d_age": "20-29"})
    for page in gabes.document.questionnaire.pages:
        answer = await citizen.get(f"/{locale}/c/{gabes.slug}/answer/{page.key}")
        assert answer.status_code == 200
        check(answer, locale)
    check(await citizen.get(f"/{locale}/c/{gabes.slug}/check"), locale)


@pytest.mark.parametrize("locale", ["ar", "fr", "en"])
async def test_a_receipt_keeps_the_contract_in_every_state(
    site: Litestar, citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing, locale: str
) -> None:
    answers = {"q_link": "resident", "q_change": "الماء <b>", "q_vision": "4"}
    receipt = (await walk(citizen, locale, gabes.slug, answers)).url.path
    for path in (receipt, f"{receipt}?ask=withdraw"):
        check(await citizen.get(path), locale)
    await citizen.post(f"{receipt}/edit")
    check(await citizen.get(f"/{locale}/c/{gabes.slug}/check"), locale)
    gone = (await walk(citizen, locale, gabes.slug, answers)).url.path
    await citizen.post(f"{gone}/withdraw")
    check(await citizen.get(gone), locale)
    yesterday = datetime.now(UTC).date() - timedelta(days=2)
    async with begin(engine, city_id=gabes.city_id) as tx:
        await consultations.set_window(
            tx, consultation_id=gabes.id, opens_on=gabes.opens_on, closes_on=yesterday
        )
    site.state.shelf = Shelf(engine)
    listed = f"/{locale}/c/{gabes.slug}/receipts"
    for path in (
        receipt,
        listed,
        f"{listed}?q={receipt[-32:]}",
        f"{listed}?q=%3Cb%3E",
        f"/{locale}/c/{gabes.slug}",
    ):
        check(await citizen.get(path), locale)


@pytest.mark.parametrize("locale", ["ar", "fr", "en"])
async def test_staff_pages_keep_the_contract(
    site: Litestar, engine: AsyncEngine, gabes: Standing, locale: str
) -> None:
    async with visitor(site) as desk:
        await sign_in(desk, await hire(engine, gabes, Role.COORDINATOR))
        for path in OFFICE:
            answer = await desk.get(f"/{locale}{path}")
            assert answer.status_code == 200, path
            check(answer, locale)


@pytest.mark.parametrize("number", ["0", "99", "99999999999999999999", "-1", "١"])
async def test_a_number_that_leads_nowhere_is_a_page_not_a_failure(
    citizen: httpx.AsyncClient, gabes: Standing, number: str
) -> None:
    for rest in ("", "/data/figures.csv"):
        answer = await citizen.get(f"/fr/c/{gabes.slug}/results/{number}{rest}")
        assert answer.status_code == 404


@pytest.mark.parametrize("role", list(Role))
async def test_a_role_reaches_what_it_may_and_nothing_else(
    site: Litestar, engine: AsyncEngine, gabes: Standing, role: Role
) -> None:
    may_compose = {Role.COORDINATOR, Role.COMMUNICATOR}
    may_audit = {Role.COORDINATOR, Role.PRESIDENT}
    async with visitor(site) as desk:
        await sign_in(desk, await hire(engine, gabes, role))
        assert (await desk.get("/en/office")).status_code == 200
        composer = await desk.get(f"/en/office/c/{gabes.slug}/results")
        assert composer.status_code == (200 if role in may_compose else 403)
        assert (await desk.get("/en/office/audit")).status_code == (200 if role in may_audit else 403)
        run = await desk.post(f"/en/office/c/{gabes.slug}/topics/run")
        assert run.status_code == (303 if role in {Role.COORDINATOR, Role.EXPERT} else 403)


async def test_another_citys_pages_do_not_exist(
    site: Litestar, engine: AsyncEngine, gabes: Standing, kairouan: Standing
) -> None:
    async with visitor(site) as desk:
        await sign_in(desk, await hire(engine, kairouan, Role.COORDINATOR))
        for path in (
            "topics",
            "topics/planning",
            "topics/history",
            "results",
            "results/preview",
            "entry",
            "import",
        ):
            assert (await desk.get(f"/en/office/c/{gabes.slug}/{path}")).status_code == 404
            assert (await desk.get(f"/en/office/c/nowhere/{path}")).status_code == 404


async def test_every_objective_stands_on_the_page_of_its_axis(
    citizen: httpx.AsyncClient, gabes: Standing
) -> None:
    start = (await citizen.get(f"/fr/c/{gabes.slug}")).text
    for axis in gabes.document.axes:
        path = f"/fr/c/{gabes.slug}/objectives/{axis.id}"
        assert f'href="{path}"' in start
        said = html.unescape((await citizen.get(path)).text)
        for objective in gabes.document.objectives:
            assert (objective.title.fr in said) == (objective.axis == axis.id)
    assert (await citizen.get(f"/fr/c/{gabes.slug}/objectives/nowhere")).status_code == 404


async def test_search_engines_are_kept_from_receipts_and_the_office(citizen: httpx.AsyncClient) -> None:
    robots = await citizen.get("/robots.txt")
    assert robots.headers["content-type"].startswith("text/plain")
    assert robots.text.splitlines() == ["User-agent: *", "Disallow: /*/receipt/", "Disallow: /*/office"]
