"""The desk of held responses: what is accepted counts, what is rejected never does, and both can be decided anew."""

from dataclasses import replace

import httpx
import pytest
from litestar import Litestar
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from consult import worker
from consult.clusters import store as clusters
from consult.consultations.store import Standing
from consult.db.transaction import begin_reading
from consult.people.model import Role
from consult.responses import store
from consult.responses.intake import Intake
from consult.responses.model import Submission
from tests.conftest import hire, sign_in, visitor
from tests.makers import submission


async def hold(
    engine: AsyncEngine, standing: Standing, number: int = 1, reason: str = "honeypot"
) -> list[Submission]:
    made = [
        replace(submission(standing, key=f"{reason} {n}", body=f"كلام {reason} {n}"), holds=(reason,))
        for n in range(number)
    ]
    for one in made:
        await Intake(engine).submit(one)
    return made


async def counted(engine: AsyncEngine, standing: Standing) -> int:
    async with begin_reading(engine, city_id=standing.city_id) as tx:
        return await store.response_count(tx, standing.id)


async def one(engine: AsyncEngine, standing: Standing, query: str) -> int:
    async with begin_reading(engine, city_id=standing.city_id) as tx:
        return int((await tx.execute(text(query))).scalar_one())


def held(standing: Standing, locale: str = "en") -> str:
    return f"/{locale}/office/c/{standing.slug}/held"


@pytest.mark.parametrize("locale", ["ar", "fr", "en"])
async def test_a_held_response_is_read_with_its_reason(
    coordinator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing, locale: str
) -> None:
    await hold(engine, gabes)
    page = await coordinator.get(held(gabes, locale))
    assert page.status_code == 200
    assert "كلام honeypot 0" in page.text
    assert "honeypot" not in page.text.replace("كلام honeypot 0", "")


async def test_accepting_counts_it_and_has_it_screened_and_rejecting_takes_it_out_again(
    coordinator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    first, second = await hold(engine, gabes, 2)
    answer = await coordinator.post(held(gabes), data={"act": "accept", "responses": str(first.id)})
    assert answer.status_code == 303
    assert "1 response accepted" in (await coordinator.get(answer.headers["location"])).text
    assert await counted(engine, gabes) == 1
    await worker.run(engine, until_empty=True)
    assert await one(engine, gabes, "select count(*) from screening") == 1
    await coordinator.post(
        held(gabes), data={"show": "accepted", "act": "reject", "responses": str(first.id)}
    )
    assert await counted(engine, gabes) == 0
    await coordinator.post(
        held(gabes), data={"show": "rejected", "act": "accept", "responses": str(first.id)}
    )
    assert await counted(engine, gabes) == 1
    assert str(second.id) in (await coordinator.get(held(gabes))).text
    assert await one(engine, gabes, "select count(*) from audit_event where action = 'screen'") == 3


async def test_what_was_rejected_after_all_leaves_the_board_of_topics(
    coordinator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    made = await hold(engine, gabes, 12)
    ids = [str(m.id) for m in made]
    await coordinator.post(held(gabes), data={"act": "accept", "responses": ids})
    await worker.run(engine, until_empty=True)
    await worker.run_clusters(engine, gabes.slug)
    gone = made[0]
    await coordinator.post(held(gabes), data={"show": "accepted", "act": "reject", "responses": ids[0]})
    async with begin_reading(engine, city_id=gabes.city_id) as tx:
        placed = await clusters.all_placements(tx, gabes.id, questions=["q_change"])
        found = (await tx.execute(text("select distinct cluster_id from cluster_member"))).scalars().all()
        members = [
            answer
            for cluster in (await clusters.clusters_by_id(tx, found)).values()
            for answer in cluster.members
        ]
    assert len(placed) == 11
    assert gone.items[0].id not in {p.answer_id for p in placed}
    assert gone.items[0].id not in members
    for path in ("topics", "topics/planning", "topics/history", "results"):
        assert (await coordinator.get(f"/en/office/c/{gabes.slug}/{path}")).status_code == 200


async def test_all_of_one_reason_are_decided_at_once_and_no_other(
    coordinator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    await hold(engine, gabes, 25)
    await hold(engine, gabes, 3, "no_proof")
    answer = await coordinator.post(held(gabes), data={"act": "accept-all", "reason": "no_proof"})
    assert "accepted=3" in answer.headers["location"]
    assert await counted(engine, gabes) == 3
    await coordinator.post(held(gabes), data={"act": "reject-all", "reason": "honeypot"})
    assert await counted(engine, gabes) == 3
    assert "Nothing waits for you" in (await coordinator.get(held(gabes))).text


async def test_a_bulk_decision_is_bounded_and_says_that_more_are_left(
    coordinator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consult.responses.actions.holding.MOST_AT_ONCE", 2)
    await hold(engine, gabes, 5)
    answer = await coordinator.post(held(gabes), data={"act": "accept-all"})
    assert "accepted=2" in answer.headers["location"]
    assert "There are more of this list" in (await coordinator.get(answer.headers["location"])).text
    assert await counted(engine, gabes) == 2


async def test_pages_of_twenty(coordinator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing) -> None:
    await hold(engine, gabes, 21)
    first = await coordinator.get(held(gabes))
    assert first.text.count('name="responses"') == 20
    second = await coordinator.get(held(gabes), params={"page": 2})
    assert second.text.count('name="responses"') == 1
    assert (await coordinator.get(held(gabes), params={"page": 999})).text.count('name="responses"') == 1


@pytest.mark.parametrize(
    "sent",
    [
        {"act": "accept"},
        {"act": "accept", "responses": "not an id"},
        {"act": "burn", "responses": "00000000-0000-4000-8000-000000000000"},
        {},
    ],
)
async def test_a_decision_about_nothing_is_told(
    coordinator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing, sent: dict[str, str]
) -> None:
    await hold(engine, gabes)
    answer = await coordinator.post(held(gabes), data=sent)
    assert answer.status_code == 422
    assert await one(engine, gabes, "select count(*) from quarantine_ruling") == 0


async def test_another_citys_held_responses_do_not_exist(
    site: Litestar, engine: AsyncEngine, gabes: Standing, kairouan: Standing
) -> None:
    (waiting,) = await hold(engine, gabes)
    async with visitor(site) as desk:
        await sign_in(desk, await hire(engine, kairouan, Role.COORDINATOR))
        assert (await desk.get(held(gabes))).status_code == 404
        sent = {"act": "accept", "responses": str(waiting.id)}
        assert (await desk.post(held(gabes), data=sent)).status_code == 404
        assert (await desk.post(held(gabes) + "/guard", data={"on": "1"})).status_code == 404
        await desk.post(held(kairouan), data=sent)
    assert await counted(engine, gabes) == 0


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
async def test_only_coordinators_read_what_was_not_screened(
    site: Litestar, engine: AsyncEngine, gabes: Standing, role: Role
) -> None:
    async with visitor(site) as desk:
        await sign_in(desk, await hire(engine, gabes, role))
        assert (await desk.get(held(gabes))).status_code == 403
        assert (await desk.post(held(gabes), data={"act": "accept-all"})).status_code == 403
        assert "/held" not in (await desk.get("/en/office")).text


async def test_the_desk_counts_what_waits(
    coordinator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    await hold(engine, gabes, 3)
    assert "3 held responses" in (await coordinator.get("/en/office")).text


async def test_a_withdrawn_response_waits_no_more(
    coordinator: httpx.AsyncClient, citizen: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    answer = await citizen.post(f"/en/c/{gabes.slug}/check", data={"q_change": "words"})
    await citizen.post(f"{answer.headers['location']}/withdraw")
    assert "Nothing waits for you" in (await coordinator.get(held(gabes))).text


async def test_the_protection_is_switched_on_and_off_with_a_line_each(
    coordinator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    for on, words in (("1", "Switched on by the team"), ("0", "Switch it on now")):
        for _ in range(2):
            await coordinator.post(held(gabes) + "/guard", data={"on": on})
        assert words in (await coordinator.get(held(gabes))).text
    assert await one(engine, gabes, "select count(*) from guard_event") == 2
    assert await one(engine, gabes, "select count(*) from audit_event where action = 'guard'") == 2
