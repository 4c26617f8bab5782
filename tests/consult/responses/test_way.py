"""The citizen's way loses nothing: finishing early, going on elsewhere, another language, an old tab, a shared device."""

import re
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from litestar import Litestar
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.app import create_app
from consult.consultations.actions import load_file
from consult.consultations.store import Standing
from consult.db.databases import Databases
from consult.db.transaction import begin, begin_reading
from consult.responses.model import grouped, new_token, receipt_code_of, submission_key_of
from consult.settings import Settings
from tests.conftest import ORIGIN, gabes_file, standing_of, visitor
from tests.walk import fields_of, walk

SAID = "نريد حدائق في كلّ حيّ"


async def count(engine: AsyncEngine, gabes: Standing, table: str) -> int:
    async with begin_reading(engine, city_id=gabes.city_id) as tx:
        return int((await tx.execute(text(f"select count(*) from {table}"))).scalar_one())


async def press(
    client: httpx.AsyncClient, path: str, button: str, value: str = "1", **typed: str
) -> httpx.Response:
    return await client.post(path, data={**typed, button: value})


def token_in(client: httpx.AsyncClient, gabes: Standing) -> str:
    return str(client.cookies[f"draft-{gabes.slug}"])


async def send(client: httpx.AsyncClient, gabes: Standing, locale: str = "ar") -> httpx.Response:
    path = f"/{locale}/c/{gabes.slug}/check"
    page = await client.get(path)
    return await client.post(path, data=dict(fields_of(page.text, path)))


async def renew(engine: AsyncEngine, text_of_file: str) -> Standing:
    today = datetime.now(UTC).date()
    window = (today - timedelta(days=5), today + timedelta(days=5))
    return await standing_of(engine, await load_file(engine, text_of_file, window=window))


async def test_finish_keeps_the_page_and_leads_to_the_check_page(
    citizen: httpx.AsyncClient, gabes: Standing
) -> None:
    answer = await press(citizen, f"/fr/c/{gabes.slug}/answer/change", "finish", q_change=SAID)
    assert answer.headers["location"] == f"/fr/c/{gabes.slug}/check"
    assert SAID in (await citizen.get(answer.headers["location"])).text


async def test_finish_does_not_pass_over_a_mistake(citizen: httpx.AsyncClient, gabes: Standing) -> None:
    answer = await press(citizen, f"/fr/c/{gabes.slug}/answer/budget", "finish", **{"q_budget.economy": "50"})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("button", "value", "leads_to"),
    [
        ("back", "1", "/fr/c/gabes-2035/answer/objectives-planning"),
        ("to", "ar", "/ar/c/gabes-2035/answer/budget"),
        ("later", "1", "/fr/c/gabes-2035/resume"),
    ],
)
async def test_other_buttons_keep_even_a_wrong_page_and_go_where_they_say(
    citizen: httpx.AsyncClient, gabes: Standing, button: str, value: str, leads_to: str
) -> None:
    path = f"/fr/c/{gabes.slug}/answer/budget"
    answer = await press(citizen, path, button, value, **{"q_budget.economy": "50"})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(leads_to.rpartition("-planning")[0] or leads_to)
    assert 'value="50"' in (await citizen.get(path)).text


async def test_a_made_up_language_is_no_language(citizen: httpx.AsyncClient, gabes: Standing) -> None:
    answer = await press(citizen, f"/fr/c/{gabes.slug}/answer/you", "to", "//evil.example", q_link="resident")
    assert answer.headers["location"] == f"/fr/c/{gabes.slug}/answer/change"


async def test_back_from_the_first_page_is_the_start_and_keeps_the_page(
    citizen: httpx.AsyncClient, gabes: Standing
) -> None:
    answer = await press(citizen, f"/ar/c/{gabes.slug}/answer/you", "back", q_link="resident")
    assert answer.headers["location"] == f"/ar/c/{gabes.slug}"
    assert "checked" in (await citizen.get(f"/ar/c/{gabes.slug}/answer")).text


async def test_a_code_goes_on_where_nothing_is_answered_yet_on_another_phone(
    site: Litestar, citizen: httpx.AsyncClient, gabes: Standing
) -> None:
    await citizen.post(f"/ar/c/{gabes.slug}/answer/you", data={"q_link": "resident"})
    shown = await citizen.get(f"/ar/c/{gabes.slug}/resume")
    code = token_in(citizen, gabes)
    groups = re.findall(r"<span>(\w{4})</span>", shown.text)
    assert "".join(groups) == code
    assert "<svg" in shown.text
    async with visitor(site) as other:
        looked = await other.get(f"/fr/c/{gabes.slug}/resume", params={"code": grouped(code)})
        assert looked.status_code == 200
        assert not other.cookies, "an address that was only opened changes nothing"
        typed = grouped(code).lower().replace("0", "o")
        went = await other.post(f"/fr/c/{gabes.slug}/resume", data={"code": typed})
        assert went.headers["location"] == f"/fr/c/{gabes.slug}/answer/change"
        assert token_in(other, gabes) == code
        again = await other.get(f"/fr/c/{gabes.slug}/answer/you")
        assert 'value="resident" checked' in again.text


@pytest.mark.parametrize("typed", ["", "short", "0" * 32, "<script>", "9" * 500])
async def test_a_wrong_code_says_so_and_keeps_what_was_typed(
    citizen: httpx.AsyncClient, gabes: Standing, typed: str
) -> None:
    answer = await citizen.post(f"/fr/c/{gabes.slug}/resume", data={"code": typed})
    assert answer.status_code == 422
    assert f"draft-{gabes.slug}" not in answer.cookies
    if typed == "short":
        assert 'value="short"' in answer.text


async def test_the_code_of_a_receipt_leads_to_the_receipt(
    citizen: httpx.AsyncClient, site: Litestar, gabes: Standing
) -> None:
    key = submission_key_of(new_token())
    await citizen.post(f"/ar/c/{gabes.slug}/check", data={"q_change": SAID, "submission_key": key})
    async with visitor(site) as other:
        answer = await other.post(f"/en/c/{gabes.slug}/resume", data={"code": receipt_code_of(key)})
    assert answer.status_code == 422
    assert f'href="/en/receipt/{receipt_code_of(key)}"' in answer.text


async def test_a_code_of_another_consultation_leads_nowhere_here(
    citizen: httpx.AsyncClient, gabes: Standing, kairouan: Standing
) -> None:
    await citizen.post(f"/ar/c/{gabes.slug}/answer/you", data={"q_link": "resident"})
    answer = await citizen.post(f"/ar/c/{kairouan.slug}/resume", data={"code": token_in(citizen, gabes)})
    assert answer.status_code == 422


async def test_two_phones_with_one_code_are_one_response(
    site: Litestar, citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    await citizen.post(f"/ar/c/{gabes.slug}/answer/change", data={"q_change": SAID})
    code = token_in(citizen, gabes)
    path = f"/fr/c/{gabes.slug}/check"
    async with visitor(site) as other:
        await other.post(f"/fr/c/{gabes.slug}/resume", data={"code": code})
        open_there = dict(fields_of((await other.get(path)).text, path))
        first = await send(citizen, gabes)
        second = await other.post(path, data=open_there)
        assert first.headers["location"].partition("/receipt/")[2] == receipt_code_of(submission_key_of(code))
        assert second.headers["location"].partition("/receipt/")[2] == receipt_code_of(
            submission_key_of(code)
        )
    assert await count(engine, gabes, "response") == 1


async def test_a_phone_whose_draft_was_sent_elsewhere_is_led_to_the_receipt(
    site: Litestar, citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    await citizen.post(f"/ar/c/{gabes.slug}/answer/change", data={"q_change": SAID})
    code = token_in(citizen, gabes)
    receipt = f"/fr/receipt/{receipt_code_of(submission_key_of(code))}"
    await send(citizen, gabes)
    for step in ("answer", "check", "answer-all", "turn"):
        async with visitor(site) as other:
            other.cookies.set(f"draft-{gabes.slug}", code, domain="consult.test")
            base = f"/fr/c/{gabes.slug}"
            if step == "turn":
                answer = await other.post(f"{base}/answer/you", data={"q_link": "resident"})
            else:
                answer = await other.get(f"{base}/{step}")
            assert answer.headers["location"] == receipt, step
            assert other.cookies, "a reply may be lost: the way to the receipt stays"
            await other.get(receipt)
            assert other.cookies, "a receipt may not have been seen: for a while the way to it stays"
            await other.post(f"{base}/anew")
            assert not other.cookies, "the next person begins anew"
    assert await count(engine, gabes, "draft") == 0


async def test_a_page_of_an_earlier_form_is_read_as_it_was_asked(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    check = f"/fr/c/{gabes.slug}/check"
    await citizen.post(f"/fr/c/{gabes.slug}/answer/change", data={"q_change": SAID, "form": "1"})
    old_tab = dict(fields_of((await citizen.get(check)).text, check))
    assert old_tab["form"] == "1"
    renewed = await renew(engine, gabes_file().replace("q_change", "q_other_change"))
    assert renewed.form_number == 2
    citizen_app = citizen._transport.app  # type: ignore[attr-defined]
    citizen_app.state.shelf._by_slug.clear()  # what a moment of waiting would do

    told = await citizen.get(check)
    assert 'class="notice warning"' in told.text
    assert SAID in told.text
    assert "q_change" not in dict(fields_of(told.text, check))

    turned = await citizen.post(
        f"/fr/c/{gabes.slug}/answer/change", data={"q_change": SAID + "!", "form": "1"}
    )
    assert turned.status_code == 303
    answer = await citizen.post(check, data=old_tab)
    assert answer.status_code == 303
    assert SAID in (await citizen.get(answer.headers["location"])).text
    async with begin_reading(engine, city_id=gabes.city_id) as tx:
        used = (await tx.execute(text("select form_version_id from response"))).scalar_one()
    assert used == gabes.form_version_id


@pytest.mark.parametrize("forged", ["0", "-1", "99", "٣", "1e3", "9" * 40, "x"])
async def test_a_number_that_never_was_a_form_is_the_form_of_today(
    citizen: httpx.AsyncClient, gabes: Standing, forged: str
) -> None:
    answer = await citizen.post(f"/fr/c/{gabes.slug}/answer/you", data={"q_link": "resident", "form": forged})
    assert answer.headers["location"] == f"/fr/c/{gabes.slug}/answer/change"


async def test_a_tab_that_was_open_for_seven_days_is_accepted_after_a_restart(
    citizen: httpx.AsyncClient, engine: AsyncEngine, database: Databases, gabes: Standing
) -> None:
    check = f"/ar/c/{gabes.slug}/check"
    await citizen.post(f"/ar/c/{gabes.slug}/answer/change", data={"q_change": SAID})
    page = await citizen.get(check)
    async with begin(engine, city_id=gabes.city_id) as tx:
        week = "now() - interval '7 days'"
        await tx.execute(text(f"update draft set updated_at = {week}, begun_at = {week}"))
    restarted = create_app(Settings(base_url=ORIGIN), database.app_url)
    async with visitor(restarted) as tab:
        tab.cookies = citizen.cookies
        assert SAID in (await tab.get(f"/ar/c/{gabes.slug}/answer/change")).text
        answer = await tab.post(check, data=dict(fields_of(page.text, check)))
        assert answer.status_code == 303
        assert SAID in (await tab.get(answer.headers["location"])).text
    await restarted.state.engine.dispose()


async def test_a_form_that_is_refused_is_kept_so_that_change_leads_to_its_words(
    citizen: httpx.AsyncClient, gabes: Standing
) -> None:
    await citizen.post(f"/ar/c/{gabes.slug}/answer/you", data={"q_link": "resident"})
    refused = await citizen.post(f"/ar/c/{gabes.slug}/check", data={"q_link": "mayor", "q_change": SAID})
    assert refused.status_code == 422
    assert SAID in (await citizen.get(f"/ar/c/{gabes.slug}/answer/change")).text


async def test_all_questions_stand_on_one_page_that_can_be_sent(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    page = await citizen.get(f"/fr/c/{gabes.slug}/answer-all")
    for question in gabes.document.questionnaire.questions:
        if question.asked_by == "citizen":
            assert f'"{question.key}' in page.text
    check = f"/fr/c/{gabes.slug}/check"
    sent = {**dict(fields_of(page.text, check)), "q_change": SAID, "q_stay": "not shown, so not kept"}
    answer = await citizen.post(check, data=sent)
    receipt = await citizen.get(answer.headers["location"])
    assert SAID in receipt.text
    assert "not shown" not in receipt.text
    assert await count(engine, gabes, "response") == 1


async def test_all_questions_on_one_page_may_be_checked_first_in_another_language(
    citizen: httpx.AsyncClient, gabes: Standing
) -> None:
    path = f"/fr/c/{gabes.slug}/answer-all"
    to_arabic = await press(citizen, path, "to", "ar", q_change=SAID)
    assert to_arabic.headers["location"] == f"/ar/c/{gabes.slug}/answer-all"
    assert SAID in (await citizen.get(to_arabic.headers["location"])).text
    assert (await citizen.post(path, data={"q_change": SAID})).headers["location"].endswith("/check")


async def test_the_page_that_says_answers_wait_tells_the_code_they_will_have(
    citizen: httpx.AsyncClient, gabes: Standing
) -> None:
    await citizen.post(f"/ar/c/{gabes.slug}/answer/change", data={"q_change": SAID})
    code = receipt_code_of(submission_key_of(token_in(citizen, gabes)))
    kept = await citizen.get(f"/ar/c/{gabes.slug}/kept")
    assert "".join(re.findall(r"<span>(\w{4})</span>", kept.text)) == code
    opened = await citizen.get(f"/ar/c/{gabes.slug}/kept", headers={"sec-fetch-mode": "navigate"})
    assert opened.status_code == 303


async def test_a_shared_device_gets_no_script_and_no_lasting_cookie_and_is_cleared(
    citizen: httpx.AsyncClient, gabes: Standing
) -> None:
    base = f"/ar/c/{gabes.slug}"
    assert "keep.js" in (await citizen.get(f"{base}/answer")).text
    began = await citizen.post(f"{base}/shared")
    assert "max-age" not in began.headers["set-cookie"].lower().partition("draft-")[0]
    page = await citizen.get(f"{base}/answer")
    assert "<script" not in page.text
    assert page.headers["cache-control"] == "no-store"
    turned = await citizen.post(f"{base}/answer/change", data={"q_change": SAID})
    assert "max-age" not in turned.headers["set-cookie"].lower()
    for path in ("answer/change", "answer-all", "check"):
        page = await citizen.get(f"{base}/{path}")
        assert "<script" not in page.text
        assert page.headers["cache-control"] == "no-store"
    sent = await send(citizen, gabes)
    receipt = await citizen.get(sent.headers["location"])
    assert f'action="{base}/clear"' in receipt.text
    cleared = await citizen.post(f"{base}/clear")
    assert cleared.headers["clear-site-data"] == '"cache", "storage"'
    assert not citizen.cookies
    assert "keep.js" in (await citizen.get(f"{base}/answer")).text


async def test_whoever_begins_on_a_shared_device_does_not_see_the_person_before(
    citizen: httpx.AsyncClient, gabes: Standing
) -> None:
    await citizen.post(f"/ar/c/{gabes.slug}/answer/change", data={"q_change": SAID})
    await citizen.post(f"/ar/c/{gabes.slug}/shared")
    assert SAID not in (await citizen.get(f"/ar/c/{gabes.slug}/answer/change")).text


async def test_a_page_may_be_kept_by_the_browser_for_its_back_button(
    citizen: httpx.AsyncClient, gabes: Standing
) -> None:
    await citizen.post(f"/ar/c/{gabes.slug}/answer/change", data={"q_change": SAID})
    for path in ("answer", "answer/change", "check"):
        page = await citizen.get(f"/ar/c/{gabes.slug}/{path}")
        assert page.headers["cache-control"] == "private, no-cache"


async def test_a_receipt_that_nobody_saw_is_shown_to_who_begins_again_and_another_person_may_begin_anew(
    citizen: httpx.AsyncClient, gabes: Standing
) -> None:
    receipt = await walk(citizen, "fr", gabes.slug, {"q_link": "resident"})
    again = await citizen.get(f"/fr/c/{gabes.slug}/answer")
    assert again.headers["location"] == receipt.url.path
    anew = await citizen.post(f"/fr/c/{gabes.slug}/anew")
    assert anew.headers["location"] == f"/fr/c/{gabes.slug}/answer"
    assert (await citizen.get(f"/fr/c/{gabes.slug}/answer")).status_code == 200
