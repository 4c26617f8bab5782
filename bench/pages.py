"""`make bench-pages`: what citizens' pages weigh, how fast a slow phone shows them, what axe and a mirror find in them.

Bytes are those of the wire, headers included. Each figure stands beside its target and the anchor it was measured against
(the same question page built with other tools, on the same machine). Figures only: the verdicts are tests.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench.lighthouse import Lighthouse, is_installed
from bench.served import data_dir
from consult.db.embedded import EmbeddedServer
from consult.db.engine import create_engine
from consult.db.upgrade import upgrade
from consult.schema import metadata
from tests.browser.conftest import CHROMIUM, QUIET
from tests.browser.fullhouse import SLUG, House, full_house
from tests.browser.measures import Meter, adopt, axe, mirror_difference
from tests.browser.visits import (
    Visit,
    bytes_on_the_wire,
    citizen_visits,
    public_visits,
    staff_visits,
    visit,
)
from tests.conftest import apart, databases_of

LOCALES = ("ar", "fr", "en")
TARGET_BYTES = 6_000
ANCHORS = {
    "bytes": "GOV.UK Frontend 111,536 B in 8 requests; SurveyJS 357,932 B in 6",
    "lighthouse": "GOV.UK 99/100/100/100; SurveyJS 56/95/96/100",
    "slow3g": "GOV.UK 64, 5.3 s; SurveyJS 30, 11.8 s",
    "axe": "GOV.UK 0 (incomplete not told); SurveyJS 2",
    "mirror": "GOV.UK 5,356 pixels on one page; SurveyJS 0",
}
Row = dict[str, Any]


@contextmanager
def _house() -> Iterator[House]:
    async def migrate(url: str) -> None:
        owner = create_engine(url, pool_size=1)
        await upgrade(owner, metadata)
        await owner.dispose()

    with data_dir() as place, EmbeddedServer(place / "postgresql") as server:
        server.create_database("pages")
        urls = databases_of(server, "pages")
        apart(migrate(urls.owner_url))
        with full_house(urls) as made:
            yield made


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def weights(browser: Browser, house: House) -> list[Row]:
    """Bytes with gzip and with brotli for every page and state; requests as Chromium counts them."""
    rows: list[Row] = []
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        meter = Meter.on(page)
        for wanted in citizen_visits(house) + public_visits()[:1]:
            row: Row = {"page": _named(house, wanted), "state": wanted.state, "requests": 1}
            for locale in LOCALES:
                for encoding in ("gzip", "br"):
                    row[f"{locale} {encoding}"] = bytes_on_the_wire(house, wanted, locale, encoding)[0]
                if not wanted.sent:
                    meter.reset()
                    visit(page, house, wanted, locale)
                    row["requests"] = max(row["requests"], len(meter.urls))
            rows.append(row)
    return rows


def _named(house: House, wanted: Visit) -> str:
    return wanted.path.replace(house.receipt, "/receipt/…").replace(house.withdrawn, "/receipt/… withdrawn")


def findings(browser: Browser, house: House) -> Row:
    """axe's violations and what it could not judge, over every page in every state, narrow and in double letters."""
    counts = {"pages": 0, "violations": 0, "incomplete": 0}
    for locale in ("ar", "fr"):
        for width, css in ((320, ""), (640, "html { font-size: 200%; }")):
            with browser.new_context(viewport={"width": width, "height": 740}) as context:
                page = context.new_page()
                for wanted in citizen_visits(house):
                    visit(page, house, wanted, locale)
                    adopt(page, css)
                    found = axe(page)
                    counts["pages"] += 1
                    counts["violations"] += len(found.violations)
                    counts["incomplete"] += len(found.incomplete)
    return counts


def mirrored(browser: Browser, house: House) -> Row:
    """Pixels that differ between a page and its mirror image: all of them, citizens' at 360 and the team's at 1280."""
    scratch: Page = browser.new_page()
    told = {"pages": 0, "differing": 0}
    for width, visits in (
        (360, citizen_visits(house) + public_visits()),
        (1280, public_visits() + staff_visits(house)),
    ):
        with browser.new_context(viewport={"width": width, "height": 800}) as context:
            page = context.new_page()
            for wanted in visits:
                visit(page, house, wanted, "ar")
                told["pages"] += 1
                told["differing"] += mirror_difference(page, scratch)[0]
    return told


def judged(house: House, rows: list[Row], *, runs: int) -> list[Row]:
    """Lighthouse on the start, the first question, the heaviest question, the check page and the receipt."""
    asked = [row for row in rows if "/answer/" in row["page"] and row["state"] == "empty"]
    heaviest = max(asked, key=lambda row: row["ar gzip"])["page"]
    draft = "; ".join(f"{name}={value}" for name, value in house.draft.items())
    first = f"/c/{SLUG}/answer"
    pages = [
        (f"/c/{SLUG}", ""),
        (first, ""),
        (heaviest, ""),
        (f"/c/{SLUG}/check", draft),
        (house.receipt, ""),
    ]
    told: list[Row] = []
    for path, cookie in pages:
        for locale in ("ar", "fr"):
            light = Lighthouse(url=f"{house.base}/{locale}{path}", cookie=cookie, runs=runs)
            named = path.replace(house.receipt, "/receipt/…")
            told.append({"page": f"/{locale}{named}", **light.mobile(), **light.slow_3g()})
            _say(f"lighthouse {told[-1]}")
    return told


def _print_weights(rows: list[Row]) -> None:
    columns = [f"{locale} {encoding}" for locale in LOCALES for encoding in ("gzip", "br")]
    print(
        f"\nBytes on the wire, headers included. Target ≤ {TARGET_BYTES:,} and 1 request. {ANCHORS['bytes']}."
    )
    print(f"{'page':44} {'state':7} req {' '.join(f'{name:>8}' for name in columns)}")
    for row in rows:
        cells = " ".join(f"{row[name]:>8,}" for name in columns)
        print(f"{row['page'][:44]:44} {row['state']:7} {row['requests']:>3} {cells}")
    counted = [row for row in rows if not row["page"].endswith("/results") or row["state"] != "empty"]
    heaviest = max(row[name] for row in counted for name in columns)
    print(f"heaviest citizen page: {heaviest:,} B of {TARGET_BYTES:,}")


def _print_lighthouse(rows: list[Row]) -> None:
    print(f"\nLighthouse mobile, median of 3. Target 100/100/100/100. {ANCHORS['lighthouse']}.")
    print(f"Slow 3G (400 ms, 400 kbps, CPU ×6). Target ≥ 97, LCP ≤ 1.9 s, CLS 0. {ANCHORS['slow3g']}.")
    print("A receipt is one person's and asks not to be indexed: its SEO is below 100 on purpose.")
    for row in rows:
        scores = "/".join(
            f"{row[name]:.0f}" for name in ("performance", "accessibility", "best-practices", "seo")
        )
        slow = f"{row['slow performance']:.0f}, LCP {row['slow lcp']:.0f} ms, CLS {row['slow cls']:.3f}"
        print(f"{row['page']:52} {scores:16} LCP {row['lcp']:.0f} ms | slow 3G {slow}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.pages")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    parser.add_argument("--runs", type=int, default=3, help="runs of Lighthouse a page")
    given = parser.parse_args()
    figures: dict[str, Any] = {}
    with _house() as house:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            figures["weights"] = weights(browser, house)
            _print_weights(figures["weights"])
            figures["axe"] = findings(browser, house)
            told = figures["axe"]
            print(
                f"\naxe on {told['pages']} pages: {told['violations']} violations, {told['incomplete']} not judged."
            )
            print(f"Target 0 and 0. {ANCHORS['axe']}.")
            figures["mirror"] = mirrored(browser, house)
            told = figures["mirror"]
            print(
                f"\nMirror image of {told['pages']} pages: {told['differing']} pixels differ. Target 0. {ANCHORS['mirror']}."
            )
            browser.close()
        if is_installed():
            figures["lighthouse"] = judged(house, figures["weights"], runs=given.runs)
            _print_lighthouse(figures["lighthouse"])
        else:
            print("\nLighthouse is not there: `make bench-pages` installs it.")
    if given.json:
        given.json.write_text(json.dumps(figures, indent=2, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main()
