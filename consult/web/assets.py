"""The stylesheets, the few scripts and drawings: read once, answered from memory under a name that holds their hash.

`site.css` is written here from its parts. A citizen's page carries its rules inside itself (`web.styles`), so what those
rules draw must come along. htmx comes from the package that pip installed; no third-party code lies in the repository.
"""

import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

import rcssmin
import rjsmin
from markupsafe import Markup

from consult.web.encoding import Encoded, encoded

FOLDER = Path(__file__).parent / "static"
# In this order: what stands later overrules what stands before.
OWN_SCRIPTS = ("keep.js", "proof.js", "sw.js")
PARTS = (
    "ground.css",
    "furniture.css",
    "forms.css",
    "kinds.css",
    "feedback.css",
    "figures.css",
    "kiosk.css",
    "paper.css",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    name: str
    media_type: str
    body: Encoded


def _asset(name: str, body: bytes) -> Asset:
    if name.endswith(".css"):
        body = str(rcssmin.cssmin(body.decode())).encode()
    if name in OWN_SCRIPTS:
        body = str(rjsmin.jsmin(body.decode())).encode()
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(name=name, media_type=kind, body=encoded(body))


def _own() -> dict[str, bytes]:
    read = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir()) if path.is_file()}
    site = b"".join(read.pop(part) for part in PARTS)
    return {"site.css": site, **read}


@cache
def assets() -> dict[str, Asset]:
    """Every asset by name."""
    htmx = files("js_lib_htmx").joinpath("static", "htmx", "htmx.min.js").read_bytes()
    return {name: _asset(name, body) for name, body in {**_own(), "htmx.min.js": htmx}.items()}


@cache
def edition() -> str:
    """One hash over all of them: a drawing that a stylesheet names lies in the same folder as the stylesheet."""
    digest = hashlib.sha256()
    for name, asset in sorted(assets().items()):
        digest.update(name.encode() + asset.body.plain)
    return digest.hexdigest()[:12]


def static(name: str) -> str:
    """The address of an asset, for templates."""
    return f"/static/{edition()}/{assets()[name].name}"


def site_sheet() -> str:
    """The rules of every page, minified, as one text."""
    return assets()["site.css"].body.plain.decode()


def inlined(css: str) -> str:
    """The same rules with the drawings they name written into them."""
    return re.sub(r"url\(([\w-]+\.svg)\)", lambda named: f'url("{drawing(named[1])}")', css)


@cache
def drawing(name: str) -> str:
    """A drawing as an address that needs no request. It speaks in single quotes, so that it may stand in double ones."""
    svg = assets()[name].body.plain.decode()
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r">\s+<", "><", svg).strip().replace('"', "'")
    return Markup("data:image/svg+xml," + quote(svg, safe=" '<>=/:;,.-()"))  # noqa: S704 - our own, and without double quotes
