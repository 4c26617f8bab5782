"""Every page there is, in every state: what the tests of weight, accessibility and mirrors walk."""

import socket
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode, urlsplit

import httpx
from playwright.sync_api import Page

from tests.browser.fullhouse import CLOSED, SLUG, TO_COME, House, filled

WRONG = (("q_link", "x"), ("q_change", "x" * 6000))
State = Literal["empty", "filled", "error", "done"]
SEND = """([action, fields]) => {
  const form = document.createElement('form');
  form.method = 'post'; form.action = action;
  for (const [name, value] of fields) {
    const field = document.createElement('input');
    field.type = 'hidden'; field.name = name; field.value = value; form.append(field);
  }
  document.body.append(form); form.submit();
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A page below its locale. `sent` is posted to its own address: the page that refuses it is the one meant."""

    path: str
    state: State = "empty"
    sent: tuple[tuple[str, str], ...] = ()
    cookies: tuple[tuple[str, str], ...] = ()
    status: int = 200

    def __str__(self) -> str:
        return f"{self.path} ({self.state})"


def citizen_visits(house: House) -> list[Visit]:
    form = f"/c/{SLUG}/answer"
    draft = tuple(house.draft.items())
    asked = [
        Visit(path=f"{form}/{page}") for page in house.pages if page != "staying"
    ]  # that one waits for an answer
    begun = [Visit(path=f"{form}/{page}", state="filled", cookies=draft) for page in house.pages]
    wrong = [Visit(path=one.path, state="error", sent=_wrong(house, one), status=422) for one in asked]
    return [
        Visit(path="/"),
        Visit(path=f"/c/{SLUG}"),
        Visit(path=f"/c/{CLOSED}", state="done"),
        Visit(path=f"/c/{TO_COME}"),
        Visit(path=f"/c/{SLUG}/objectives/economy"),
        *asked, *begun, *wrong,
        Visit(path=f"/c/{SLUG}/check", state="filled", cookies=draft),
        Visit(path=f"/c/{SLUG}/check", state="error", sent=WRONG, status=422),
        Visit(path=house.receipt, state="done"),
        Visit(path=f"{house.receipt}?ask=withdraw", state="done"),
        Visit(path=f"{house.receipt}?show=answers", state="done"),
        Visit(path=f"/c/{SLUG}/receipts"),
        Visit(path=f"/c/{CLOSED}/receipts", state="done"),
        Visit(path=f"/c/{CLOSED}/receipts?q=x", state="error", status=422),
        Visit(path=f"/c/{SLUG}/resume"),
        Visit(path=f"/c/{SLUG}/resume", state="filled", cookies=draft),
        Visit(path="/kiosk"),
        Visit(path=house.withdrawn, state="done"),
        Visit(path="/receipt"),
        Visit(path="/receipt?code=x", state="error", status=422),
        Visit(path="/nowhere", state="error", status=404),
        Visit(path=f"/c/{CLOSED}/answer", state="error", status=409),
        Visit(path=f"/c/{TO_COME}/answer", state="error", status=409),
        Visit(path=f"/c/{CLOSED}/results"),
    ]  # fmt: skip


def _wrong(house: House, visit: Visit) -> tuple[tuple[str, str], ...]:
    with httpx.Client(base_url=house.base, cookies=dict(visit.cookies)) as client:
        return tuple(filled(client.get(f"/ar{visit.path}").text, wrong=True))


def public_visits(house: House) -> list[Visit]:
    """Those that everybody may read and that have no weight to keep to: long, or kept for a dead network."""
    draft = tuple(house.draft.items())
    return [
        Visit(path=f"/c/{SLUG}/results"),
        Visit(path="/office/sign-in"),
        Visit(path=f"/c/{SLUG}/answer-all", cookies=draft),
        Visit(path=f"/c/{SLUG}/kept", cookies=draft),
    ]


def staff_visits(house: House) -> list[Visit]:
    office, signed_in = f"/office/c/{SLUG}", tuple(house.staff.items())
    paths = [
        "/office/gallery", "/office", "/office/audit", f"{office}/topics", f"{office}/topics/planning",
        f"{office}/topics/planning?shelf=excluded", f"{office}/topics/history", f"{office}/topic/{house.topic}",
        f"{office}/cluster/{house.cluster}", f"{office}/results", f"{office}/results/preview",
    ]  # fmt: skip
    return [Visit(path=path, cookies=signed_in) for path in paths]


def visit(page: Page, house: House, wanted: Visit, locale: str) -> None:
    """Opens it, with its cookies and no others."""
    page.context.clear_cookies()
    page.context.add_cookies(
        [{"name": name, "value": value, "url": house.base} for name, value in wanted.cookies]
    )
    where = f"{house.base}/{locale}{wanted.path}"
    answer = page.goto(where)
    if wanted.sent:
        with page.expect_navigation() as turned:
            page.evaluate(SEND, [f"/{locale}{wanted.path}", [list(pair) for pair in wanted.sent]])
        answer = turned.value
    assert answer is not None
    assert answer.status == wanted.status, f"{where}: {answer.status}"


def bytes_on_the_wire(house: House, wanted: Visit, locale: str, encoding: str) -> tuple[int, bytes]:
    """Status line, headers and body as they come from the socket, and their head."""
    host = urlsplit(house.base).netloc
    body = urlencode(wanted.sent)
    lines = [
        f"{'POST' if wanted.sent else 'GET'} /{locale}{wanted.path} HTTP/1.1", f"host: {host}", "connection: close",
        f"origin: {house.base}", f"accept-encoding: {encoding}", f"content-length: {len(body)}",
        "content-type: application/x-www-form-urlencoded",
        "cookie: " + "; ".join(f"{name}={value}" for name, value in wanted.cookies),
    ]  # fmt: skip
    if not wanted.cookies:
        lines.pop()
    with socket.create_connection((host.split(":")[0], int(host.split(":")[1])), timeout=20) as wire:
        wire.sendall(("\r\n".join(lines) + "\r\n\r\n" + body).encode())
        received = b""
        while part := wire.recv(65_536):
            received += part
    return len(received), received.partition(b"\r\n\r\n")[0]
