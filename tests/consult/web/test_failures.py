"""When things fail: a page in the citizen's language that says what to do, and gives back what they typed."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from urllib.parse import quote_plus, urlencode

import html5lib
import httpx
import pytest
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations.actions import load_file
from consult.consultations.model import most_bytes
from consult.consultations.store import Standing
from consult.responses.intake import Intake
from consult.responses.model import new_token, submission_key_of
from consult.web.security import MAX_BODY
from tests.conftest import gabes_file, visitor
from tests.walk import fields_of

LOCALES = ["ar", "fr", "en"]
SAID = "لا أريد أن أكتب هذا مرّتين"
FORM = {"content-type": "application/x-www-form-urlencoded"}


def speaks(answer: httpx.Response, locale: str) -> None:
    tree = html5lib.parse(answer.text, namespaceHTMLElements=False)
    assert tree.get("lang") == locale
    assert tree.get("dir") == ("rtl" if locale == "ar" else "ltr")
    assert sum(1 for _ in tree.iter("h1")) == 1
    assert "%(" not in answer.text


def form(**more: str) -> dict[str, str]:
    return {"submission_key": submission_key_of(new_token()), "q_change": SAID, **more}


@pytest.mark.parametrize("locale", LOCALES)
async def test_the_retry_button_works_when_the_database_is_back(
    gabes: Standing, citizen: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    """Turning a page and sending, with answers of several values."""
    await citizen.get(f"/{locale}/c/{gabes.slug}/answer")

    async def refused(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    sent = {**form(), "q_obstacles": ["air", "water"]}
    for path in (f"/{locale}/c/{gabes.slug}/answer/change", f"/{locale}/c/{gabes.slug}/check"):
        with monkeypatch.context() as broken:
            broken.setattr(AsyncEngine, "connect", refused)
            answer = await citizen.post(path, data=sent)
        assert answer.status_code == 503
        speaks(answer, locale)
        kept = fields_of(answer.text, path)
        assert ("q_change", SAID) in kept
        assert [value for name, value in kept if name == "q_obstacles"] == ["air", "water"]
        again = await citizen.post(path, content=urlencode(kept), headers=FORM)
        assert again.status_code == 303, again.text


async def _close(engine: AsyncEngine, site: Litestar) -> None:
    today = datetime.now(UTC).date()
    await load_file(engine, gabes_file(), window=(today - timedelta(days=9), today - timedelta(days=2)))
    site.state.shelf._by_slug.clear()


@pytest.mark.parametrize("locale", LOCALES)
async def test_a_consultation_that_closed_meanwhile_gives_back_what_was_typed(
    site: Litestar, engine: AsyncEngine, gabes: Standing, citizen: httpx.AsyncClient, locale: str
) -> None:
    base = f"/{locale}/c/{gabes.slug}"
    await citizen.post(f"{base}/answer/you", data={"q_link": "resident"})
    await citizen.post(f"{base}/answer/change", data={"q_change": SAID})
    await _close(engine, site)
    later = await citizen.post(f"{base}/answer/vision", data={"q_vision": "4"})
    sent = await citizen.post(f"{base}/check", data=form())
    opened = await citizen.get(f"{base}/answer/change")
    for answer in (later, sent, opened):
        assert answer.status_code == 409
        speaks(answer, locale)
        assert SAID in answer.text
        assert str((datetime.now(UTC) - timedelta(days=2)).year) in answer.text
        assert f'href="{base}"' in answer.text


@pytest.mark.parametrize("locale", LOCALES)
async def test_a_consultation_that_is_not_open_yet_says_when(
    engine: AsyncEngine, citizen: httpx.AsyncClient, locale: str
) -> None:
    today = datetime.now(UTC).date()
    slug = await load_file(
        engine, gabes_file(), window=(today + timedelta(days=3), today + timedelta(days=9))
    )
    answer = await citizen.post(f"/{locale}/c/{slug}/check", data=form())
    assert answer.status_code == 409
    speaks(answer, locale)
    assert SAID in answer.text


@pytest.mark.parametrize("locale", LOCALES)
async def test_an_unknown_consultation_or_page_has_a_way_on(
    gabes: Standing, citizen: httpx.AsyncClient, locale: str
) -> None:
    nowhere = await citizen.post(f"/{locale}/c/nowhere/check", data=form())
    assert nowhere.status_code == 404
    assert SAID in nowhere.text
    assert f'href="/{locale}/"' in nowhere.text
    for answer in (
        await citizen.get(f"/{locale}/c/{gabes.slug}/answer/nowhere"),
        await citizen.post(f"/{locale}/c/{gabes.slug}/answer/nowhere", data=form()),
    ):
        assert answer.status_code == 404
        speaks(answer, locale)
        assert f'href="/{locale}/c/{gabes.slug}/answer"' in answer.text
    assert SAID in answer.text


@pytest.mark.parametrize("locale", LOCALES)
async def test_too_long_a_text_stays_in_its_field_beside_the_count(
    gabes: Standing, citizen: httpx.AsyncClient, locale: str
) -> None:
    long = "ما" * 2_600
    path = f"/{locale}/c/{gabes.slug}/answer/change"
    answer = await citizen.post(path, data={"q_change": long})
    assert answer.status_code == 422
    speaks(answer, locale)
    assert dict(fields_of(answer.text, path))["q_change"].strip() == long
    assert "5200" in answer.text
    checked = await citizen.post(f"/{locale}/c/{gabes.slug}/check", data=form(q_change=long))
    assert checked.status_code == 422
    assert long in checked.text


async def test_the_longest_honest_form_is_taken_whole(
    engine: AsyncEngine, citizen: httpx.AsyncClient
) -> None:
    """Five proposals of 4,000 Arabic letters are six times as many bytes."""
    longer = (
        gabes_file().replace("max_chars: 1500", "max_chars: 4000").replace("max_items: 3", "max_items: 5")
    )
    today = datetime.now(UTC).date()
    slug = await load_file(engine, longer, window=(today, today))
    sent = {f"q_project.{n}.text": "ش" * 4_000 for n in range(1, 6)}
    body = urlencode({**form(), **sent})
    assert len(body) > MAX_BODY
    answer = await citizen.post(f"/ar/c/{slug}/check", content=body, headers=FORM)
    assert answer.status_code == 303, answer.text[:2000]


@pytest.mark.parametrize("locale", LOCALES)
async def test_more_than_any_honest_form_is_413_and_says_that_back_has_the_text(
    gabes: Standing, citizen: httpx.AsyncClient, locale: str
) -> None:
    most = MAX_BODY + most_bytes(gabes.document.questionnaire)
    body = "q_change=" + "x" * most
    back = {"ar": "الصفحة السابقة", "fr": "en arrière", "en": "Go back"}[locale]
    for path in ("check", "answer/change"):
        answer = await citizen.post(f"/{locale}/c/{gabes.slug}/{path}", content=body, headers=FORM)
        assert answer.status_code == 413
        speaks(answer, locale)
        assert back in answer.text


async def test_everything_else_stays_at_the_small_limit(citizen: httpx.AsyncClient, gabes: Standing) -> None:
    body = "q_change=" + "x" * MAX_BODY
    for path in ("/ar/office/sign-in", f"/ar/receipt/{'0' * 32}/withdraw"):
        answer = await citizen.post(path, content=body, headers=FORM)
        assert answer.status_code in {404, 413}


@pytest.mark.parametrize("locale", LOCALES)
async def test_a_damaged_form_gives_back_what_is_legible(
    gabes: Standing, citizen: httpx.AsyncClient, locale: str
) -> None:
    body = f"q_change={quote_plus(SAID)}&q_place=%ff%fe&broken"
    for path in ("check", "answer/change"):
        answer = await citizen.post(f"/{locale}/c/{gabes.slug}/{path}", content=body, headers=FORM)
        assert answer.status_code == 422
        speaks(answer, locale)
        assert SAID in answer.text


async def _trickle() -> AsyncIterator[bytes]:
    yield b"q_"
    await asyncio.sleep(0.2)
    yield b"change=x"


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("status", [403, 405, 415, 408, 400])
async def test_what_was_refused_unread_has_its_page(
    gabes: Standing, citizen: httpx.AsyncClient, locale: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/{locale}/c/{gabes.slug}/check"
    if status == 403:
        answer = await citizen.post(path, data=form(), headers={"origin": "https://evil.example"})
    elif status == 405:
        answer = await citizen.put(path, data=form())
    elif status == 415:
        answer = await citizen.post(path, files={"a": b"b"})
    elif status == 408:
        monkeypatch.setattr("consult.web.security.BODY_SECONDS", 0.01)
        answer = await citizen.post(path, content=_trickle(), headers=FORM)
    else:
        answer = await citizen.get(f"/{locale}/receipt", params={"code": "x" * 500})
    assert answer.status_code == status
    speaks(answer, locale)


@pytest.mark.parametrize("locale", LOCALES)
async def test_what_nobody_expected_keeps_the_form_and_gives_a_number_that_the_log_knows(
    gabes: Standing,
    citizen: httpx.AsyncClient,
    locale: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("a secret of the inside")

    path = f"/{locale}/c/{gabes.slug}/check"
    with monkeypatch.context() as patched:
        patched.setattr(Intake, "submit", broken)
        answer = await citizen.post(path, data=form())
    assert answer.status_code == 500
    speaks(answer, locale)
    assert "secret" not in answer.text
    assert dict(fields_of(answer.text, path))["q_change"] == SAID
    number = answer.text.partition('<bdi translate="no">')[2].partition("<")[0]
    assert len(number) == 16
    logged = capsys.readouterr()
    assert number in logged.out + logged.err
    again = await citizen.post(path, data=dict(fields_of(answer.text, path)))
    assert again.status_code == 303


async def test_a_password_is_never_given_back(
    gabes: Standing, site: Litestar, engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(AsyncEngine, "connect", refused)
    async with visitor(site) as desk:
        answer = await desk.post(
            "/fr/office/sign-in", data={"email": "a@example.tn", "password": "صعب جدا a b c"}
        )
    assert answer.status_code == 503
    assert "صعب" not in answer.text


@pytest.mark.parametrize("locale", LOCALES)
async def test_no_public_page_sets_a_cookie_or_names_another_site_before_a_person_answers(
    gabes: Standing, citizen: httpx.AsyncClient, locale: str
) -> None:
    paths = [
        "/",
        f"/c/{gabes.slug}",
        f"/c/{gabes.slug}/answer",
        f"/c/{gabes.slug}/results",
        "/receipt",
        "/nowhere",
        "/receipt?code=x",
    ]
    paths += [f"/c/{gabes.slug}/answer/{page.key}" for page in gabes.document.questionnaire.pages]
    for path in [*paths, f"/c/{gabes.slug}/check"]:
        answer = await citizen.get(f"/{locale}{path}")
        assert "set-cookie" not in answer.headers, path
        tree = html5lib.parse(answer.text, namespaceHTMLElements=False)
        for element in tree.iter():
            for name in ("src", "href", "action", "srcset", "poster", "data"):
                value = element.get(name) or ""
                assert not value.startswith(("http:", "https:", "//")), f"{path}: {value}"
    assert not citizen.cookies
