"""Every answer carries the headers; requests from elsewhere, uploads and floods are refused before they are read."""

import re

import httpx
import pytest

from consult.consultations.store import Standing
from consult.web.security import HEADERS, MAX_BODY

PAGES = ["/ar/", "/fr/c/gabes-2035", "/en/nowhere", "/xx/", "/healthz", "/fr/office", "/static/none/none.css"]


@pytest.mark.parametrize("path", PAGES)
async def test_every_answer_carries_the_security_headers(
    citizen: httpx.AsyncClient, gabes: Standing, path: str
) -> None:
    answer = await citizen.get(path)
    policy = answer.headers["content-security-policy"]
    assert {**answer.headers, "content-security-policy": ""}.items() >= {
        **HEADERS,
        "content-security-policy": "",
    }.items()
    # A page may be allowed less than our own files and its own sheet, never more.
    allowed = {
        rule.partition(" ")[0]: set(rule.split()[1:])
        for rule in HEADERS["content-security-policy"].split(";")
    }
    for rule in re.sub(r" 'sha256-[\w+/=]+'", "", policy).split(";"):
        kind, *sources = rule.split()
        assert set(sources) <= allowed[kind], rule
    for kind in ("default-src", "form-action", "base-uri", "frame-ancestors"):
        assert f"{kind} " in policy
    assert "unsafe" not in answer.headers["content-security-policy"]


SIGN_IN = "/en/office/sign-in"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": ""},
        {"origin": "", "referer": "https://evil.example/consult.test"},
    ],
)
async def test_a_form_sent_from_elsewhere_is_refused(
    citizen: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    answer = await citizen.post(SIGN_IN, data={"email": "a@b"}, headers=headers)
    assert answer.status_code == 403


async def test_a_browser_without_origin_is_known_by_its_referer(citizen: httpx.AsyncClient) -> None:
    headers = {"origin": "", "referer": f"{citizen.base_url}/en/office/sign-in"}
    answer = await citizen.post(SIGN_IN, data={"email": "a@b", "password": "x"}, headers=headers)
    assert answer.status_code == 422


async def test_a_multipart_bomb_is_refused_unread(citizen: httpx.AsyncClient) -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset=punycode\r\n\r\n'
    headers = {"content-type": "multipart/form-data; boundary=b"}
    answer = await citizen.post(SIGN_IN, content=body + b"a" * 60_000 + b"\r\n--b--", headers=headers)
    assert answer.status_code == 415


async def test_a_flood_is_cut_at_the_limit(citizen: httpx.AsyncClient) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = await citizen.post(SIGN_IN, content=b"a=" + b"x" * MAX_BODY, headers=headers)
    assert answer.status_code == 413


@pytest.mark.parametrize(("locale", "direction"), [("ar", "rtl"), ("fr", "ltr"), ("en", "ltr")])
async def test_an_error_speaks_the_language_of_the_address(
    citizen: httpx.AsyncClient, locale: str, direction: str
) -> None:
    answer = await citizen.get(f"/{locale}/nowhere")
    assert answer.status_code == 404
    assert f'<html lang="{locale}" dir="{direction}">' in answer.text


async def test_a_method_that_a_page_does_not_know_is_405(citizen: httpx.AsyncClient) -> None:
    answer = await citizen.put(SIGN_IN)
    assert answer.status_code == 405
    assert "<h1>" in answer.text


async def test_the_bare_address_leads_to_the_browsers_language(citizen: httpx.AsyncClient) -> None:
    answer = await citizen.get("/", headers={"accept-language": "fr-TN,fr;q=0.9,ar;q=0.5"})
    assert answer.headers["location"] == "/fr/"
    assert (await citizen.get("/", headers={"accept-language": "sv-SE"})).headers["location"] == "/ar/"
