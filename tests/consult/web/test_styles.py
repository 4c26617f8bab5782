"""A citizen's page carries the rules it can use, all of them, and no others; its policy knows them by their hash."""

import base64
import hashlib
import re

import httpx
import pytest

from consult.consultations.store import Standing
from consult.web import styles
from consult.web.assets import drawing, site_sheet
from consult.web.styles import dressed, read, select


def sheet_of(html: str) -> str:
    return html.partition("<style>")[2].partition("</style>")[0]


def test_a_rule_is_kept_when_all_that_one_of_its_selectors_names_is_there() -> None:
    assert ".receipt>div" in select(frozenset({".receipt", "div"}))
    assert ".receipt>div" not in select(frozenset({"div", "body"}))
    assert ".receipt>div" not in select(frozenset({".receipt"}))


def test_a_choice_of_selectors_asks_for_one_of_them() -> None:
    padded = re.compile(r"\.line[^{}]* a\{[^}]*padding-block:\.625rem")
    assert padded.search(select(frozenset({".line", "a"})))
    assert not padded.search(select(frozenset({".card", "a"})))


def test_what_must_not_be_there_is_not_asked_for() -> None:
    assert ".hero .btn:not(.second)" in select(frozenset({".hero", ".btn"}))


def test_of_a_list_of_selectors_only_those_that_can_match_are_kept() -> None:
    css = select(frozenset({".card"}))
    assert re.search(r"(?<![\w,]).card\{background", css)
    assert ".panel" not in css


def test_groups_without_rules_go_and_conditions_stay() -> None:
    assert "forced-colors" not in select(frozenset({"body"}))
    assert "@media (forced-colors:active){" in select(frozenset({".fill"}))


def test_a_custom_property_stays_while_anything_kept_reads_it() -> None:
    assert "--tile-a:" not in select(frozenset({"body"}))
    assert select(frozenset({".hem"})).count("--tile-a:") == 2  # in light and in dark
    kept = select(frozenset({"h2"}))
    assert "--h2:" in kept
    assert "--base:" in kept, "another property reads it"
    assert not set(re.findall(r"var\((--[\w-]+)", kept)) - set(re.findall(r"(--[\w-]+):", kept))


def test_every_rule_is_read() -> None:
    def written(rules: tuple[styles._Rule, ...]) -> str:
        return "".join(f"{rule.head}{{{written(rule.inside) or rule.body}}}" for rule in rules)

    assert written(tuple(read(site_sheet()))) == site_sheet()


def test_a_page_that_names_everything_gets_everything() -> None:
    everything = select(styles._known())
    assert len(everything) > 0.95 * len(site_sheet())


def test_a_page_that_wants_no_rules_is_left_alone() -> None:
    assert dressed("<p>2 < 3</p>") == ("<p>2 < 3</p>", "")


def test_what_a_citizen_writes_dresses_nothing() -> None:
    html = "<style></style><p>&lt;div class=&#34;receipt&#34;&gt;</p>"
    assert ".receipt" not in dressed(html)[0]


def test_a_drawing_needs_no_request() -> None:
    address = drawing("mark.svg")
    assert address.startswith("data:image/svg+xml,")
    assert '"' not in address
    assert "#" not in address


@pytest.mark.parametrize("path", ["/ar/", "/fr/c/gabes-2035/answer", "/en/nowhere", "/ar/receipt?code=x"])
async def test_the_policy_allows_the_sheet_of_the_page_and_no_other(
    citizen: httpx.AsyncClient, gabes: Standing, path: str
) -> None:
    answer = await citizen.get(path)
    assert answer.text.count("<style") == 1
    digest = hashlib.sha256(sheet_of(answer.text).encode()).digest()
    policy = answer.headers["content-security-policy"]
    assert f"style-src 'sha256-{base64.b64encode(digest).decode()}';" in policy
    assert "unsafe" not in policy
    assert '<link rel="stylesheet"' not in answer.text


async def test_an_answer_without_a_sheet_allows_none(citizen: httpx.AsyncClient) -> None:
    assert "sha256" not in (await citizen.get("/healthz")).headers["content-security-policy"]
