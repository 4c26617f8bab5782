from collections.abc import AsyncIterator

import httpx
import pytest
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations.store import Standing
from consult.people.model import Role
from tests.conftest import hire, sign_in, visitor
from tests.consult.results.desk import WRITTEN, Desk, open_desk

OFFICE = "/en/office/c/gabes-2035/results"
PUBLIC = "/en/c/gabes-2035/results"


@pytest.fixture
async def desk(engine: AsyncEngine, gabes: Standing) -> Desk:
    return await open_desk(engine, gabes)


@pytest.fixture
async def communicator(site: Litestar, desk: Desk) -> AsyncIterator[httpx.AsyncClient]:
    async with visitor(site) as client:
        assert (
            await sign_in(client, f"communicator-{desk.standing.document.city.code}@example.tn")
        ).status_code == 303
        yield client


def typed(desk: Desk, **changed: str | list[str]) -> dict[str, str | list[str]]:
    words = {
        f"{name}.{code}": f"{name} {code}"
        for name in ("titles", "intro", "method")
        for code in ("ar", "fr", "en")
    }
    finding = {f"findings.0.sentence.{code}": f"Buses {code}" for code in ("ar", "fr", "en")}
    chosen = {
        "topics": desk.topic,
        "figures": "q_link",
        "findings.0.evidence": f"topic:{desk.topic}",
        "seen": "0",
    }
    return {**words, **finding, **chosen, **changed}


async def test_what_is_composed_without_javascript_is_published(
    communicator: httpx.AsyncClient, desk: Desk
) -> None:
    saved = await communicator.post(OFFICE, data=typed(desk))
    assert saved.headers["location"] == f"{OFFICE}?done=saved"
    again = (await communicator.get(OFFICE)).text
    assert 'value="titles fr"' in again
    assert "98123456" not in again
    quote = f"{desk.topic}:{desk.answers[0]}"
    published = await communicator.post(f"{OFFICE}/publish", data=typed(desk, seen="1", quotes=quote))
    assert (published.status_code, published.headers["location"]) == (303, f"{PUBLIC}/1")
    page = (await communicator.get(PUBLIC)).text
    assert "12 people of the 24" in page
    assert WRITTEN.replace("98123456", "▇▇▇") in page
    assert f'href="#topic-{desk.topic}"' in page
    assert f'id="topic-{desk.topic}"' in page
    assert desk.answers[0].hex not in page.replace("-", "")


async def test_a_refused_release_shows_each_problem_and_keeps_what_was_typed(
    communicator: httpx.AsyncClient, desk: Desk
) -> None:
    sent = typed(desk) | {"titles.ar": "", "findings.0.evidence": ""}
    answer = await communicator.post(f"{OFFICE}/publish", data=sent)
    assert answer.status_code == 422
    assert 'href="#titles"' in answer.text
    assert 'href="#finding-0"' in answer.text
    assert "titles fr" in answer.text
    assert (await communicator.get(f"{PUBLIC}/1")).status_code == 404


async def test_a_draft_that_somebody_saved_meanwhile_is_not_overwritten(
    communicator: httpx.AsyncClient, desk: Desk
) -> None:
    await communicator.post(OFFICE, data=typed(desk))
    late = await communicator.post(OFFICE, data=typed(desk) | {"titles.en": "A later title"})
    assert late.status_code == 409
    assert "A later title" in late.text
    assert 'name="seen" value="1"' in late.text
    assert "A later title" not in (await communicator.get(OFFICE)).text


async def test_the_preview_shows_the_saved_draft_and_publishes_nothing(
    communicator: httpx.AsyncClient, desk: Desk
) -> None:
    assert (await communicator.get(f"{OFFICE}/preview")).status_code == 404
    sent = await communicator.post(OFFICE, data=typed(desk, then="preview"))
    shown = await communicator.get(sent.headers["location"])
    assert "titles en" in shown.text
    assert "No results yet" in (await communicator.get(PUBLIC)).text


async def test_a_release_is_withdrawn_with_a_reason_in_every_language(
    communicator: httpx.AsyncClient, desk: Desk
) -> None:
    await communicator.post(f"{OFFICE}/publish", data=typed(desk))
    without = await communicator.post(f"{OFFICE}/1/retract", data={"retraction.fr": "Une erreur"})
    assert without.status_code == 422
    assert "Une erreur" in without.text
    reason = {f"retraction.{code}": f"A wrong number ({code})" for code in ("ar", "fr", "en")}
    assert (await communicator.post(f"{OFFICE}/1/retract", data=reason)).status_code == 303
    page = (await communicator.get(f"{PUBLIC}/1")).text
    assert "A wrong number (en)" in page
    assert "titles en" in page
    assert "Buses en" not in page
    assert (await communicator.get(f"{PUBLIC}/1/data/figures.csv")).status_code == 404


async def test_an_expert_may_not_compose_or_publish(site: Litestar, engine: AsyncEngine, desk: Desk) -> None:
    async with visitor(site) as expert:
        await sign_in(expert, await hire(engine, desk.standing, Role.EXPERT))
        assert (await expert.get(OFFICE)).status_code == 403
        assert (await expert.post(f"{OFFICE}/publish", data=typed(desk))).status_code == 403
