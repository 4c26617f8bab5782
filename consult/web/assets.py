"""The stylesheet, the few scripts and drawings: read once, answered from memory under a name that holds their hash.

htmx comes from the package that pip installed; no third-party code lies in the repository.
"""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

FOLDER = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    name: str
    media_type: str
    body: bytes
    gzipped: bytes


def _asset(name: str, body: bytes) -> Asset:
    return Asset(
        name=name,
        media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        body=body,
        gzipped=gzip.compress(body, 9, mtime=0),
    )


@cache
def assets() -> dict[str, Asset]:
    """Every asset by name."""
    htmx = files("js_lib_htmx").joinpath("static", "htmx", "htmx.min.js").read_bytes()
    own = {
        path.name: _asset(path.name, path.read_bytes()) for path in sorted(FOLDER.iterdir()) if path.is_file()
    }
    return {**own, "htmx.min.js": _asset("htmx.min.js", htmx)}


@cache
def edition() -> str:
    """One hash over all of them: a drawing that a stylesheet names lies in the same folder as the stylesheet."""
    digest = hashlib.sha256()
    for name, asset in sorted(assets().items()):
        digest.update(name.encode() + asset.body)
    return digest.hexdigest()[:12]


def static(name: str) -> str:
    """The address of an asset, for templates."""
    return f"/static/{edition()}/{assets()[name].name}"
