"""After the close anybody can see that their receipt counts; before, and about anybody else, nothing can be learnt."""

import hashlib
import re
from collections.abc import Awaitable, Callable

import httpx
import pytest
import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations.store import Standing
from consult.db.transaction import begin_reading
from consult.responses import store
from consult.responses.intake import keep_together
from consult.responses.model import grouped, receipt_code_of
from tests.makers import submission
from tests.walk import fields_of, walk

pytestmark = pytest.mark.usefixtures("unhurried")

Close = Callable[[Standing], Awaitable[None]]
ANSWERS = {"q_link": "resident", "q_change": "الماء"}


def sha256(code: str) -> str:
    """As `printf %s CODE | sha256sum` prints it."""
    return hashlib.sha256(code.encode()).hexdigest()


async def listed(client: httpx.AsyncClient, slug: str) -> list[str]:
    answer = await client.get(f"/ar/c/{slug}/receipts.txt")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    return [line for line in answer.text.splitlines() if not line.startswith("#")]


async def edited(client: httpx.AsyncClient, receipt: str, slug: str) -> None:
    await client.post(f"{receipt}/edit")
    check = f"/fr/c/{slug}/check"
    sent = dict(fields_of((await client.get(check)).text, check)) | {"q_change": "autrement"}
    assert (await client.post(check, data=sent)).status_code == 303


async def test_before_the_close_the_list_says_when_it_comes(
    citizen: httpx.AsyncClient, gabes: Standing
) -> None:
    receipt = await walk(citizen, "fr", gabes.slug, ANSWERS)
    code = receipt.url.path.rsplit("/", 1)[1]
    page = await citizen.get(f"/fr/c/{gabes.slug}/receipts", params={"q": code})
    assert page.status_code == 200
    assert "La liste est publiée après la clôture" in page.text
    assert sha256(code) not in page.text
    assert (await citizen.get(f"/fr/c/{gabes.slug}/receipts.txt")).status_code == 404


async def another(citizen: httpx.AsyncClient, gabes: Standing) -> str:
    """The receipt of one more person on the same phone."""
    await citizen.post(f"/fr/c/{gabes.slug}/anew")
    return (await walk(citizen, "fr", gabes.slug, ANSWERS)).url.path


async def test_the_list_has_one_line_for_each_response_that_counts(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing, close: Close
) -> None:
    await keep_together(
        engine, gabes.city_id, [submission(gabes, key=f"key {n}", body="الماء") for n in range(120)]
    )
    receipts = [await another(citizen, gabes) for _ in range(3)]
    codes = [receipt.rsplit("/", 1)[1] for receipt in receipts]
    await edited(citizen, receipts[1], gabes.slug)
    await edited(citizen, receipts[1], gabes.slug)
    await citizen.post(f"{receipts[2]}/withdraw")
    await close(gabes)
    lines = await listed(citizen, gabes.slug)
    async with begin_reading(engine, city_id=gabes.city_id) as tx:
        assert len(lines) == await store.response_count(tx, gabes.id) == 122
    assert lines == sorted(
        sha256(code) for code in [*(receipt_code_of(f"key {n}") for n in range(120)), *codes[:2]]
    )


async def test_the_pages_of_the_list_are_the_file(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing, close: Close
) -> None:
    await keep_together(
        engine, gabes.city_id, [submission(gabes, key=f"key {n}", body="x") for n in range(120)]
    )
    await close(gabes)
    address, seen = f"/fr/c/{gabes.slug}/receipts", list[str]()
    while address:
        page = (await citizen.get(address)).text
        seen += re.findall(r"[0-9a-f]{64}(?=</code>)", page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = following.group(1) if following else ""
    assert seen == await listed(citizen, gabes.slug)


async def test_a_receipt_is_looked_up_by_code_as_typed_or_by_fingerprint(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing, close: Close
) -> None:
    kept, gone, changed = [await another(citizen, gabes) for _ in range(3)]
    await citizen.post(f"{gone}/withdraw")
    await edited(citizen, changed, gabes.slug)
    await close(gabes)
    code = kept.rsplit("/", 1)[1]
    address = f"/en/c/{gabes.slug}/receipts"

    async def said(typed: str) -> str:
        return (await citizen.get(address, params={"q": typed})).text

    for typed in (code, grouped(code).lower(), sha256(code), sha256(code).upper(), f"https://x.tn{kept}"):
        assert "This receipt is in the list" in await said(typed)
    assert "This receipt is in the list" in await said(changed.rsplit("/", 1)[1])
    assert "were withdrawn" in await said(gone.rsplit("/", 1)[1])
    assert "is not in the list" in await said(receipt_code_of("nobody"))
    wrong = await citizen.get(address, params={"q": "<b>?"})
    assert wrong.status_code == 422
    assert 'value="&lt;b&gt;?"' in wrong.text


async def test_another_citys_receipt_is_not_in_the_list(
    citizen: httpx.AsyncClient, gabes: Standing, kairouan: Standing, close: Close
) -> None:
    receipt = await walk(citizen, "fr", kairouan.slug, ANSWERS)
    await close(gabes)
    code = receipt.url.path.rsplit("/", 1)[1]
    assert await listed(citizen, gabes.slug) == []
    page = await citizen.get(f"/en/c/{gabes.slug}/receipts", params={"q": code})
    assert "is not in the list" in page.text


async def test_the_list_is_linked_from_the_receipt_and_the_first_page_once_closed(
    citizen: httpx.AsyncClient, gabes: Standing, close: Close
) -> None:
    receipt = (await walk(citizen, "fr", gabes.slug, ANSWERS)).url.path
    address = f"/fr/c/{gabes.slug}/receipts"
    for path in (receipt, f"/fr/c/{gabes.slug}"):
        assert address not in (await citizen.get(path)).text
    await close(gabes)
    for path in (receipt, f"/fr/c/{gabes.slug}"):
        assert address in (await citizen.get(path)).text


@pytest.mark.parametrize(
    "typed",
    [
        "{0}",
        " {0} ",
        "{0}.",
        "http://consult.test/ar/receipt/{0}",
        "http://consult.test/ar/receipt/{0}?ask=withdraw",
    ],
)
async def test_a_code_is_found_however_it_comes(
    citizen: httpx.AsyncClient, gabes: Standing, typed: str
) -> None:
    code = (await walk(citizen, "en", gabes.slug, ANSWERS)).url.path.rsplit("/", 1)[1]
    eastern = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    dashed = "–".join(code[i : i + 4] for i in range(0, 32, 4))
    for written in (code, dashed, code.translate(eastern), f"\u200e{code}\u200f"):
        answer = await citizen.get("/fr/receipt", params={"code": typed.format(written)})
        assert answer.headers.get("location") == f"/fr/receipt/{code}"


async def test_a_wrong_code_is_shown_as_it_was_typed(citizen: httpx.AsyncClient, gabes: Standing) -> None:
    nobody = grouped(receipt_code_of("nobody"))
    for typed in ("abc <i>", nobody):
        answer = await citizen.get("/en/receipt", params={"code": typed})
        assert answer.status_code == 422
        assert f"“{typed}”".replace("<", "&lt;").replace(">", "&gt;") in answer.text
    missing = await citizen.get(f"/en/receipt/{receipt_code_of('nobody')}")
    assert missing.status_code == 404
    assert nobody in missing.text


async def test_a_receipt_is_kept_by_nobody_else_and_its_code_reaches_no_log(
    citizen: httpx.AsyncClient, gabes: Standing
) -> None:
    receipt = (await walk(citizen, "ar", gabes.slug, ANSWERS)).url
    with structlog.testing.capture_logs() as lines:
        page = await citizen.get(receipt.path)
        await citizen.get(f"/ar/c/{gabes.slug}/results", headers={"referer": str(receipt)})
        await citizen.get("/ar/receipt", params={"code": receipt.path.rsplit("/", 1)[1]})
    assert receipt.path.rsplit("/", 1)[1] not in repr(lines)
    assert page.headers["cache-control"] == "private, no-store"
    assert page.headers["x-robots-tag"] == "noindex"
    assert page.headers["referrer-policy"] == "same-origin"
    assert '<meta name="robots" content="noindex">' in page.text


async def test_a_receipt_opens_in_every_language_with_its_words_as_written(
    citizen: httpx.AsyncClient, gabes: Standing
) -> None:
    code = (await walk(citizen, "ar", gabes.slug, ANSWERS)).url.path.rsplit("/", 1)[1]
    for locale in ("ar", "fr", "en"):
        page = (await citizen.get(f"/{locale}/receipt/{code}")).text
        assert f'<dd dir="auto">{ANSWERS["q_change"]}</dd>' in page
        assert 'role="img"' in page
