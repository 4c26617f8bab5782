"""Bytes as a browser may want them: plain, gzip, brotli.

What is the same for everyone is compressed once and as well as can be; what is made for one request, quickly.
It refuses to know what the bytes say.
"""

import re
import zlib
from dataclasses import dataclass

import brotli

WORTHWHILE = 1000  # bytes; smaller bodies fit one packet anyway
QUICK_BROTLI = 5
SHEET = rb"(?=</?style>)"


@dataclass(frozen=True, slots=True)
class Encoded:
    """One body in every encoding."""

    plain: bytes
    gzipped: bytes
    brotlied: bytes

    def for_browser(self, accepted: str) -> tuple[bytes, str]:
        """The smallest that this `Accept-Encoding` allows, and its name ("" for plain)."""
        name = chosen(accepted)
        return {"br": self.brotlied, "gzip": self.gzipped, "": self.plain}[name], name


def _gzipped(body: bytes) -> bytes:
    """At level 9, which on a page is no slower than 6. Rules and words are letters of different kinds: each has a block of
    its own, with its own table of codes."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    head, *rest = re.split(SHEET, body, maxsplit=2)
    done = [squeeze.compress(head)]
    for part in rest:
        done += (squeeze.flush(zlib.Z_BLOCK), squeeze.compress(part))
    return b"".join((*done, squeeze.flush()))


def encoded(body: bytes) -> Encoded:
    """As small as can be: for what is made once and sent often."""
    return Encoded(
        plain=body,
        gzipped=_gzipped(body),
        brotlied=brotli.compress(body, quality=11),
    )


def chosen(accepted: str) -> str:
    """The encoding for a browser that accepts these; one that it refuses by `q=0` is not chosen."""
    offered = {}
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        offered[name.strip()] = weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return next((name for name in ("br", "gzip") if offered.get(name)), "")


def quickly(body: bytes, accepted: str) -> tuple[bytes, str]:
    """One body for one browser, and the name of its encoding."""
    name = chosen(accepted) if len(body) >= WORTHWHILE else ""
    if name == "br":
        return brotli.compress(body, quality=QUICK_BROTLI), name
    if name == "gzip":
        return _gzipped(body), name
    return body, ""
