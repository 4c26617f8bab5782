"""A QR code as a small inline SVG: black on white in every colour scheme, with the quiet zone that scanners need.

It refuses to know what the address leads to; its label comes from the template, in the page's language.
"""

import re
from typing import Any

import segno
from markupsafe import Markup

_QUIET = 4  # modules of white around the code, as the standard asks
# A run of capitals and digits at the end, such as a receipt code, takes a third less room in a mode of its own.
_ENDING = re.compile(r"(.*?)([0-9A-Z $%*+./:-]{12,})")
_DARK = re.compile(rb"\x01+")
_SVG = Markup(
    '<svg class="qr" role="img" aria-label="{label}" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
    '<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path stroke="#000" d="{path}"/></svg>'
)


def qr_svg(text: str, label: str) -> Markup:
    """The code of a text, most often an address; `label` says where it leads.

    The mask is fixed: looking for the best of eight costs five times as much, and readers undo any of them.
    """
    ending = _ENDING.fullmatch(text)
    content: Any = [part for part in ending.groups() if part] if ending else text
    code = segno.make(content, micro=False, error="m", boost_error=False, mask=0)
    return _SVG.format(label=label, side=len(code.matrix) + 2 * _QUIET, path=_path(code.matrix))


def _path(rows: tuple[bytearray, ...]) -> str:
    """Every run of dark modules as a stroke of height one: a move from the end of the last run, a line."""
    strokes = []
    x = y = 0.0
    for at, row in enumerate(rows):
        for run in _DARK.finditer(row):
            start, end, middle = run.start() + _QUIET, run.end() + _QUIET, at + _QUIET + 0.5
            strokes.append(f"m{start - x:g} {middle - y:g}h{end - start}")
            x, y = end, middle
    return "".join(strokes).replace(" -", "-")
