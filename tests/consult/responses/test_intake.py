"""Submissions share transactions; each is kept exactly once, or its sender is told."""

import asyncio
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations.kinds.given import Item
from consult.consultations.store import Standing
from consult.db.transaction import begin_reading
from consult.responses import store
from consult.responses.intake import Intake
from consult.responses.model import AnswerItem, Submission, hash_of
from tests.makers import submission


async def stored(engine: AsyncEngine, standing: Standing) -> tuple[int, int, int]:
    async with begin_reading(engine, city_id=standing.city_id) as tx:
        row = (
            await tx.execute(
                text(
                    "select (select count(*) from response), (select count(*) from answer), (select count(*) from pgqueuer)"
                )
            )
        ).one()
    return row[0], row[1], row[2]


async def test_fifty_at_once_are_fifty_rows_and_their_jobs(engine: AsyncEngine, gabes: Standing) -> None:
    intake = Intake(engine)
    await asyncio.gather(*(intake.submit(submission(gabes, key=f"key {n}", body="الماء")) for n in range(50)))
    responses, answers, jobs = await stored(engine, gabes)
    assert (responses, answers) == (50, 50)
    assert jobs >= 1


async def test_the_same_key_fifty_times_at_once_is_one_row(engine: AsyncEngine, gabes: Standing) -> None:
    intakes = [Intake(engine), Intake(engine)]
    sent = [intakes[n % 2].submit(submission(gabes, key="the same", body="الماء")) for n in range(50)]
    await asyncio.gather(*sent)
    assert await stored(engine, gabes) == (1, 1, 1)


async def test_one_bad_submission_takes_no_other_with_it(engine: AsyncEngine, gabes: Standing) -> None:
    intake = Intake(engine)
    bad = submission(gabes, key="bad", body="x")
    twice = AnswerItem(id=uuid4(), question_key="q_change", item=Item(body="y"))
    bad = _with_items(bad, (*bad.items, twice))  # the same question twice breaks a constraint
    good = [submission(gabes, key=f"good {n}", body="الماء") for n in range(10)]
    outcomes = await asyncio.gather(
        *(intake.submit(one) for one in [*good[:5], bad, *good[5:]]), return_exceptions=True
    )
    assert [type(one).__name__ for one in outcomes if one is not None] == ["IntegrityError"]
    assert (await stored(engine, gabes))[0] == 10


def _with_items(one: Submission, items: tuple[AnswerItem, ...]) -> Submission:
    return Submission(
        **{name: getattr(one, name) for name in Submission.__slots__ if name != "items"}, items=items
    )


async def test_two_cities_in_one_moment_each_keep_their_own(
    engine: AsyncEngine, gabes: Standing, kairouan: Standing
) -> None:
    intake = Intake(engine)
    both = [
        submission(place, key=f"{place.slug} {n}", body="ماء")
        for n in range(20)
        for place in (gabes, kairouan)
    ]
    await asyncio.gather(*(intake.submit(one) for one in both))
    assert (await stored(engine, gabes))[0] == 20
    assert (await stored(engine, kairouan))[0] == 20


async def test_a_sender_whose_database_is_away_is_told(gabes: Standing) -> None:
    class Gone:
        async def connect(self) -> None:
            raise ConnectionRefusedError

    with pytest.raises(Exception, match="database"):
        await Intake(Gone()).submit(submission(gabes, key="k", body="b"))  # type: ignore[arg-type]


async def test_only_hashes_of_secrets_reach_the_database(engine: AsyncEngine, gabes: Standing) -> None:
    await Intake(engine).submit(submission(gabes, key="a secret key", body="x"))
    async with begin_reading(engine, city_id=gabes.city_id) as tx:
        key = (await tx.execute(text("select submission_key from response"))).scalar_one()
    assert bytes(key) == hash_of("a secret key")


async def counted(engine: AsyncEngine, standing: Standing) -> int:
    async with begin_reading(engine, city_id=standing.city_id) as tx:
        return await store.response_count(tx, standing.id)


async def test_a_response_that_supersedes_another_takes_its_receipt_and_its_place(
    engine: AsyncEngine, gabes: Standing
) -> None:
    intake = Intake(engine)
    first = submission(gabes, key="first", body="الماء")
    await intake.submit(first)
    await intake.submit(replace(submission(gabes, key="second", body="الكار"), supersedes=first.id))
    async with begin_reading(engine, city_id=gabes.city_id) as tx:
        behind = await store.receipt(tx, first.receipt_hash)
    assert behind is not None
    assert behind.is_edited
    assert [item.body for item in behind.items["q_change"]] == ["الكار"]
    assert await counted(engine, gabes) == 1


async def test_two_edits_of_one_response_leave_one(engine: AsyncEngine, gabes: Standing) -> None:
    intakes = [Intake(engine), Intake(engine)]
    first = submission(gabes, key="first", body="الماء")
    await intakes[0].submit(first)
    edits = [
        intakes[n].submit(replace(submission(gabes, key=f"edit {n}", body=f"{n}"), supersedes=first.id))
        for n in range(2)
    ]
    outcomes = await asyncio.gather(*edits, return_exceptions=True)
    assert sorted(type(one).__name__ for one in outcomes) == ["IntegrityError", "NoneType"]
    assert await counted(engine, gabes) == 1


async def test_a_held_response_is_kept_but_does_not_count_and_is_not_analysed(
    engine: AsyncEngine, gabes: Standing
) -> None:
    await Intake(engine).submit(replace(submission(gabes, key="held", body="x"), holds=("honeypot",)))
    assert await stored(engine, gabes) == (1, 1, 0)
    assert await counted(engine, gabes) == 0
