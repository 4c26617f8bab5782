"""What a page costs a phone, what axe finds in it, how large its targets are, how it differs from its own mirror image."""

import base64
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import CDPSession, Page

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Letters do not mirror; all that they stand on must. Widths of lines stay, so line breaks are the same.
NO_LETTERS = """
*, ::before, ::after, ::marker, ::placeholder, ::file-selector-button {
  -webkit-text-fill-color: transparent !important; text-decoration-color: transparent !important;
  caret-color: transparent !important; text-shadow: none !important;
}
[data-fixed] { visibility: hidden !important; }
"""
# The browser smooths a curve from one side to the other, so that a mirrored curve differs by a shade: rounded corners are
# compared as numbers, drawings and the browser's own buttons and arrows by their frames, and everything else as pixels. The
# grip of a text area goes with what is written in it, not with the page.
NO_CURVES = """
*, ::before, ::after, ::file-selector-button { border-radius: 0 !important; clip-path: none !important; }
svg, select, [type=radio], [type=checkbox] { appearance: none !important; background: #777 !important; }
svg * { visibility: hidden !important; }
.empty::before, .status::before, .hero::before, .hero::after, .line > li::before { background: #777 !important; }
textarea { resize: none !important; }
.proposed { border-style: solid !important; }
"""
# An edge may fall exactly between two pixels, and is then rounded to the same side in both directions: such boxes are made
# a fifth of a pixel longer, in both.
_BETWEEN = """() => {
  const between = length => Math.abs(length) * 64 % 64 === 32;
  for (let round = 0; round < 5; round++) {
    const found = [...document.querySelectorAll('main *, header *, footer *')].filter(one => {
      const box = one.getBoundingClientRect(); return between(box.left) || between(box.right);
    });
    for (const one of found)
      one.style.paddingInlineEnd = parseFloat(getComputedStyle(one).paddingInlineEnd) + .2 + 'px';
    if (!found.length) return;
  }
}"""
_CURVES = """() => [...document.querySelectorAll('body *')].flatMap(one => ['', '::before', '::after'].map(part => {
  const style = getComputedStyle(one, part || null);
  return [style.borderTopLeftRadius, style.borderTopRightRadius, style.borderBottomLeftRadius, style.borderBottomRightRadius];
}))"""
_ADOPT = """css => {
  const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
_DIFFERENT = """async ([one, other]) => {
  const pixels = async (data, flip) => {
    const image = new Image(); image.src = 'data:image/png;base64,' + data; await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext('2d');
    if (flip) { pen.translate(image.width, 0); pen.scale(-1, 1); }
    pen.drawImage(image, 0, 0);
    return [image.width, image.height, new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer)];
  };
  const [width, height, a] = await pixels(one, false), [wide, high, b] = await pixels(other, true);
  if (width !== wide || height !== high) return [-1, `${width}x${height} and ${wide}x${high}`];
  let count = 0, first = '';
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) {
    if (!count) first = `x ${at % width} y ${Math.floor(at / width)}`;
    count++;
  }
  return [count, first];
}"""
_SMALL = """least => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .map(one => one.closest('label.option, label.pip, label.pick') || one)
  .filter(one => one.checkVisibility({visibilityProperty: true}))
  .filter(one => !one.matches('.skip:not(:focus), [aria-hidden=true], [aria-hidden=true] *'))
  .map(one => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()])
  .filter(([, box]) => Math.min(box.width, box.height) < least - .01)
  .map(([html, box]) => `${box.width.toFixed(1)}x${box.height.toFixed(1)} ${html}`)"""


def adopt(page: Page, css: str) -> None:
    """Adds rules as an extension would: the page's policy does not forbid it."""
    page.evaluate(_ADOPT, css)


def mirror_difference(page: Page, scratch: Page) -> tuple[int, str]:
    """How many pixels of the page in the other direction, flipped, are not those of the page; and where the first is."""
    curves = []
    for direction in ("rtl", "ltr"):
        _turn(page, direction)
        curves.append(page.evaluate(_CURVES))
    unlike = sum(1 for (a, b, c, d), other in zip(*curves, strict=True) if [b, a, d, c] != other)
    if unlike:
        return unlike, "corners"
    adopt(page, NO_LETTERS + NO_CURVES)
    page.evaluate(_BETWEEN)
    shots = []
    for direction in ("rtl", "ltr"):
        _turn(page, direction)
        shots.append(base64.b64encode(page.screenshot(full_page=True, animations="disabled")).decode())
    count, first = scratch.evaluate(_DIFFERENT, shots)
    return int(count), str(first)


def _turn(page: Page, direction: str) -> None:
    page.evaluate("direction => { document.documentElement.dir = direction }", direction)


def small_targets(page: Page, least: int = 44) -> list[str]:
    """What a thumb would miss: the box of every link and control, a choice counting with its label."""
    return list(page.evaluate(_SMALL, least))


@dataclass(frozen=True, slots=True)
class Findings:
    """One line for every rule that fails or cannot be judged."""

    violations: tuple[str, ...]
    incomplete: tuple[str, ...]


def _told(results: list[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(
        f"{one['id']}: {node['html'][:140]} | {node.get('failureSummary', '')[:200]}"
        for one in results
        for node in one["nodes"][:3]
        if not _is_a_number_on_a_map(node)
    )


def _is_a_number_on_a_map(node: dict[str, Any]) -> bool:
    """A lone digit is too short for axe to judge its contrast; the list beside the map says the same, and is judged."""
    return str(node["html"]).startswith("<text ") and "too short" in str(node.get("failureSummary", ""))


def axe(page: Page, rules: list[str] | None = None) -> Findings:
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": AXE_TAGS}
    found = page.evaluate(
        "only => axe.run(document, {runOnly: only, resultTypes: ['violations', 'incomplete']})", only
    )
    return Findings(_told(found["violations"]), _told(found["incomplete"]))


@dataclass
class Meter:
    """Counts what goes over the wire: requests, and bytes with the headers that came with them.

    The one script that a page may wait for, or do without, has bytes of its own.
    """

    session: CDPSession
    urls: list[str] = field(default_factory=list)
    received: float = 0
    optional: dict[str, float] = field(default_factory=dict)  # by the number of the request

    @classmethod
    def on(cls, page: Page) -> "Meter":
        meter = cls(page.context.new_cdp_session(page))
        meter.session.send("Network.enable")
        meter.session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        meter.session.on("Network.requestWillBeSent", meter._sent)
        meter.session.on("Network.loadingFinished", meter._finished)
        return meter

    def _sent(self, event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith("data:"):
            self.urls.append(event["request"]["url"])
        if event["request"]["url"].endswith("/keep.js"):
            self.optional[event["requestId"]] = 0

    def _finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.optional:
            self.optional[event["requestId"]] += event["encodedDataLength"]
        else:
            self.received += event["encodedDataLength"]

    def reset(self) -> None:
        self.urls, self.received, self.optional = [], 0, {}
