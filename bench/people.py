"""Senders for the benchmarks: a person whose browser runs scripts, one whose browser does not, and kinds of machines.

All of them come from one address, as people behind one mobile operator do.
"""

import hashlib
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy

import httpx
from sqlalchemy import text

from bench.http import SLUG
from consult.consultations.store import Standing
from consult.db.embedded import EmbeddedServer
from consult.db.engine import create_engine
from consult.db.transaction import begin_reading
from consult.responses.model import new_token, submission_key_of

CHECK = f"/ar/c/{SLUG}/check"
WORDS = ("نريد حافلات منتظمة", "الماء مقطوع كل صيف", "n7ebou trottoirat", "plus d'arbres", "نحبو مستشفى")


def client_for(url: str, *, connections: int) -> httpx.AsyncClient:
    """Connections that all senders share, and no cookie jar: each sender shows its own cookie or none."""
    limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
    client = httpx.AsyncClient(base_url=url, limits=limits, timeout=60)
    client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return client


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`is_kept`: answered with a receipt."""

    is_kept: bool
    seconds: float
    key: str = ""
    gave_proof: bool = False


def proof(key: str) -> str:
    """What proof.js finds."""
    nonce, head = 0, f"{key}:".encode()
    while hashlib.sha256(head + str(nonce).encode()).digest()[:2] != b"\0\0":
        nonce += 1
    return str(nonce)


class Sender:
    """Anybody who posts forms to the site."""

    def __init__(self, client: httpx.AsyncClient, url: str, number: int) -> None:
        self.client = client
        self.headers = {"origin": url}
        self.form = {"q_link": "resident", "q_change": f"{WORDS[number % len(WORDS)]} {number}"}
        self.token = new_token()
        self.cookie = {"cookie": f"draft-{SLUG}={self.token}"}

    async def begin(self) -> None:
        """Answers the first page, which begins a draft."""
        await self.client.post(
            f"/ar/c/{SLUG}/answer/you", data={"q_link": "resident"}, headers={**self.headers, **self.cookie}
        )

    async def post(self, more: Mapping[str, str], *, with_cookie: bool = False) -> httpx.Response:
        cookie = self.cookie if with_cookie else {}
        return await self.client.post(CHECK, data={**self.form, **more}, headers={**self.headers, **cookie})


class Person(Sender):
    """Begins, reads the check page, sends what it holds; a browser with scripts gives the proof it is asked for."""

    runs_scripts = True
    is_remembered = False  # in a hurry for the benchmark's sake, so that the draft's age is left out

    async def send(self) -> Outcome:
        began = time.perf_counter()
        await self.begin()
        return await self.finish(began)

    async def finish(self, began: float) -> Outcome:
        page = await self.client.get(CHECK, headers=self.cookie)
        found = re.search(r'name="submission_key" value="(\w+)"', page.text)
        key = found[1] if found else submission_key_of(self.token)
        asked = 'name="proof"' in page.text and self.runs_scripts
        more = {"submission_key": key, "website": "", **({"proof": proof(key)} if asked else {})}
        answer = await self.post(more, with_cookie=self.is_remembered)
        return Outcome(
            is_kept=answer.status_code == 303,
            seconds=time.perf_counter() - began,
            key=key,
            gave_proof=asked,
        )


class Unhurried(Person):
    is_remembered = True


async def counted(server: EmbeddedServer, standing: Standing) -> tuple[int, int]:
    """How many responses count, and how many wait for a decision."""
    engine = create_engine(server.app_url, pool_size=1)
    async with begin_reading(engine, city_id=standing.city_id) as tx:
        row = (
            await tx.execute(
                text("select (select count(*) from counted_response), (select count(*) from quarantine)")
            )
        ).one()
    await engine.dispose()
    return row[0], row[1]


async def held_keys(server: EmbeddedServer, standing: Standing) -> dict[bytes, list[str]]:
    engine = create_engine(server.app_url, pool_size=1)
    async with begin_reading(engine, city_id=standing.city_id) as tx:
        rows = await tx.execute(
            text("select submission_key, reasons from response join quarantine on response_id = response.id")
        )
        found = {bytes(row.submission_key): list(row.reasons) for row in rows}
    await engine.dispose()
    return found
