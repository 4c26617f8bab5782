"""A citizen's way without JavaScript: from the first page to the receipt, in each language, and everything that goes wrong."""

import httpx
import pytest
from litestar import Litestar
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations.store import Standing
from consult.db.transaction import begin_reading
from consult.responses.model import new_token, receipt_code_of, submission_key_of
from tests.conftest import visitor
from tests.walk import fields_of, walk

ANSWERS = {
    "q_link": "resident",
    "q_place": "jara",
    "q_change": "نريد كيران في وقتها w tri9 ndhifa",
    "q_vision": "4",
    "d_age": "20-29",
    "q_stay": "خدمة وبحر نظيف",
}


async def count(engine: AsyncEngine, gabes: Standing, table: str) -> int:
    async with begin_reading(engine, city_id=gabes.city_id) as tx:
        return int((await tx.execute(text(f"select count(*) from {table}"))).scalar_one())


@pytest.mark.parametrize("locale", ["ar", "fr", "en"])
async def test_a_citizen_answers_and_reads_it_again_behind_a_receipt(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing, locale: str
) -> None:
    receipt = await walk(citizen, locale, gabes.slug, ANSWERS)
    assert receipt.status_code == 200
    assert ANSWERS["q_change"] in receipt.text
    assert ANSWERS["q_stay"] in receipt.text
    assert await count(engine, gabes, "response") == 1
    assert await count(engine, gabes, "draft") == 0


async def test_a_question_that_depends_on_another_is_asked_only_then(
    citizen: httpx.AsyncClient, gabes: Standing
) -> None:
    receipt = await walk(citizen, "fr", gabes.slug, {**ANSWERS, "d_age": "60+"})
    assert ANSWERS["q_stay"] not in receipt.text


async def test_the_same_form_sent_again_gives_the_same_receipt_and_one_row(
    site: Litestar, engine: AsyncEngine, gabes: Standing
) -> None:
    key = submission_key_of(new_token())
    form = {"submission_key": key, "q_change": "الماء", "q_link": "resident"}
    codes = set()
    for _ in range(3):
        async with visitor(site) as client:
            answer = await client.post(f"/ar/c/{gabes.slug}/check", data=form)
            assert answer.status_code == 303
            codes.add(answer.headers["location"])
    assert codes == {f"/ar/receipt/{receipt_code_of(key)}"}
    assert await count(engine, gabes, "response") == 1
    assert await count(engine, gabes, "answer") == 2


async def test_what_is_typed_survives_leaving_and_coming_back(
    citizen: httpx.AsyncClient, gabes: Standing
) -> None:
    await citizen.post(f"/ar/c/{gabes.slug}/answer/you", data={"q_link": "resident"})
    await citizen.post(f"/ar/c/{gabes.slug}/answer/change", data={"q_change": "الحدائق"})
    again = await citizen.get(f"/fr/c/{gabes.slug}/answer/change")
    assert "الحدائق" in again.text


async def test_a_mistake_keeps_the_page_and_says_what_to_do(
    citizen: httpx.AsyncClient, gabes: Standing
) -> None:
    answer = await citizen.post(
        f"/fr/c/{gabes.slug}/answer/budget",
        data={"q_budget.economy": "50", "q_budget.environment": "20"},
    )
    assert answer.status_code == 422
    assert 'value="50"' in answer.text
    assert 'aria-invalid="true"' in answer.text or 'role="alert"' in answer.text


async def test_an_empty_form_is_not_a_response(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    answer = await citizen.post(
        f"/en/c/{gabes.slug}/check", data={"submission_key": submission_key_of(new_token())}
    )
    assert answer.status_code == 422
    assert await count(engine, gabes, "response") == 0


async def test_an_option_that_was_never_offered_is_refused(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    answer = await citizen.post(f"/en/c/{gabes.slug}/check", data={"q_link": "mayor"})
    assert answer.status_code == 422
    assert await count(engine, gabes, "response") == 0


async def test_a_script_in_an_answer_is_shown_as_words(citizen: httpx.AsyncClient, gabes: Standing) -> None:
    receipt = await walk(
        citizen, "en", gabes.slug, {**ANSWERS, "q_change": "<script>alert(1)</script> & more"}
    )
    assert "<script>alert" not in receipt.text
    assert "&lt;script&gt;" in receipt.text


async def test_a_receipt_code_may_be_typed_as_people_type(
    citizen: httpx.AsyncClient, gabes: Standing
) -> None:
    receipt = await walk(citizen, "en", gabes.slug, ANSWERS)
    code = receipt.url.path.rsplit("/", 1)[1]
    typed = "-".join(code[i : i + 4] for i in range(0, 32, 4)).lower().replace("0", "o")
    answer = await citizen.get("/fr/receipt", params={"code": typed})
    assert answer.headers["location"] == f"/fr/receipt/{code}"


async def test_a_wrong_code_says_so_and_leads_nowhere(citizen: httpx.AsyncClient, gabes: Standing) -> None:
    assert (await citizen.get("/fr/receipt", params={"code": "short"})).status_code == 422
    assert (await citizen.get(f"/fr/receipt/{receipt_code_of('nobody')}")).status_code == 404


async def test_a_withdrawn_response_loses_its_words_and_keeps_its_receipt(
    citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    receipt = await walk(citizen, "fr", gabes.slug, ANSWERS)
    for _ in range(2):
        answer = await citizen.post(f"{receipt.url.path}/withdraw")
        assert answer.status_code == 303
    again = await citizen.get(receipt.url.path)
    assert again.status_code == 200
    assert ANSWERS["q_change"] not in again.text
    assert await count(engine, gabes, "answer") == 0
    assert await count(engine, gabes, "response") == 1


async def test_nothing_about_the_device_is_stored(
    citizen: httpx.AsyncClient, owner: AsyncEngine, gabes: Standing
) -> None:
    marks = {"user-agent": "TellTalePhone/9", "x-forwarded-for": "203.0.113.77"}
    citizen.headers.update(marks)
    await walk(citizen, "ar", gabes.slug, ANSWERS)
    async with owner.begin() as connection:
        await connection.execute(
            text("select set_config('consult.city', :c, true)"), {"c": str(gabes.city_id)}
        )
        tables = await connection.execute(text("select tablename from pg_tables where schemaname = 'public'"))
        for (table,) in tables.all():
            rows = await connection.execute(text(f"select to_jsonb(t)::text from {table} t"))
            dump = " ".join(str(row[0]) for row in rows)
            assert "TellTalePhone" not in dump
            assert "203.0.113.77" not in dump


async def test_when_the_database_is_away_the_answers_stay_in_the_page(
    gabes: Standing, citizen: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    await citizen.get(f"/ar/c/{gabes.slug}/answer")

    async def refused(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(AsyncEngine, "connect", refused)
    said = "لا أريد أن أكتب هذا مرّتين"
    key = submission_key_of(new_token())
    form = {"submission_key": key, "q_change": said}
    for path in (f"/ar/c/{gabes.slug}/check", f"/ar/c/{gabes.slug}/answer/change"):
        answer = await citizen.post(path, data=form)
        assert answer.status_code == 503
        assert '<html lang="ar" dir="rtl">' in answer.text
        assert dict(fields_of(answer.text, path))["q_change"] == said
    assert (await citizen.get(f"/ar/c/{gabes.slug}/answer")).status_code == 200
