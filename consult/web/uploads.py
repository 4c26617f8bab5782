"""The one way a file enters: a multipart body read piece by piece, with hard limits, into memory.

Litestar's own form parser is never called: it decodes with whatever charset the sender names, and some of those take minutes.
Here names and fields are UTF-8 or nothing, and what a part says of its own charset is not read. It refuses to know what the
file is for; a route that takes one declares `accepts_file=True`.
"""

import asyncio
from dataclasses import dataclass
from pathlib import PurePosixPath

from litestar import Request
from litestar.exceptions import ClientException
from multipart import (
    MultipartError,
    MultipartSegment,
    ParserLimitReached,
    PushMultipartParser,
    parse_options_header,
)

from consult.errors import Invalid, Problem
from consult.i18n.text import N_
from consult.web.clean import clean_text
from consult.web.forms import Fields
from consult.web.security import SlowBody

UPLOAD_SECONDS = 180.0
MOST_REQUEST = (
    64 * 1024 * 1024
)  # read and thrown away beyond the file's own limit, so that the answer is heard
MOST_PARTS = 8
MOST_FIELD = 4096
MOST_HEADER = 300

DAMAGED = N_("The file arrived damaged. Please send it again.")
NO_FILE = N_("Choose a file first.")
TOO_LARGE = N_("The file is larger than %(most)s MB. Split it, and bring in the parts one after another.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """`name` is what the sender's machine calls the file: to be shown, never to be opened."""

    name: str
    content: bytes
    fields: Fields


async def read_upload(request: Request, *, field: str, most: int) -> Upload:  # type: ignore[type-arg]
    """The file sent under that name and the fields beside it; Invalid says what to do when it cannot be taken."""
    reader = _Reader(request.headers.get("content-type", ""), field=field, most=most)
    size, error = 0, None
    try:
        async with asyncio.timeout(UPLOAD_SECONDS):
            async for part in request.stream():
                size += len(part)
                if size > MOST_REQUEST:
                    raise ClientException(status_code=413)
                error = error or reader.feed(part)
    except TimeoutError as late:
        raise SlowBody from late
    error = error or reader.end()
    if error is not None:
        raise Invalid((error,))
    if not reader.content:
        raise Invalid((Problem(field, NO_FILE),))
    return Upload(name=reader.name, content=bytes(reader.content), fields=Fields.of(reader.fields))


class _Reader:
    """Feeds the parser and sorts what comes out. After the first problem nothing is kept any more."""

    def __init__(self, content_type: str, *, field: str, most: int) -> None:
        self.name = ""
        self.content = bytearray()
        self.fields: dict[str, list[str]] = {}
        self._field = field
        self._most = most
        self._part: MultipartSegment | None = None
        self._value = bytearray()
        self._parser = _parser(content_type, most=most)

    def feed(self, chunk: bytes) -> Problem | None:
        if self._parser is None:
            return Problem(self._field, DAMAGED)
        try:
            for event in self._parser.parse(chunk):
                self._take(event)
        except ParserLimitReached:
            return self._over()
        except (MultipartError, ValueError):
            return Problem(self._field, DAMAGED)
        return None

    def end(self) -> Problem | None:
        if self._parser is None:
            return Problem(self._field, DAMAGED)
        try:
            self._parser.close()
        except (MultipartError, ValueError):
            return Problem(self._field, DAMAGED)
        return None

    def _over(self) -> Problem:
        self.content.clear()
        if self._part is not None and self._part.name == self._field:
            return Problem(self._field, TOO_LARGE, {"most": self._most // (1024 * 1024)})
        return Problem(self._field, DAMAGED)

    def _take(self, event: MultipartSegment | bytearray | bytes | None) -> None:
        if isinstance(event, MultipartSegment):
            self._part = event
            self._value.clear()
        elif event is None:
            self._ended()
        elif self._part is not None and self._part.name == self._field:
            self.content += event
        else:
            self._value += event
            if len(self._value) > MOST_FIELD:
                raise ParserLimitReached("a field is too long")

    def _ended(self) -> None:
        part = self._part
        if part is None:
            return
        if part.name == self._field:
            self.name = clean_text(
                PurePosixPath((part.filename or "").replace("\\", "/")).name, multiline=False
            )[-120:]
        else:
            self.fields.setdefault(part.name, []).append(clean_text(self._value.decode("utf-8")))
        self._part = None


def _parser(content_type: str, *, most: int) -> PushMultipartParser | None:
    if len(content_type) > MOST_HEADER:
        return None
    kind, options = parse_options_header(content_type)
    boundary = options.get("boundary", "")
    if kind != "multipart/form-data" or not 1 <= len(boundary) <= 70 or not boundary.isascii():
        return None
    return PushMultipartParser(
        boundary,
        max_header_count=4,
        max_segment_size=most,
        max_segment_count=MOST_PARTS,
        header_charset="utf8",
        strict=True,
    )
