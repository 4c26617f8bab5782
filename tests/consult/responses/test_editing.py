"""Answers that were sent can be changed until the close: the receipt stays, one response counts, nobody's words are mixed."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest
from litestar import Litestar
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations.store import Standing
from consult.db.transaction import begin, begin_reading
from consult.errors import Conflict
from consult.responses import actions, store
from consult.responses.intake import Intake
from consult.responses.model import edit_of, hash_of, new_token, receipt_code_of, submission_key_of
from tests.conftest import visitor
from tests.makers import submission
from tests.walk import fields_of, walk

pytestmark = pytest.mark.usefixtures("unhurried")

Close = Callable[[Standing], Awaitable[None]]
FIRST = {"q_link": "resident", "q_change": "نريد كيران في وقتها", "q_vision": "4"}
BETTER = "نريد كيران في وقتها وفي الليل أيضا"


async def number(engine: AsyncEngine, gabes: Standing, what: str) -> int:
    async with begin_reading(engine, city_id=gabes.city_id) as tx:
        return int((await tx.execute(text(f"select count(*) from {what}"))).scalar_one())


async def start(client: httpx.AsyncClient, receipt: str) -> httpx.Response:
    """Presses "Change my answers"; the check page."""
    answer = await client.post(f"{receipt}/edit")
    assert answer.status_code == 303, answer.text
    return await client.get(answer.headers["location"])


async def send(client: httpx.AsyncClient, page: httpx.Response, **typed: str) -> httpx.Response:
    action = page.url.path
    return await client.post(action, data={**dict(fields_of(page.text, action)), **typed})


async def test_a_change_keeps_the_code_and_replaces_the_answers(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    receipt = (await walk(citizen, "ar", gabes.slug, FIRST)).url.path
    page = await start(citizen, receipt)
    assert FIRST["q_change"] in page.text
    answer = await send(citizen, page, q_change=BETTER)
    assert answer.headers["location"] == receipt
    again = await citizen.get(receipt)
    assert BETTER in again.text
    assert FIRST["q_change"] + "<" not in again.text
    assert await number(engine, gabes, "counted_response") == 1
    assert await number(engine, gabes, "draft") == 0
    assert await number(engine, gabes, f"answer where body = '{FIRST['q_change']}'") == 0
    assert await number(engine, gabes, "pgqueuer") == 2  # the new words are screened as the old ones were


async def test_a_change_goes_through_the_forms_pages_as_any_answer_does(
    citizen: httpx.AsyncClient, gabes: Standing
) -> None:
    receipt = (await walk(citizen, "ar", gabes.slug, FIRST)).url.path
    await start(citizen, receipt)
    await citizen.post(f"/ar/c/{gabes.slug}/answer/change", data={"q_change": BETTER})
    page = await citizen.get(f"/ar/c/{gabes.slug}/check")
    assert (await send(citizen, page)).headers["location"] == receipt
    assert BETTER in (await citizen.get(receipt)).text


async def test_answers_can_be_changed_again_and_again(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    receipt = (await walk(citizen, "fr", gabes.slug, FIRST)).url.path
    for turn in range(3):
        await send(citizen, await start(citizen, receipt), q_change=f"version {turn}")
        assert f"version {turn}" in (await citizen.get(receipt)).text
    assert await number(engine, gabes, "counted_response") == 1


async def test_sent_twice_is_changed_once(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    receipt = (await walk(citizen, "fr", gabes.slug, FIRST)).url.path
    page = await start(citizen, receipt)
    for _ in range(2):
        assert (await send(citizen, page, q_change=BETTER)).headers["location"] == receipt
    assert await number(engine, gabes, "response") == 2
    assert await number(engine, gabes, "counted_response") == 1


async def test_stopping_leaves_what_was_sent(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    receipt = (await walk(citizen, "fr", gabes.slug, FIRST)).url.path
    await start(citizen, receipt)
    answer = await citizen.post(f"/fr/c/{gabes.slug}/edit/stop")
    assert answer.headers["location"] == receipt
    assert FIRST["q_change"] in (await citizen.get(receipt)).text
    assert await number(engine, gabes, "draft") == 0
    assert await number(engine, gabes, "response") == 1


async def test_a_mistake_in_a_change_is_told_and_it_stays_a_change(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    receipt = (await walk(citizen, "fr", gabes.slug, FIRST)).url.path
    page = await start(citizen, receipt)
    wrong = await send(citizen, page, q_vision="99")
    assert wrong.status_code == 422
    assert (await send(citizen, wrong, q_vision="5")).headers["location"] == receipt
    assert await number(engine, gabes, "counted_response") == 1


async def test_of_two_changes_the_second_is_told_and_keeps_what_it_typed(
    site: Litestar, engine: AsyncEngine, gabes: Standing
) -> None:
    async with visitor(site) as phone, visitor(site) as desk:
        receipt = (await walk(phone, "fr", gabes.slug, FIRST)).url.path
        on_phone, on_desk = await start(phone, receipt), await start(desk, receipt)
        assert (await send(phone, on_phone, q_change="du téléphone")).status_code == 303
        refused = await send(desk, on_desk, q_change="du bureau")
        assert refused.status_code == 422
        assert dict(fields_of(refused.text, refused.url.path))["q_change"] == "du bureau"
        assert "du téléphone" in (await desk.get(receipt)).text
        assert (await send(desk, refused)).headers["location"] == receipt
        assert "du bureau" in (await phone.get(receipt)).text
    assert await number(engine, gabes, "counted_response") == 1


async def test_two_changes_in_one_moment_leave_one_and_tell_the_other(
    site: Litestar, engine: AsyncEngine, gabes: Standing
) -> None:
    async with visitor(site) as phone, visitor(site) as desk:
        receipt = (await walk(phone, "fr", gabes.slug, FIRST)).url.path
        pages = await start(phone, receipt), await start(desk, receipt)
        for _ in range(4):  # whoever is told sends again, until both are through
            sent = await asyncio.gather(
                send(phone, pages[0], q_change="du téléphone"), send(desk, pages[1], q_change="du bureau")
            )
            assert {one.status_code for one in sent} <= {303, 422}
            assert await number(engine, gabes, "counted_response") == 1
            if all(one.status_code == 303 for one in sent):
                break
            pages = tuple(
                one if one.status_code == 422 else page for one, page in zip(sent, pages, strict=True)
            )  # type: ignore[assignment]
        assert all(one.status_code == 303 for one in sent)


async def test_a_withdrawn_response_is_not_changed(citizen: httpx.AsyncClient, gabes: Standing) -> None:
    receipt = (await walk(citizen, "fr", gabes.slug, FIRST)).url.path
    page = await start(citizen, receipt)
    await citizen.post(f"{receipt}/withdraw")
    assert (await citizen.post(f"{receipt}/edit")).status_code == 409
    assert (await send(citizen, page, q_change=BETTER)).status_code == 409
    assert BETTER not in (await citizen.get(receipt)).text


async def test_an_edited_response_is_withdrawn_as_a_whole(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    receipt = (await walk(citizen, "fr", gabes.slug, FIRST)).url.path
    await send(citizen, await start(citizen, receipt), q_change=BETTER)
    await citizen.post(f"{receipt}/withdraw")
    assert BETTER not in (await citizen.get(receipt)).text
    assert await number(engine, gabes, "counted_response") == 0
    assert await number(engine, gabes, "answer") == 0


async def test_after_the_close_nothing_is_changed(
    citizen: httpx.AsyncClient, gabes: Standing, close: Close
) -> None:
    receipt = (await walk(citizen, "fr", gabes.slug, FIRST)).url.path
    page = await start(citizen, receipt)
    await close(gabes)
    assert (await citizen.post(f"{receipt}/edit")).status_code == 409
    assert (await send(citizen, page, q_change=BETTER)).status_code == 409
    assert f"{receipt}/edit" not in (await citizen.get(receipt)).text


async def test_a_change_that_names_no_receipt_becomes_no_second_response(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing, kairouan: Standing
) -> None:
    receipt = (await walk(citizen, "fr", kairouan.slug, FIRST)).url.path
    foreign = str(edit_of(receipt.rsplit("/", 1)[1], kairouan.id))
    nobody = str(edit_of(receipt_code_of("nobody"), kairouan.id))
    for edits in ("x", foreign, nobody):
        answer = await citizen.post(f"/fr/c/{gabes.slug}/check", data={"edits": edits, "q_link": "resident"})
        assert answer.status_code == 404
    assert await number(engine, gabes, "response") == 0


async def test_whoever_begins_anew_on_the_same_phone_changes_nobodys_answers(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    receipt = (await walk(citizen, "fr", gabes.slug, FIRST)).url.path
    await start(citizen, receipt)
    del citizen.cookies[
        f"draft-{gabes.slug}"
    ]  # the draft was ended or replaced; the other cookie was left behind
    other = await walk(citizen, "fr", gabes.slug, {**FIRST, "q_change": "moi, autre chose"})
    assert other.url.path != receipt
    assert await number(engine, gabes, "counted_response") == 2


async def test_a_draft_that_waited_in_the_browser_is_there_again_afterwards(
    site: Litestar, citizen: httpx.AsyncClient, gabes: Standing
) -> None:
    async with visitor(site) as another:
        receipt = (await walk(another, "fr", gabes.slug, FIRST)).url.path
    await citizen.post(f"/fr/c/{gabes.slug}/answer/change", data={"q_change": "mon brouillon"})
    await send(citizen, await start(citizen, receipt), q_change=BETTER)
    assert "mon brouillon" in (await citizen.get(f"/fr/c/{gabes.slug}/answer/change")).text


async def test_a_change_under_way_goes_on_where_it_was(citizen: httpx.AsyncClient, gabes: Standing) -> None:
    receipt = (await walk(citizen, "fr", gabes.slug, FIRST)).url.path
    await start(citizen, receipt)
    await citizen.post(f"/fr/c/{gabes.slug}/answer/change", data={"q_change": BETTER})
    assert BETTER in (await start(citizen, receipt)).text


async def test_a_held_response_does_not_come_to_count_by_being_changed(
    site: Litestar, citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    held = replace(submission(gabes, key="held", body="x", channel="stand"), holds=("honeypot",))
    await Intake(engine).submit(held)
    receipt = f"/fr/receipt/{receipt_code_of('held')}"
    assert (await send(citizen, await start(citizen, receipt), q_change=BETTER)).status_code == 303
    assert BETTER in (await citizen.get(receipt)).text
    assert await number(engine, gabes, "counted_response") == 0
    assert await number(engine, gabes, "response where channel = 'stand'") == 2


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_people_do_the_list_is_what_counts_and_a_receipt_is_one_response(
    site: Litestar, engine: AsyncEngine, gabes: Standing, seed: int
) -> None:
    """Any order of sending, changing (also from a stale page, also twice at once) and withdrawing."""
    chance, people = random.Random(seed), dict[str, bool]()  # receipt code → still counts
    shelf, submit = site.state.shelf, Intake(engine).submit

    async def change(code: str) -> object:
        now = datetime.now(UTC)
        known = await actions.can_edit(engine, shelf, code=code, at=now)
        edit = edit_of(code, known.receipt.response_id)
        if chance.random() < 0.2:
            edit = replace(edit, mark="0" * 16)  # from a page of long ago
        made = submission(gabes, key=submission_key_of(new_token()), body="changed")
        return await actions.send_edit(engine, shelf, made, edit=edit, submit=submit, at=now)

    for step in range(40):
        code = chance.choice(list(people)) if people else ""
        act = chance.choice(["send", "change", "twice", "withdraw"]) if people else "send"
        if act == "send":
            key = submission_key_of(f"{seed}-{step}")
            await submit(submission(gabes, key=key, body="first"))
            people[receipt_code_of(key)] = True
        elif act == "withdraw":
            await actions.withdraw(engine, shelf, code=code, at=datetime.now(UTC))
            people[code] = False
        else:
            times = 2 if act == "twice" else 1
            done = await asyncio.gather(*(change(code) for _ in range(times)), return_exceptions=True)
            wrong = [one for one in done if isinstance(one, Exception)]
            assert all(isinstance(one, Conflict) for one in wrong)
            assert bool(wrong) != people[code]
    async with begin(engine, city_id=gabes.city_id) as tx:
        listed = await store.receipt_hashes(tx, gabes.id, most=100)
        assert await store.response_count(tx, gabes.id) == len(listed)
        states = {code: await store.receipt_state(tx, gabes.id, hash_of(code)) for code in people}
    assert listed == sorted(hash_of(code) for code, counts in people.items() if counts)
    assert {code: state is not None and state[0] for code, state in states.items()} == people
