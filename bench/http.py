"""The submit path beside pgbench, the questionnaire page beside the framework's hello world, the weight of a page.

Rounds are interleaved, because the machine's speed drifts: ratios are taken within a round, medians over rounds.
"""

import asyncio
import gzip
import os
import re
import statistics
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

from bench.served import CONNECTIONS, ROOT, Load, data_dir, framework, site, wrk
from consult.consultations import store
from consult.consultations.actions import load_file
from consult.consultations.store import Standing
from consult.db.embedded import EmbeddedServer
from consult.db.engine import create_engine
from consult.db.transaction import begin_reading, enter_city
from consult.db.upgrade import upgrade
from consult.schema import metadata

SLUG = "gabes-2035"
FORM = {  # one response, five answers
    "q_link": "resident",
    "q_place": "jara",
    "q_vision": "4",
    "q_obstacles": "air",
    "q_change": "نريد حافلات منتظمة بين الأحياء وأرصفة خالية",
}
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
SECONDS = 6


async def prepare(server: EmbeddedServer) -> Standing:
    owner = create_engine(server.owner_url, pool_size=1)
    await upgrade(owner, metadata)
    await owner.dispose()
    engine = create_engine(server.app_url, pool_size=1)
    today = datetime.now(UTC).date()
    window = (today - timedelta(days=1), today + timedelta(days=1))
    await load_file(engine, (ROOT / "consult" / "demo" / "gabes.yaml").read_text("utf-8"), window=window)
    async with begin_reading(engine) as tx:
        city_id = await store.city_of(tx, SLUG)
        assert city_id is not None
        await enter_city(tx, city_id)
        standing = await store.standing(tx, SLUG)
    await engine.dispose()
    assert standing is not None
    return standing


def _insert(standing: Standing) -> str:
    """The same seven rows as one prepared statement: response, receipt address, five answers."""
    values = ",".join(
        f"(gen_random_uuid(), '{key}', '{value}'::jsonb, {body})"
        for key, value, body in (
            ("q_link", '"resident"', "null"),
            ("q_place", '"jara"', "null"),
            ("q_vision", "4", "null"),
            ("q_obstacles", '["air"]', "null"),
            ("q_change", "null", f"'{FORM['q_change']}'"),
        )
    )
    ids = f"'{standing.city_id}', '{standing.id}'"
    return (
        "with r as (insert into response (id, city_id, consultation_id, form_version_id, submission_key, receipt_hash, "
        "channel, locale, skipped, submitted_at) "
        f"values (gen_random_uuid(), {ids}, '{standing.form_version_id}', sha256(gen_random_uuid()::text::bytea), "
        "sha256(gen_random_uuid()::text::bytea), 'web', 'ar', '{}', now()) returning id, receipt_hash), "
        "a as (insert into receipt_address (receipt_hash, city_id, response_id) "
        f"select receipt_hash, '{standing.city_id}', id from r) "
        "insert into answer (id, city_id, consultation_id, response_id, question_key, item, value, body) "
        f"select v.id, {ids}, r.id, v.key, 0, v.value, v.body from r, (values {values}) as v(id, key, value, body);"
    )


def _pgbench(server: EmbeddedServer, standing: Standing, place: Path) -> float:
    """Transactions a second with as many clients as half the web connections, under the site's own role and walls."""
    script = place / "insert.sql"
    script.write_text(_insert(standing), "utf-8")
    connection = server.connection
    command = [
        str(connection.bin_dir / "pgbench"), "-n", "-M", "prepared", "-c", str(CONNECTIONS // 2), "-j", "2",
        "-T", str(SECONDS), "-f", str(script), "-h", str(connection.socket_dir), "-p", str(connection.port),
        "-U", "consult_app", "consult",
    ]  # fmt: skip
    environ = {
        **os.environ,
        "PGPASSWORD": connection.passwords["consult_app"],
        "PGOPTIONS": f"-c consult.city={standing.city_id}",
    }
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    _analyze(server)
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    if found is None:
        raise SystemExit(f"pgbench failed: {done.stderr}")
    return float(found[1])


def _analyze(server: EmbeddedServer) -> None:
    """What autovacuum does within a minute: a round is shorter, and plans made for empty tables would be measured."""
    connection = server.connection
    command = [
        str(connection.bin_dir / "psql"), "-q", "-h", str(connection.socket_dir), "-p", str(connection.port),
        "-U", "consult_owner", "-c", "vacuum analyze response, answer, receipt_address, pgqueuer", "consult",
    ]  # fmt: skip
    subprocess.run(
        command, env={**os.environ, "PGPASSWORD": connection.passwords["consult_owner"]}, check=True
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    pgbench: float
    hello: Load
    empty: Load
    page: Load
    participation: Load
    submission: Load


def _empty_post(url: str, place: Path) -> Load:
    script = place / "empty.lua"
    script.write_text(
        'wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/x-www-form-urlencoded"\n'
    )
    return wrk(url, seconds=SECONDS, script=script)


def _weights(url: str) -> dict[str, dict[str, int]]:
    """Bytes of a first visit to the first question, as a browser without a cache would fetch them."""
    weights: dict[str, dict[str, int]] = {}
    for locale in ("ar", "fr", "en"):
        page, size = _fetch(f"{url}/{locale}/c/{SLUG}/answer")
        linked = re.findall(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"|<script src="([^"]+)"', page)
        addresses = [a or b for a, b in linked if (a or b).startswith("/")]
        others = [_fetch(url + address)[1] for address in addresses]
        weights[locale] = {"page": size, "with_assets": size + sum(others), "requests": 1 + len(others)}
    return weights


def _fetch(url: str) -> tuple[str, int]:
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        body = answer.read()
        head = sum(len(f"{name}: {value}\r\n") for name, value in answer.headers.items())
        plain = gzip.decompress(body) if answer.headers.get("content-encoding") == "gzip" else body
    return plain.decode("utf-8", "replace"), len(body) + head


def measure() -> dict[str, object]:
    rounds: list[Round] = []
    with data_dir() as place, EmbeddedServer(place / "postgresql") as server:
        standing = asyncio.run(prepare(server))
        with site(place, CONSULT_ATTACK_PER_MINUTE="1000000") as url, framework() as bare:
            weights = _weights(url)
            for number in range(ROUNDS):
                rounds.append(
                    Round(
                        pgbench=_pgbench(server, standing, place),
                        hello=wrk(bare, seconds=SECONDS),
                        empty=_empty_post(bare, place),
                        page=wrk(f"{url}/ar/c/{SLUG}/answer", seconds=SECONDS),
                        participation=wrk(
                            url,
                            seconds=SECONDS,
                            script=Path(__file__).with_name("participate.lua"),
                            arguments=(f"/ar/c/{SLUG}/check", urlencode(FORM)),
                        ),
                        submission=wrk(
                            url,
                            seconds=SECONDS,
                            script=Path(__file__).with_name("participate.lua"),
                            arguments=(f"/ar/c/{SLUG}/check", urlencode(FORM), "unread"),
                        ),
                    )
                )
                print(f"round {number + 1}: {_line(rounds[-1])}", file=sys.stderr)
    return _report(rounds, weights)


def _line(one: Round) -> str:
    return (
        f"pgbench {one.pgbench:.0f}/s, hello {one.hello.requests_per_second:.0f}/s, "
        f"empty POST {one.empty.requests_per_second:.0f}/s, page {one.page.requests_per_second:.0f}/s, "
        f"participations {_participations(one):.0f}/s, submissions {one.submission.requests_per_second:.0f}/s"
    )


def _participations(one: Round) -> float:
    """Two requests each: the form, and the receipt it leads to."""
    return one.participation.requests_per_second / 2


def _report(rounds: list[Round], weights: dict[str, dict[str, int]]) -> dict[str, object]:
    def median(values: list[float]) -> float:
        return round(statistics.median(values), 3)

    return {
        "rounds": len(rounds),
        "pgbench_per_second": median([one.pgbench for one in rounds]),
        "participations_per_second": median([_participations(one) for one in rounds]),
        "participations_to_pgbench": median([_participations(one) / one.pgbench for one in rounds]),
        "participations_to_empty_post": median(
            [_participations(one) / one.empty.requests_per_second for one in rounds]
        ),
        "submissions_per_second": median([one.submission.requests_per_second for one in rounds]),
        "submissions_to_pgbench": median(
            [one.submission.requests_per_second / one.pgbench for one in rounds]
        ),
        "participation_p99_ms": median([one.participation.p99_ms for one in rounds]),
        "participation_failures": sum(one.participation.failures for one in rounds),
        "page_per_second": median([one.page.requests_per_second for one in rounds]),
        "page_to_hello": median(
            [one.page.requests_per_second / one.hello.requests_per_second for one in rounds]
        ),
        "page_failures": sum(one.page.failures for one in rounds),
        "first_page_bytes": weights,
    }
