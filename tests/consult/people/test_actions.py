"""Signing in: no name is betrayed, no guess is free, no old session survives."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from litestar import Litestar
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations.store import Standing
from consult.db.transaction import begin
from consult.errors import Invalid, TooMany
from consult.people import actions
from consult.people.model import ABSOLUTE, FAILURES_ALLOWED, IDLE, Role
from tests.conftest import PASSWORD, hire, sign_in, visitor

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)


async def test_a_member_is_recognised_by_a_fresh_token_only(engine: AsyncEngine, gabes: Standing) -> None:
    email = await hire(engine, gabes, Role.EXPERT)
    first = await actions.sign_in(engine, email=email.upper(), password=PASSWORD, at=NOW)
    second = await actions.sign_in(engine, email=email, password=PASSWORD, at=NOW, old_token=first.token)
    assert first.token != second.token
    assert await actions.recognise(engine, token=first.token, at=NOW) is None
    member = await actions.recognise(engine, token=second.token, at=NOW)
    assert member is not None
    assert member.city_id == gabes.city_id
    assert member.can("topics:review")
    assert not member.can("results:publish")


@pytest.mark.parametrize("later", [IDLE, ABSOLUTE])
async def test_a_session_ends_by_itself(engine: AsyncEngine, gabes: Standing, later: timedelta) -> None:
    email = await hire(engine, gabes, Role.EXPERT)
    signed_in = await actions.sign_in(engine, email=email, password=PASSWORD, at=NOW)
    assert await actions.recognise(engine, token=signed_in.token, at=NOW + later) is None


async def test_a_person_who_was_removed_is_gone_at_the_next_request(
    engine: AsyncEngine, gabes: Standing
) -> None:
    email = await hire(engine, gabes, Role.EXPERT)
    signed_in = await actions.sign_in(engine, email=email, password=PASSWORD, at=NOW)
    async with begin(engine, city_id=gabes.city_id) as tx:
        await tx.execute(text("update membership set ended_at = now()"))
    assert await actions.recognise(engine, token=signed_in.token, at=NOW) is None


async def test_an_unknown_name_and_a_wrong_password_sound_the_same(
    engine: AsyncEngine, gabes: Standing
) -> None:
    email = await hire(engine, gabes, Role.EXPERT)
    said = []
    for address, password in ((email, "wrong"), ("nobody@example.tn", PASSWORD)):
        with pytest.raises(Invalid) as refused:
            await actions.sign_in(engine, email=address, password=password, at=NOW)
        said.append(refused.value.problems)
    assert said[0] == said[1]


async def test_guessing_is_stopped_and_forgotten_in_time(engine: AsyncEngine, gabes: Standing) -> None:
    email = await hire(engine, gabes, Role.EXPERT)
    for _ in range(FAILURES_ALLOWED):
        with pytest.raises(Invalid):
            await actions.sign_in(engine, email=email, password="wrong", at=NOW)
    with pytest.raises(TooMany):
        await actions.sign_in(engine, email=email, password=PASSWORD, at=NOW)
    assert await actions.sign_in(engine, email=email, password=PASSWORD, at=NOW + timedelta(hours=1))


async def test_too_many_guesses_are_429_in_the_readers_language(
    site: Litestar, engine: AsyncEngine, gabes: Standing
) -> None:
    email = await hire(engine, gabes, Role.EXPERT)
    async with visitor(site) as client:
        for _ in range(FAILURES_ALLOWED):
            answer = await client.post("/ar/office/sign-in", data={"email": email, "password": "wrong"})
            assert answer.status_code == 422
        answer = await sign_in(client, email, locale="ar")
    assert answer.status_code == 429
    assert 'dir="rtl"' in answer.text


async def test_a_token_chosen_by_the_browser_is_never_adopted(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    email = await hire(engine, gabes, Role.EXPERT)
    citizen.cookies.set("desk", "chosen-by-an-attacker")
    answer = await sign_in(citizen, email)
    cookie = answer.headers["set-cookie"]
    assert "chosen-by-an-attacker" not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


async def test_signing_out_ends_the_session_on_the_server(coordinator: httpx.AsyncClient) -> None:
    token = coordinator.cookies["desk"]
    assert (await coordinator.get("/en/office")).status_code == 200
    await coordinator.post("/en/office/sign-out")
    coordinator.cookies.set("desk", token)
    assert (await coordinator.get("/en/office")).headers["location"] == "/en/office/sign-in"


async def test_only_hashes_of_tokens_and_passwords_are_stored(engine: AsyncEngine, gabes: Standing) -> None:
    email = await hire(engine, gabes, Role.EXPERT)
    signed_in = await actions.sign_in(engine, email=email, password=PASSWORD, at=NOW)
    async with begin(engine) as tx:
        people = str((await tx.execute(text("select * from person"))).all())
        sessions = str((await tx.execute(text("select * from staff_session"))).all())
    assert PASSWORD not in people
    assert "$argon2id$" in people
    assert signed_in.token not in sessions
