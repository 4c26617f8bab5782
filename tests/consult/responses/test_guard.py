"""Machines are held, people are not: and neither is ever refused."""

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from litestar import Litestar
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.app import create_app
from consult.consultations.store import Standing
from consult.db.databases import Databases
from consult.db.transaction import begin, begin_reading
from consult.responses import store
from consult.responses.intake import Intake
from consult.responses.model import hash_of, is_too_fast, least_time, new_token, proves, submission_key_of
from consult.settings import Settings
from tests.conftest import ORIGIN, visitor
from tests.makers import submission
from tests.walk import fields_of, walk

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
ANSWERS = {"q_link": "resident", "q_change": "الماء مقطوع كل صيف", "q_vision": "4"}


async def holds(engine: AsyncEngine, standing: Standing) -> list[list[str]]:
    async with begin_reading(engine, city_id=standing.city_id) as tx:
        rows = await tx.execute(text("select reasons from quarantine order by at"))
        return [row.reasons for row in rows]


async def counted(engine: AsyncEngine, standing: Standing) -> int:
    async with begin_reading(engine, city_id=standing.city_id) as tx:
        return await store.response_count(tx, standing.id)


def proof_for(key: str) -> str:
    return next(str(n) for n in range(10_000_000) if proves(key, str(n)))


async def send(
    client: httpx.AsyncClient, standing: Standing, more: Mapping[str, str] | None = None
) -> httpx.Response:
    form = {"submission_key": submission_key_of(new_token()), "website": "", **ANSWERS, **(more or {})}
    return await client.post(f"/ar/c/{standing.slug}/check", data=form)


async def test_a_filled_honeypot_is_kept_with_a_receipt_and_does_not_count(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    answer = await send(citizen, gabes, {"website": "https://casino.example"})
    assert answer.status_code == 303
    receipt = await citizen.get(answer.headers["location"])
    assert ANSWERS["q_change"] in receipt.text
    assert await holds(engine, gabes) == [["honeypot"]]
    assert await counted(engine, gabes) == 0


async def test_nobody_can_reach_the_honeypot_and_no_browser_fills_it_in(
    citizen: httpx.AsyncClient, gabes: Standing
) -> None:
    await citizen.post(f"/ar/c/{gabes.slug}/answer/you", data={"q_link": "resident"})
    page = await citizen.get(f"/ar/c/{gabes.slug}/check")
    before, _, after = page.text.partition('name="website"')
    assert '<div class="vh" aria-hidden="true">' in before
    assert after.startswith(' tabindex="-1" autocomplete="off">')
    assert dict(fields_of(page.text, f"/ar/c/{gabes.slug}/check"))["website"] == ""


async def test_a_form_from_nowhere_is_held(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    answer = await citizen.post(f"/ar/c/{gabes.slug}/check", data=ANSWERS)
    assert answer.status_code == 303
    assert await holds(engine, gabes) == [["no_form"]]


@pytest.mark.parametrize(
    ("answered", "seconds", "fast"),
    [(1, 0.2, True), (1, 1.3, False), (4, 1.9, True), (4, 2.1, False), (40, 3.9, True), (40, 4.0, False)],
)
def test_the_least_time_grows_with_the_answers_up_to_four_seconds(
    answered: int, seconds: float, fast: bool
) -> None:
    assert is_too_fast(answered=answered, begun_at=NOW, sent_at=NOW + timedelta(seconds=seconds)) == fast


def test_eight_taps_in_four_seconds_pass() -> None:
    """Four answers on four pages: the draft begins with the second tap, half a second each."""
    assert least_time(4) <= timedelta(seconds=0.5 * 6)


async def _begun(engine: AsyncEngine, standing: Standing, token: str, ago: float) -> None:
    async with begin(engine, city_id=standing.city_id) as tx:
        await tx.execute(
            text(
                "insert into draft (token_hash, city_id, consultation_id, fields, begun_at, updated_at) "
                "values (:t, :c, :k, '{}', now() - make_interval(secs => :ago), now())"
            ),
            {"t": hash_of(token), "c": standing.city_id, "k": standing.id, "ago": ago},
        )


@pytest.mark.parametrize(("ago", "channel", "expected"), [(0, "web", 1), (30, "web", 0), (0, "stand", 0)])
async def test_only_a_draft_of_a_moment_ago_on_the_web_is_too_fast(
    engine: AsyncEngine, gabes: Standing, ago: float, channel: str, expected: int
) -> None:
    token = new_token()
    await _begun(engine, gabes, token, ago)
    made = submission(gabes, key="k", body="نص", channel=channel)
    made = replace(made, draft_hash=hash_of(token))
    await Intake(engine).submit(made)
    assert len(await holds(engine, gabes)) == expected


async def test_who_has_no_draft_is_not_judged_by_time(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    await send(citizen, gabes)
    assert await holds(engine, gabes) == []


async def test_a_script_that_walks_the_form_at_once_is_held_and_gets_its_receipt(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    await citizen.post(f"/ar/c/{gabes.slug}/answer/you", data={"q_link": "resident"})
    page = await citizen.get(f"/ar/c/{gabes.slug}/check")
    action = f"/ar/c/{gabes.slug}/check"
    answer = await citizen.post(action, data=dict(fields_of(page.text, action)))
    assert answer.status_code == 303
    assert await holds(engine, gabes) == [["too_fast"]]


@pytest.mark.parametrize("nonce", ["", "0", "x" * 21, "٣", "-1"])
def test_what_proves_nothing(nonce: str) -> None:
    assert not proves("A" * 32, nonce)


def test_a_proof_is_bound_to_its_key() -> None:
    nonce = proof_for("A" * 32)
    assert hashlib.sha256(f"{'A' * 32}:{nonce}".encode()).hexdigest().startswith("0000")
    assert proves("A" * 32, nonce)
    assert not proves("B" * 32, nonce)


async def _guarded(engine: AsyncEngine, standing: Standing, coordinator: httpx.AsyncClient) -> None:
    answer = await coordinator.post(f"/en/office/c/{standing.slug}/held/guard", data={"on": "1"})
    assert answer.status_code == 303


async def test_under_attack_a_proof_counts_and_a_submission_without_one_is_held(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing, coordinator: httpx.AsyncClient
) -> None:
    await _guarded(engine, gabes, coordinator)
    key = submission_key_of(new_token())
    assert (await send(citizen, gabes)).status_code == 303
    assert (await send(citizen, gabes, {"submission_key": key, "proof": proof_for(key)})).status_code == 303
    assert await holds(engine, gabes) == [["no_proof"]]
    assert await counted(engine, gabes) == 1


async def test_the_script_is_loaded_under_attack_and_at_no_other_time(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing, coordinator: httpx.AsyncClient
) -> None:
    """A check page read before the switch is not cached beyond two seconds, so it is read with a site of its own."""
    await citizen.post(f"/ar/c/{gabes.slug}/answer/you", data={"q_link": "resident"})
    await _guarded(engine, gabes, coordinator)
    under = await citizen.get(f"/ar/c/{gabes.slug}/check")
    assert "proof.js" in under.text
    assert 'name="proof"' in under.text


async def test_in_peace_there_is_no_script(citizen: httpx.AsyncClient, gabes: Standing) -> None:
    await citizen.post(f"/ar/c/{gabes.slug}/answer/you", data={"q_link": "resident"})
    assert "proof" not in (await citizen.get(f"/ar/c/{gabes.slug}/check")).text


async def test_more_than_so_many_a_minute_are_an_attack(
    database: Databases, engine: AsyncEngine, gabes: Standing
) -> None:
    app = create_app(Settings(base_url=ORIGIN, attack_per_minute=5), database.app_url)
    async with visitor(app) as client:
        for _ in range(6):
            await Intake(engine).submit(submission(gabes, key=new_token(), body="نص"))
        assert (await send(client, gabes)).status_code == 303
    await app.state.engine.dispose()
    assert await holds(engine, gabes) == [["no_proof"]]


async def test_three_hundred_people_behind_one_address_all_count(
    site: Litestar, engine: AsyncEngine, gabes: Standing
) -> None:
    """Two thousand an hour are 33 a minute; this is nine times as many in seconds, from one client."""
    async with visitor(site) as client:
        answers = await asyncio.gather(*(send(client, gabes) for _ in range(300)))
    assert {answer.status_code for answer in answers} == {303}
    assert await counted(engine, gabes) == 300
    assert await holds(engine, gabes) == []


async def test_an_edit_of_a_held_response_is_held_like_it(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    first = submission(gabes, key="first", body="spam")
    first = replace(first, holds=("honeypot",))
    await Intake(engine).submit(first)
    edit = submission(gabes, key="edit", body="spam again")
    edit = replace(edit, supersedes=first.id)
    await Intake(engine).submit(edit)
    assert await holds(engine, gabes) == [["honeypot"], ["honeypot"]]
    assert await counted(engine, gabes) == 0


async def test_a_person_who_takes_their_time_is_held_for_nothing(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consult.responses.model.guarding.LEAST", timedelta(0))
    monkeypatch.setattr("consult.responses.model.guarding.LEAST_EACH", timedelta(0))
    receipt = await walk(citizen, "fr", gabes.slug, ANSWERS)
    assert receipt.status_code == 200
    assert await holds(engine, gabes) == []
    assert await counted(engine, gabes) == 1
