"""Recordings that read a question aloud: what may be one, told by its content and not by its name alone.

It refuses to know folders and tables: whoever has the files gives a `Take`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

from consult.i18n.text import N_

MOST_BYTES = 600_000
TYPES = {"mp3": "audio/mpeg", "ogg": "audio/ogg", "m4a": "audio/mp4"}
_M4A_BRANDS = (
    b"M4A ",
    b"M4B ",
    b"mp41",
    b"mp42",
    b"isom",
    b"iso2",
    b"iso5",
    b"iso6",
    b"dash",
    b"3gp4",
    b"3gp5",
)

MISSING = N_("The recording “%(name)s” is not beside this file.")
TOO_LARGE = N_("The recording “%(name)s” is too large: %(count)s bytes, and there is room for %(most)s.")
UNKNOWN = N_(
    "“%(name)s” is not a recording that browsers play: it must be %(allowed)s, by its name and by its content."
)

Take: TypeAlias = Callable[
    [str], str
]  # The name in the file → the key of the recording; Unfit when it is none.


class Unfit(Exception):
    """Why a recording cannot be taken: a message id and its parameters."""

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message % params)
        self.message = message
        self.params = params


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    media_type: str
    content: bytes

    @property
    def key(self) -> str:
        """The segment of its address: the same content has the same one, for ever."""
        return sha256(self.content).hexdigest()


def none_here(name: str) -> str:
    """The `Take` of a file that has no folder around it."""
    raise Unfit(MISSING, name=name[:60])


def recording(name: str, content: bytes) -> Recording:
    """Unfit when this is not what its name says, or too large."""
    check_size(name, len(content))
    media_type = media_type_of(content)
    if media_type is None or TYPES.get(name.rpartition(".")[2].lower()) != media_type:
        raise Unfit(UNKNOWN, name=name[:60], allowed=", ".join(TYPES))
    return Recording(media_type=media_type, content=content)


def check_size(name: str, count: int) -> None:
    if count > MOST_BYTES:
        raise Unfit(TOO_LARGE, name=name[:60], count=count, most=MOST_BYTES)


def media_type_of(content: bytes) -> str | None:
    """By the first bytes: an ID3 tag or an MPEG layer III frame, an Ogg page, or an MPEG-4 file."""
    if content.startswith(b"ID3") or _is_layer_three(content[:2]):
        return TYPES["mp3"]
    if content.startswith(b"OggS"):
        return TYPES["ogg"]
    if content[4:8] == b"ftyp" and content[8:12] in _M4A_BRANDS:
        return TYPES["m4a"]
    return None


def _is_layer_three(head: bytes) -> bool:
    return len(head) == 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2 and head[1] & 0x18 != 0x08
