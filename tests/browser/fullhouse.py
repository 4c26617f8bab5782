"""A city in the middle of its work: an open consultation with answers, topics and a release, a closed one, one to come.

Made once for many pages: nothing here is changed by looking at it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import html5lib
import httpx
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.clusters import actions as review
from consult.clusters import store as clusters
from consult.clusters.model import Cluster, Placement
from consult.consultations.actions import load_file
from consult.db.databases import Databases
from consult.db.transaction import begin
from consult.people.model import Role
from consult.responses.model import new_token
from tests.browser.serving import City, served
from tests.conftest import PASSWORD, gabes_file, standing_of
from tests.consult.results.desk import Desk, open_desk
from tests.walk import form_action

SLUG = "gabes-2035"
CLOSED = "kairouan-2035"
TO_COME = "sousse-2035"
LONG = "نريد حافلات منتظمة بين الأحياء وأرصفة خالية من السيارات، وأن تُسقى أشجار الواحة، et des bus le soir aussi. "
CHOSEN = {"q_link": "other", "d_age": "20-29"}  # so that every page is shown
COMPOSED = {
    f"{name}.{code}": f"{said} {code}"
    for name, said in (
        ("titles", "What Gabès said"),
        ("intro", "Twenty-four people wrote to us."),
        ("method", "By hand."),
    )
    for code in ("ar", "fr", "en")
}


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    base: str
    draft: dict[str, str]  # the cookies of a citizen who has answered everything and not yet sent it
    staff: dict[str, str]  # those of a coordinator
    pages: tuple[str, ...]  # of the form, in order
    receipt: str  # below the locale
    withdrawn: str
    topic: str
    cluster: str


def filled(html: str, *, wrong: bool = False) -> list[tuple[str, str]]:
    """The first form of a page with every field given: well, or as the form must refuse it."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    form = next(one for one in tree.iter("form") if one.get("method") == "post")
    sent: dict[str, str] = {}
    places = 0
    for field in form.iter():
        name, kind = field.get("name"), field.get("type")
        if not name or name in sent or field.get("tabindex") == "-1":  # nobody sees the last
            continue
        if field.tag == "select":
            values = [one.get("value") for one in field.iter("option") if one.get("value")]
            sent[name] = "x" if wrong else values[places % len(values)] if values[0] == "1" else values[0]
            places += 1
        elif field.tag == "textarea" or kind == "text":
            sent[name] = "x" * 6000 if wrong else LONG[:70] if kind == "text" else LONG[:130]
        elif kind == "number":
            shared = any(other.split(".")[0] == name.split(".")[0] for other in sent)
            sent[name] = "7" if wrong else "0" if shared else field.get("max")
        elif kind in {"radio", "checkbox"}:
            sent[name] = "x" if wrong else CHOSEN.get(name, field.get("value"))
        elif kind == "hidden":
            sent[name] = field.get("value", "")
    return list(sent.items())


def answer_everything(client: httpx.Client) -> list[str]:
    """From the first page to the check page, which is not sent; the pages on the way."""
    page = client.get(f"/ar/c/{SLUG}/answer")
    on_the_way = []
    while not page.url.path.endswith("/check"):
        action = form_action(page.text)
        on_the_way.append(action.rpartition("/")[2])
        page = client.post(action, data=dict(filled(page.text)))
        assert page.status_code == 200, page.text
    return on_the_way


def visitor(base: str) -> httpx.Client:
    return httpx.Client(base_url=base, headers={"origin": base}, follow_redirects=True)


def send_everything(base: str, *, times: int) -> list[str]:
    """So many people who gave the same answers; the addresses of their receipts, below the locale."""
    with visitor(base) as client:
        answer_everything(client)
        page = client.get(f"/ar/c/{SLUG}/check")
        given = {name: value for name, value in filled(page.text) if name != "submission_key"}
    receipts = []
    for _ in range(times):
        with visitor(base) as client:
            receipt = client.post(f"/ar/c/{SLUG}/check", data={**given, "submission_key": new_token()})
            assert "/receipt/" in receipt.url.path, receipt.text
            receipts.append(receipt.url.path.removeprefix("/ar"))
    return receipts


async def load_three(engine: AsyncEngine) -> None:
    today = datetime.now(UTC).date()
    windows = {SLUG: (-2, 20), CLOSED: (-9, -3), TO_COME: (5, 9)}
    for number, (slug, (opens, closes)) in enumerate(windows.items(), 1):
        text = gabes_file().replace(f"slug: {SLUG}", f"slug: {slug}")
        text = text.replace('code: "5111"', f'code: "{number}111"')
        await load_file(engine, text, window=(today + timedelta(days=opens), today + timedelta(days=closes)))


async def group_some(engine: AsyncEngine, desk: Desk) -> str:
    """A run that found one group among the answers that no topic holds yet; the group."""
    ids: dict[str, Any] = {"city_id": desk.standing.city_id, "consultation_id": desk.standing.id}
    run_id = uuid4()
    group = Cluster(
        id=uuid4(), run_id=run_id, key="buses", theme="planning", members=desk.answers[12:20],
        terms={"ar": ("حافلات", "أحياء"), "fr": ("bus", "quartiers"), "en": ("buses", "Sunday")},
        exemplars=desk.answers[12:14], stability=0.8,
    )  # fmt: skip
    placed = [
        Placement(
            answer_id=one, theme="planning", theme_by="machine", cluster_id=group.id if one in group.members else None
        )
        for one in desk.answers
    ]  # fmt: skip
    async with begin(engine, city_id=desk.standing.city_id) as tx:
        await clusters.add_run(tx, run_id=run_id, snapshot_hash=b"x", manifest={}, quality={}, **ids)
        await clusters.add_clusters(tx, [group], scores={}, **ids)
        await review.put_placements(tx, desk.standing, placed, run_id=run_id)
    return str(group.id)


def publish(base: str, staff: httpx.Client, topic: str) -> None:
    page = staff.get(f"/en/office/c/{SLUG}/results")
    assert page.status_code == 200
    finding = {f"findings.0.sentence.{code}": f"Buses are wanted {code}" for code in ("ar", "fr", "en")}
    chosen = {"topics": topic, "figures": ["q_link", "q_vision", "q_objectives", "q_rank_axes", "q_budget"]}
    rest = {"findings.0.evidence": f"topic:{topic}", "seen": "0"}
    answer = staff.post(
        f"/en/office/c/{SLUG}/results/publish", data={**COMPOSED, **finding, **chosen, **rest}
    )
    assert answer.url.path.endswith("/results/1"), answer.text


@contextmanager
def full_house(database: Databases) -> Iterator[House]:
    with served(database) as base:
        city = City(database, base)
        city.do(load_three)
        standing = city.do(standing_of, SLUG)
        desk: Desk = city.do(open_desk, standing)
        cluster = city.do(group_some, desk)
        receipts = send_everything(base, times=11)
        with visitor(base) as gone:
            gone.post(f"/ar{receipts[1]}/withdraw")
        with visitor(base) as begun, visitor(base) as staff:
            pages = answer_everything(begun)
            staff.post(
                "/en/office/sign-in", data={"email": city.hire(Role.COORDINATOR), "password": PASSWORD}
            )
            publish(base, staff, desk.topic)
            yield House(
                base=base, draft=dict(begun.cookies), staff=dict(staff.cookies), pages=tuple(pages),
                receipt=receipts[0], withdrawn=receipts[1], topic=desk.topic, cluster=cluster,
            )  # fmt: skip
