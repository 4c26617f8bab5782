"""Walks the citizen's forms as a browser without JavaScript would: reads each form, fills it in, sends it."""

from collections.abc import Mapping

import html5lib
import httpx


def fields_of(html: str, action: str) -> list[tuple[str, str]]:
    """What the form with that action would send if nobody touched it."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    for form in tree.iter("form"):
        if form.get("action") == action and form.get("method") == "post":
            return [pair for element in form.iter() for pair in _sent(element)]
    raise AssertionError(f"no form leads to {action}")


def _sent(element: object) -> list[tuple[str, str]]:
    get, tag = element.get, element.tag  # type: ignore[attr-defined]
    name = get("name")
    if not name:
        return []
    if tag == "textarea":
        return [(name, element.text or "")]  # type: ignore[attr-defined]
    if tag == "select":
        options = element.iter("option")  # type: ignore[attr-defined]
        return [(name, option.get("value", "")) for option in options if option.get("selected") is not None]
    if tag == "input":
        if get("type") in {"radio", "checkbox"}:
            return [(name, get("value", ""))] if get("checked") is not None else []
        return [(name, get("value", ""))]
    return []


def actions_of(html: str) -> list[str]:
    """Where the forms of a page send to, in their order."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    return [str(form.get("action")) for form in tree.iter("form") if form.get("method") == "post"]


def form_action(html: str) -> str:
    return actions_of(html)[0]


async def walk(
    client: httpx.AsyncClient, locale: str, slug: str, answers: Mapping[str, str]
) -> httpx.Response:
    """From the first page to the receipt; the receipt page."""
    page = await client.get(f"/{locale}/c/{slug}/answer")
    for _ in range(40):
        assert page.status_code == 200, page.text
        action = form_action(page.text)
        sent = dict(fields_of(page.text, action))
        if not action.endswith("/check"):
            named = {name for name in answers if f'name="{name}"' in page.text}
            sent |= {name: answers[name] for name in named}
        answer = await client.post(action, data=sent)
        assert answer.status_code == 303, answer.text
        page = await client.get(answer.headers["location"])
        if "/receipt/" in answer.headers["location"]:
            return page
    raise AssertionError("the way to the receipt has no end")
