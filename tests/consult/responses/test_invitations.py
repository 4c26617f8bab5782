"""A consultation by invitation: each code once, for whoever comes first, and nobody can tell whose answers they were."""

import asyncio
import csv
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from litestar import Litestar
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from consult import inviting
from consult.consultations.actions import load_file
from consult.consultations.loader import load_consultation
from consult.consultations.model import content_hash
from consult.consultations.store import Standing
from consult.db.transaction import begin_reading
from consult.errors import Conflict, Unavailable
from consult.people.model import Role
from consult.responses import actions
from consult.responses.intake import Intake
from consult.responses.model import CodeRefused, grouped, invitation, new_code, new_token, submission_key_of
from tests.conftest import gabes_file, hire, sign_in, standing_of, visitor
from tests.makers import submission
from tests.walk import fields_of


@pytest.fixture
async def invited(engine: AsyncEngine) -> Standing:
    today = datetime.now(UTC).date()
    text_ = gabes_file().replace("  slug: gabes-2035", "  slug: gabes-2035\n  access: invitation")
    window = (today - timedelta(days=5), today + timedelta(days=5))
    return await standing_of(engine, await load_file(engine, text_, window=window))


def form(code: str, key: str = "") -> dict[str, str]:
    return {
        "submission_key": key or submission_key_of(new_token()),
        "q_change": "نريد حديقة",
        "invitation": code,
    }


async def used(engine: AsyncEngine, standing: Standing) -> tuple[int, int]:
    async with begin_reading(engine, city_id=standing.city_id) as tx:
        row = (
            await tx.execute(text("select (select count(*) from response), count(used_mark) from invitation"))
        ).one()
    return row[0], row[1]


def test_an_open_consultation_keeps_its_hash_and_a_wrong_access_is_told() -> None:
    plain = load_consultation(gabes_file())
    said = gabes_file().replace("  slug: gabes-2035", "  slug: gabes-2035\n  access: open")
    assert content_hash(load_consultation(said)) == content_hash(plain)
    with pytest.raises(Exception, match="access"):
        load_consultation(said.replace("access: open", "access: members"))


@pytest.mark.parametrize("locale", ["ar", "fr", "en"])
async def test_a_code_typed_as_people_type_is_used_once(
    citizen: httpx.AsyncClient, engine: AsyncEngine, invited: Standing, locale: str
) -> None:
    (code,) = await actions.invite(engine, invited, count=1)
    where = f"/{locale}/c/{invited.slug}/check"
    typed = grouped(code).lower().replace("-", " ").replace("0", "o")
    assert (await citizen.post(where, data=form(typed))).status_code == 303
    second = await citizen.post(where, data=form(code))
    assert second.status_code == 422
    assert "نريد حديقة" in second.text
    assert dict(fields_of(second.text, where))["invitation"] == code
    assert await used(engine, invited) == (1, 1)


async def test_the_same_form_sent_again_passes_with_its_code(
    citizen: httpx.AsyncClient, engine: AsyncEngine, invited: Standing
) -> None:
    (code,) = await actions.invite(engine, invited, count=1)
    sent = form(code)
    answers = [await citizen.post(f"/fr/c/{invited.slug}/check", data=sent) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["location"] for answer in answers}) == 1
    assert await used(engine, invited) == (1, 1)


@pytest.mark.parametrize(
    "typed", ["", "short", "ZZZZ-ZZZZ-ZZZZ-ZZZZ", "'; drop table invitation; --", "é" * 100]
)
async def test_a_wrong_code_keeps_everything_and_says_so(
    citizen: httpx.AsyncClient, engine: AsyncEngine, invited: Standing, typed: str
) -> None:
    answer = await citizen.post(f"/en/c/{invited.slug}/check", data=form(typed))
    assert answer.status_code == 422
    assert 'id="invitation-error"' in answer.text
    assert "نريد حديقة" in answer.text
    assert await used(engine, invited) == (0, 0)


async def test_two_people_with_one_code_at_once_are_one_response(
    engine: AsyncEngine, invited: Standing
) -> None:
    (code,) = await actions.invite(engine, invited, count=1)
    intakes = [Intake(engine), Intake(engine)]
    sent = []
    for n in range(20):
        key = submission_key_of(new_token())
        given = invitation(code, consultation_id=invited.id, submission_key=key)
        one = replace(submission(invited, key=key, body=f"{n}"), invitation=given)
        sent.append(intakes[n % 2].submit(one))
    outcomes = await asyncio.gather(*sent, return_exceptions=True)
    assert [type(one) for one in outcomes].count(CodeRefused) == 19
    assert await used(engine, invited) == (1, 1)


async def test_a_code_of_one_consultation_opens_no_other(
    site: Litestar, engine: AsyncEngine, invited: Standing
) -> None:
    (code,) = await actions.invite(engine, invited, count=1)
    today = datetime.now(UTC).date()
    other = gabes_file().replace("  slug: gabes-2035", "  slug: gabes-two\n  access: invitation")
    two = await standing_of(engine, await load_file(engine, other, window=(today, today)))
    async with visitor(site) as client:
        assert (await client.post(f"/en/c/{two.slug}/check", data=form(code))).status_code == 422


async def test_no_code_and_no_way_from_a_code_to_an_answer_is_stored(
    citizen: httpx.AsyncClient, engine: AsyncEngine, invited: Standing
) -> None:
    (code,) = await actions.invite(engine, invited, count=1)
    await citizen.post(f"/ar/c/{invited.slug}/check", data=form(code))
    async with begin_reading(engine, city_id=invited.city_id) as tx:
        row = (await tx.execute(text("select to_jsonb(i) - 'created_at' from invitation i"))).scalar_one()
        kept = (await tx.execute(text("select to_jsonb(r) from response r"))).scalar_one()
    assert code not in str(row)
    shared = {str(v) for v in row.values()} & {str(v) for v in kept.values()}
    assert shared == {str(invited.city_id), str(invited.id)}


async def test_the_start_page_and_the_check_page_ask_for_the_code_of_an_invitation_alone(
    citizen: httpx.AsyncClient, invited: Standing
) -> None:
    assert "code of your invitation" in (await citizen.get(f"/en/c/{invited.slug}")).text
    await citizen.post(f"/en/c/{invited.slug}/answer/you", data={"q_link": "resident"})
    assert 'id="invitation"' in (await citizen.get(f"/en/c/{invited.slug}/check")).text


async def test_an_open_consultation_asks_for_no_code(citizen: httpx.AsyncClient, gabes: Standing) -> None:
    await citizen.post(f"/en/c/{gabes.slug}/answer/you", data={"q_link": "resident"})
    assert "invitation" not in (await citizen.get(f"/en/c/{gabes.slug}/check")).text


async def test_codes_are_written_once_into_a_file_that_only_its_owner_reads(
    engine: AsyncEngine, invited: Standing, tmp_path: Path
) -> None:
    file = tmp_path / "codes.csv"
    with inviting.new_file(file) as out:
        address, codes = await inviting.make(engine, invited.slug, count=300)
        inviting.write(out, codes, address="https://x.tn" + address)
    assert file.stat().st_mode & 0o777 == 0o600
    rows = list(csv.DictReader(file.read_text("utf-8").splitlines()))
    assert len({row["code"] for row in rows}) == 300
    assert rows[0]["address"] == "https://x.tn/ar/c/gabes-2035"
    with pytest.raises(Unavailable), inviting.new_file(file):
        pass


async def test_an_open_consultation_gets_no_codes_and_no_file(
    engine: AsyncEngine, gabes: Standing, tmp_path: Path
) -> None:
    file = tmp_path / "codes.csv"
    with pytest.raises(Conflict), inviting.new_file(file):
        await inviting.make(engine, gabes.slug, count=3)
    assert not file.exists()


async def test_the_desk_says_how_many_codes_were_used(
    site: Litestar, citizen: httpx.AsyncClient, engine: AsyncEngine, invited: Standing
) -> None:
    codes = await actions.invite(engine, invited, count=7)
    await citizen.post(f"/ar/c/{invited.slug}/check", data=form(codes[0]))
    async with visitor(site) as desk:
        await sign_in(desk, await hire(engine, invited, Role.COORDINATOR))
        assert "Invitation codes used: 1 of 7" in (await desk.get("/en/office")).text


def test_codes_are_eighty_random_bits() -> None:
    codes = {new_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert {len(code) for code in codes} == {16}
