"""The main job by plain HTTP, without JavaScript: a citizen answers, the team reviews, a release says so."""

import re

import httpx
import pytest
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

from consult import worker
from consult.consultations.store import Standing
from consult.people.model import Role
from consult.responses.intake import keep_together
from tests.conftest import hire, sign_in, visitor
from tests.makers import submission
from tests.walk import actions_of, fields_of, walk

pytestmark = pytest.mark.usefixtures("unhurried")

MINE = "نستنّاو الكار بالساعات، زيدو كيران للحومة"
OTHERS = [
    "الكار ديما تجي مخّر ونقعدو نستنّاو", "el kar ma tjich fi wa9tha", "Les bus ne passent jamais à l'heure",
    "il faut plus de bus vers la cité", "زيدو كيران في الليل", "نطالب بحافلات منتظمة بين الأحياء",
    "the bus is never on time", "نحبّو كار كل نصف ساعة", "les bus sont rares et pleins", "الحافلة لا تأتي في وقتها",
    "nheb kar mnadhma kol youm", "plus de bus le dimanche svp", "حافلات أكثر للمعهد", "مواعيد الحافلات غير محترمة",
]  # fmt: skip
DECISION = {
    "reason_ar": "تقرّر طلب خطّين جديدين.",
    "reason_fr": "Deux lignes seront demandées.",
    "reason_en": "Two lines will be requested.",
}
NAMES = {"name_ar": "حافلات منتظمة", "name_fr": "Des bus réguliers", "name_en": "Regular buses"}


async def send(client: httpx.AsyncClient, page: httpx.Response, ending: str, **typed: str) -> httpx.Response:
    """Fills in the form whose action ends so, sends it, follows to the next page."""
    action = next(action for action in actions_of(page.text) if action.endswith(ending))
    answer = await client.post(action, data={**dict(fields_of(page.text, action)), **typed})
    assert answer.status_code == 303, answer.text
    return await client.get(answer.headers["location"], follow_redirects=True)


async def test_an_answer_is_found_on_the_board_and_its_topic_on_the_public_page(
    site: Litestar, engine: AsyncEngine, gabes: Standing, citizen: httpx.AsyncClient
) -> None:
    made = [
        submission(
            gabes,
            key=f"other {n}",
            body=said,
            question="q_project",
            theme="planning",
            values={"q_link": "resident"},
        )
        for n, said in enumerate(OTHERS)
    ]
    await keep_together(engine, gabes.city_id, made)
    answers = {
        "q_link": "resident",
        "q_project.1.axis": "planning",
        "q_project.1.title": "كيران",
        "q_project.1.text": MINE,
    }
    receipt = await walk(citizen, "ar", gabes.slug, answers)
    assert MINE in receipt.text
    await worker.run(engine, until_empty=True)
    await worker.run_clusters(engine, gabes.slug)

    async with visitor(site) as desk:
        await sign_in(desk, await hire(engine, gabes, Role.COORDINATOR))
        office = f"/en/office/c/{gabes.slug}"
        overview = await desk.get(f"{office}/topics")
        total = len(OTHERS) + 1
        assert re.search(rf"=\D*{total}\b", re.sub(r"<[^>]+>", " ", overview.text))
        board = await desk.get(f"{office}/topics/planning")
        clusters = sorted(set(re.findall(rf'href="{office}/cluster/([0-9a-f-]+)"', board.text)))
        assert clusters
        seen = ""
        topic = ""
        for cluster in clusters:
            page = await desk.get(f"{office}/cluster/{cluster}")
            seen += page.text
            if not topic:
                after = await send(desk, page, "/accept", **NAMES)
                topic = re.findall(
                    rf"{office}/topic/([0-9a-f-]+)", (await desk.get(f"{office}/topics/planning")).text
                )[0]
                assert after.status_code == 200
            else:
                await send(desk, page, "/join", topic=topic)
        waiting = (await desk.get(f"{office}/topics/planning")).text
        assert MINE in seen + waiting
        page = await desk.get(f"{office}/topic/{topic}")
        page = await send(desk, page, "/link", objective="URB1", relation="supports")
        page = await send(desk, page, "/decide", outcome="adopted", **DECISION)
        assert "Two lines will be requested." in page.text

        composer = await desk.get(f"{office}/results")
        action = f"{office}/results"
        typed: dict[str, str | list[str]] = dict(fields_of(composer.text, action))
        for field, said in {"titles": "Results", "intro": "Thank you", "method": "Open to all"}.items():
            typed |= {f"{field}.{code}": f"{said} {code}" for code in ("ar", "fr", "en")}
        typed |= {"topics": [topic], "figures": ["q_link"], "quotes": []}
        for at in range(6):
            typed |= {f"findings.{at}.sentence.{code}": "" for code in ("ar", "fr", "en")}
            typed[f"findings.{at}.evidence"] = []
        saved = await desk.post(action, data=typed)
        assert saved.status_code == 303, saved.text
        preview = await desk.get(f"{office}/results/preview")
        assert NAMES["name_en"] in preview.text
        ready = dict(fields_of((await desk.get(action)).text, action)) | {
            "topics": topic,
            "figures": "q_link",
        }
        published = await desk.post(f"{action}/publish", data=ready)
        assert published.headers["location"] == f"/en/c/{gabes.slug}/results/1"

    for locale, code in (("ar", "name_ar"), ("fr", "name_fr"), ("en", "name_en")):
        public = await citizen.get(f"/{locale}/c/{gabes.slug}/results")
        assert NAMES[code] in public.text
        assert DECISION[code.replace("name", "reason")] in public.text
    table = await citizen.get(f"/en/c/{gabes.slug}/results/1/data/figures.csv")
    assert table.headers["content-type"].startswith("text/csv")
    assert table.text.startswith("\ufeff")
    assert "q_link" in table.text
