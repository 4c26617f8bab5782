"""The technical team's board over plain HTTP, as a browser without JavaScript uses it."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID, uuid4

import html5lib
import httpx
import pytest
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.clusters import actions, store
from consult.clusters.model import Cluster, Placement
from consult.consultations.store import Standing
from consult.db.transaction import begin
from consult.people.model import Role
from consult.responses.intake import keep_together
from consult.responses.model import BLOCK, Screening
from consult.responses.store import put_screenings
from tests.conftest import hire, sign_in, visitor
from tests.makers import submission
from tests.walk import fields_of

BASE = "/en/office/c/gabes-2035"
NAMES = {"name_ar": "الماء", "name_fr": "L'eau", "name_en": "Water"}
PHONE = "98 123 456"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrote:
    """What people wrote and the two groups that a run found among it."""

    answers: tuple[UUID, ...]
    water: UUID
    air: UUID


@pytest.fixture
async def wrote(engine: AsyncEngine, gabes: Standing) -> Wrote:
    """64 answers: ten about water, three about air, one with a telephone number, the others in no group."""
    said = [f"answer number {n}" for n in range(63)] + [f"call me on {PHONE}"]
    made = [submission(gabes, key=f"key {n}", body=body) for n, body in enumerate(said)]
    await keep_together(engine, gabes.city_id, made)
    answers = tuple(one.items[0].id for one in made)
    run_id = uuid4()
    water, air = (
        Cluster(
            id=uuid4(),
            run_id=run_id,
            key=key,
            theme="environment",
            members=members,
            terms={"en": (key, "clean", "city")},
            exemplars=members[:1],
            stability=0.8,
        )
        for key, members in (("water", answers[:10]), ("air", answers[10:13]))
    )
    inside = {answer: group.id for group in (water, air) for answer in group.members}
    placed = [
        Placement(answer_id=one, theme="environment", theme_by="machine", cluster_id=inside.get(one))
        for one in answers
    ]
    ids = {"city_id": gabes.city_id, "consultation_id": gabes.id}
    varieties = ("ar", "fr", "arabizi")
    screened = [
        Screening(
            answer_id=one,
            script="Latn",
            variety=varieties[n % 3],
            confidence=1.0,
            personal=((11, 11 + len(PHONE), "phone"),) if n == 63 else (),
        )
        for n, one in enumerate(answers)
    ]
    async with begin(engine, city_id=gabes.city_id) as tx:
        await put_screenings(
            tx,
            city_id=gabes.city_id,
            screened=screened,
            encoder="none",
            encoded=[b""] * len(screened),
            at=made[0].submitted_at,
        )
        await store.add_run(tx, run_id=run_id, snapshot_hash=b"x", manifest={}, quality={}, **ids)
        await store.add_clusters(tx, [water, air], scores={}, **ids)
        await actions.put_placements(tx, gabes, placed, run_id=run_id)
    return Wrote(answers=answers, water=water.id, air=air.id)


async def page_of(client: httpx.AsyncClient, path: str, *, status: int = 200) -> str:
    page = await client.get(BASE + path)
    assert page.status_code == status, page.text
    return page.text


async def send(
    client: httpx.AsyncClient, on: str, action: str, *, status: int = 303, **typed: str | list[str]
) -> httpx.Response:
    """Fills in the form of that page that leads to `action`, and sends it."""
    return await resend(
        client, dict(fields_of(await page_of(client, on), BASE + action)), action, status, **typed
    )


async def resend(
    client: httpx.AsyncClient, form: dict[str, str], action: str, status: int, **typed: str | list[str]
) -> httpx.Response:
    answer = await client.post(BASE + action, data={**form, **typed})
    assert answer.status_code == status, answer.text
    return answer


async def accept(client: httpx.AsyncClient, cluster: UUID, **names: str) -> UUID:
    """Accepts a group on the board of its theme; the topic that it became."""
    await send(client, "/topics/environment", f"/cluster/{cluster}/accept", **{**NAMES, **names})
    led = await client.get(f"{BASE}/cluster/{cluster}")
    assert led.status_code == 303
    return UUID(led.headers["location"].rpartition("/topic/")[2])


def ledger(html: str) -> list[int]:
    """The first book-keeping line of a page: assigned, to review, excluded, all."""
    line = re.search(r'class="ledger">(.*?)</p>', html, re.DOTALL)
    assert line
    return [int(number) for number in re.findall(r"<bdi>(\d+)</bdi>", line[1])]


@pytest.fixture
async def expert(site: Litestar, engine: AsyncEngine, gabes: Standing) -> AsyncIterator[httpx.AsyncClient]:
    """A second person at the same board."""
    async with visitor(site) as client:
        await sign_in(client, await hire(engine, gabes, Role.EXPERT))
        yield client


async def test_before_any_answer_the_board_says_what_will_happen(
    gabes: Standing, coordinator: httpx.AsyncClient
) -> None:
    assert ledger(await page_of(coordinator, "/topics")) == [0, 0, 0, 0]
    assert "The analysis has not run yet" in await page_of(coordinator, "/topics/environment")
    assert "Nobody has reviewed anything yet" in await page_of(coordinator, "/topics/history")


async def test_every_answer_is_in_the_ledger_of_the_overview(
    wrote: Wrote, coordinator: httpx.AsyncClient
) -> None:
    assert ledger(await page_of(coordinator, "/topics")) == [0, 64, 0, 64]


async def test_accepting_a_group_assigns_its_answers_and_can_be_undone(
    wrote: Wrote, coordinator: httpx.AsyncClient
) -> None:
    done = await send(coordinator, "/topics/environment", f"/cluster/{wrote.water}/accept", **NAMES)
    page = await coordinator.get(done.headers["location"])
    assert ledger(page.text) == [10, 54, 0, 64]
    undo = re.search(rf'action="({BASE}/events/[\w-]+/undo)"', page.text)
    assert undo
    undone = await coordinator.post(undo[1], data=dict(fields_of(page.text, undo[1])))
    back = await coordinator.get(undone.headers["location"])
    assert ledger(back.text) == [0, 64, 0, 64]
    assert "Do again" in back.text


async def test_an_act_over_htmx_answers_the_block_alone(wrote: Wrote, coordinator: httpx.AsyncClient) -> None:
    asked = {"hx-request": "true", "hx-target": "board"}
    page = await coordinator.get(f"{BASE}/topics/environment", headers=asked)
    assert page.text.strip().startswith('<div class="stack" id="board">')
    assert "<html" not in page.text


async def test_names_missing_in_a_language_come_back_in_place(
    wrote: Wrote, coordinator: httpx.AsyncClient
) -> None:
    again = await send(
        coordinator,
        "/topics/environment",
        f"/cluster/{wrote.water}/accept",
        status=422,
        name_ar="ماء صالح",
        name_fr="",
        name_en="",
    )
    assert 'value="ماء صالح"' in again.text
    assert f'href="#accept-{wrote.water}-name_fr"' in again.text
    assert f'id="accept-{wrote.water}-name_fr"' in again.text


async def test_two_people_at_once_see_each_other_and_lose_nothing(
    wrote: Wrote, coordinator: httpx.AsyncClient, expert: httpx.AsyncClient
) -> None:
    topic = await accept(coordinator, wrote.water)
    action = f"/topic/{topic}/rename"
    form = dict(fields_of(await page_of(expert, f"/topic/{topic}"), BASE + action))
    theirs = {"name_ar": "ماء", "name_fr": "Eau", "name_en": "Drinking water"}
    await send(coordinator, f"/topic/{topic}", action, **theirs)
    refused = await resend(expert, form, action, 409, name_en="Water for all")
    assert "A coordinator renamed this topic after you opened the page." in refused.text
    assert "Drinking water" in refused.text
    assert 'value="Water for all"' in refused.text


async def test_a_group_taken_by_somebody_else_keeps_the_names_that_were_typed(
    wrote: Wrote, coordinator: httpx.AsyncClient, expert: httpx.AsyncClient
) -> None:
    action = f"/cluster/{wrote.water}/accept"
    form = dict(fields_of(await page_of(expert, f"/cluster/{wrote.water}"), BASE + action))
    await accept(coordinator, wrote.water)
    refused = await resend(expert, form, action, 409, **{**NAMES, "name_en": "My careful name"})
    assert "A coordinator has already made a topic of this group." in refused.text
    assert "My careful name" in refused.text


async def test_a_merged_topic_leads_to_the_one_it_ended_in(
    wrote: Wrote, coordinator: httpx.AsyncClient
) -> None:
    water, air = await accept(coordinator, wrote.water), await accept(coordinator, wrote.air, name_en="Air")
    await send(coordinator, f"/topic/{air}", f"/topic/{air}/merge", target=str(water))
    led = await coordinator.get(f"{BASE}/topic/{air}")
    assert led.headers["location"].startswith(f"{BASE}/topic/{water}")
    assert "13 answers" in await page_of(coordinator, f"/topic/{water}")


async def test_a_topic_whose_making_was_undone_leads_to_its_theme(
    wrote: Wrote, coordinator: httpx.AsyncClient
) -> None:
    topic = await accept(coordinator, wrote.water)
    history = await page_of(coordinator, "/topics/history")
    undo = re.search(r"/events/[\w-]+/undo", history)
    assert undo
    await send(coordinator, "/topics/history", undo[0])
    led = await coordinator.get(f"{BASE}/topic/{topic}")
    assert led.headers["location"] == f"{BASE}/topics/environment"


async def test_a_group_joins_a_topic(wrote: Wrote, coordinator: httpx.AsyncClient) -> None:
    water = await accept(coordinator, wrote.water)
    await send(coordinator, "/topics/environment", f"/cluster/{wrote.air}/join", topic=str(water))
    assert ledger(await page_of(coordinator, "/topics/environment")) == [13, 51, 0, 64]


async def test_ticked_answers_are_moved_sent_back_set_aside_or_given_another_theme(
    wrote: Wrote, coordinator: httpx.AsyncClient
) -> None:
    water = await accept(coordinator, wrote.water)
    on = f"/topic/{water}"
    form = dict(fields_of(await page_of(coordinator, on), BASE + "/answers/move"))
    ids = [str(answer) for answer in wrote.answers]
    await resend(coordinator, form, "/answers/move", 303, answers=ids[20:22], target=str(water))
    await resend(coordinator, form, "/answers/move", 303, answers=ids[:1], target="review")
    await resend(coordinator, form, "/answers/exclude", 303, answers=ids[1:3], reason="off_topic")
    await resend(coordinator, form, "/answers/theme", 303, answers=ids[3:4], theme="economy")
    assert ledger(await page_of(coordinator, "/topics")) == [8, 54, 2, 64]
    excluded = await page_of(coordinator, "/topics/environment?shelf=excluded")
    assert "Set aside by \u2068A coordinator\u2069 – About something else" in excluded


async def test_ticks_are_kept_when_an_act_on_answers_is_refused(
    wrote: Wrote, coordinator: httpx.AsyncClient
) -> None:
    form = dict(fields_of(await page_of(coordinator, "/topics/environment"), BASE + "/answers/move"))
    chosen = re.findall(
        r'name="answers" value="([\w-]+)"', await page_of(coordinator, "/topics/environment")
    )[:2]
    again = await resend(
        coordinator, form, "/answers/exclude", 422, answers=chosen, reason="", note="why not"
    )
    assert len(re.findall(r'name="answers" value="[\w-]+" checked', again.text)) == 2
    assert 'value="why not"' in again.text


async def test_a_topic_is_linked_decided_described_and_noted(
    wrote: Wrote, coordinator: httpx.AsyncClient
) -> None:
    topic = await accept(coordinator, wrote.water)
    on = f"/topic/{topic}"
    await send(coordinator, on, f"{on}/link", relation="supports", objective="ENV1", reason="They say so")
    await send(
        coordinator,
        on,
        f"{on}/decide",
        outcome="adopted",
        reason_ar="نعم",
        reason_fr="Oui",
        reason_en="Yes, by 2027",
    )
    await send(coordinator, on, f"{on}/describe", description_en="Wells and pipes")
    await send(coordinator, on, f"{on}/note", text="<b>Ask</b> the water company")
    page = await page_of(coordinator, on)
    for said in (
        "They say so",
        "Yes, by 2027",
        "Wells and pipes",
        "&lt;b&gt;Ask&lt;/b&gt; the water company",
    ):
        assert said in page
    await send(coordinator, on, f"{on}/unlink")
    assert "They say so" not in await page_of(coordinator, on)


async def test_an_act_that_others_rest_on_says_so_instead_of_breaking_them(
    wrote: Wrote, coordinator: httpx.AsyncClient
) -> None:
    done = await send(coordinator, "/topics/environment", f"/cluster/{wrote.water}/accept", **NAMES)
    page = await coordinator.get(done.headers["location"])
    undo = re.search(rf"{BASE}(/events/[\w-]+/undo)", page.text)
    assert undo
    topic = (await coordinator.get(f"{BASE}/cluster/{wrote.water}")).headers["location"].rpartition("/")[2]
    await send(coordinator, f"/topic/{topic}", f"/topic/{topic}/note", text="no matter")
    await send(coordinator, f"/topic/{topic}", f"/topic/{topic}/describe", description_en="Wells")
    form = {"seen": "9999", "back": "history::1:waiting"}
    refused = await resend(coordinator, form, undo[1], 409)
    assert "Later acts rest on this one (1, the last by A coordinator)" in refused.text


async def test_personal_data_is_never_on_the_page(wrote: Wrote, coordinator: httpx.AsyncClient) -> None:
    await send(
        coordinator,
        "/topics/environment",
        "/topics/create",
        name_ar="هاتف",
        name_fr="Téléphone",
        name_en="Phone",
    )
    found = re.search(r"/topic/([\w-]{36})", await page_of(coordinator, "/topics/environment"))
    assert found
    form = dict(fields_of(await page_of(coordinator, "/topics/environment"), BASE + "/answers/move"))
    await resend(coordinator, form, "/answers/move", 303, answers=str(wrote.answers[63]), target=found[1])
    page = await page_of(coordinator, f"/topic/{found[1]}")
    assert f"call me on {BLOCK}" in page
    assert PHONE not in page + await page_of(coordinator, "/topics/environment")


async def test_long_lists_come_in_pages_and_no_answer_is_on_two(
    wrote: Wrote, coordinator: httpx.AsyncClient
) -> None:
    first, second = [
        re.findall(
            r'name="answers" value="([\w-]+)"', await page_of(coordinator, f"/topics/environment{query}")
        )
        for query in ("", "?page=2")
    ]
    assert (len(first), len(second)) == (50, 1)
    assert not set(first) & set(second)


async def test_a_form_can_never_lead_away_from_the_board(
    wrote: Wrote, coordinator: httpx.AsyncClient
) -> None:
    form = dict(fields_of(await page_of(coordinator, "/topics/environment"), f"{BASE}/topics/create"))
    for back in ("https://elsewhere.test", "//elsewhere.test", "theme:../../x:1:waiting", ""):
        led = await resend(coordinator, {**form, "back": back}, "/topics/create", 303, **NAMES)
        assert led.headers["location"].startswith(f"{BASE}/topics?done=")


async def test_who_may_not_review_reads_and_gets_no_form(
    wrote: Wrote, site: Litestar, engine: AsyncEngine, gabes: Standing
) -> None:
    async with visitor(site) as reader:
        await sign_in(reader, await hire(engine, gabes, Role.COMMUNICATOR))
        page = await page_of(reader, "/topics/environment")
        assert "answer number 0" in page
        assert "/accept" not in page
        assert (await reader.post(f"{BASE}/topics/create", data=NAMES)).status_code == 403
        assert (await reader.post(f"{BASE}/topics/run")).status_code == 403


async def test_another_city_finds_nothing_here(
    wrote: Wrote, site: Litestar, engine: AsyncEngine, kairouan: Standing
) -> None:
    async with visitor(site) as neighbour:
        await sign_in(neighbour, await hire(engine, kairouan, Role.COORDINATOR))
        for path in ("/topics", "/topics/environment", "/topics/history", f"/cluster/{wrote.water}"):
            assert (await neighbour.get(BASE + path)).status_code == 404
        assert (await neighbour.post(f"{BASE}/topics/create", data=NAMES)).status_code == 404
        assert (await neighbour.get(f"/en/office/c/kairouan-2035/cluster/{wrote.water}")).status_code == 404


@pytest.mark.parametrize(
    "path", ["/topics/nowhere", f"/topic/{UUID(int=7)}", f"/cluster/{UUID(int=8)}", "/topic/x"]
)
async def test_what_never_was_is_not_found(path: str, wrote: Wrote, coordinator: httpx.AsyncClient) -> None:
    await page_of(coordinator, path, status=404)


async def test_asking_for_a_run_says_what_will_happen(wrote: Wrote, coordinator: httpx.AsyncClient) -> None:
    asked = await send(coordinator, "/topics", "/topics/run")
    page = await coordinator.get(asked.headers["location"])
    assert "The analysis has been asked for" in page.text


@pytest.mark.parametrize("locale", ["ar", "fr", "en"])
async def test_every_page_is_sound_html_with_ids_of_its_own(
    locale: str, wrote: Wrote, coordinator: httpx.AsyncClient
) -> None:
    topic = await accept(coordinator, wrote.water)
    base = BASE.replace("/en/", f"/{locale}/")
    paths = ("/topics", "/topics/environment", "/topics/none", "/topics/history")
    for path in (*paths, f"/topic/{topic}", f"/cluster/{wrote.air}"):
        page = await coordinator.get(base + path)
        assert page.status_code == 200
        html5lib.HTMLParser(strict=True).parse(page.text)
        ids = re.findall(r'\sid="([^"]+)"', page.text)
        assert len(ids) == len(set(ids)), path
