"""Writes invitation codes into a file, for the command that makes them. It refuses to overwrite one."""

import csv
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations.shelf import Shelf
from consult.errors import Conflict, Unavailable
from consult.responses import actions
from consult.responses.model import grouped

NOT_BY_INVITATION = "Anyone may answer this consultation. Write “access: invitation” in its file first."


@contextmanager
def new_file(file: Path) -> Iterator[TextIO]:
    """Made before the codes, readable by its owner alone: codes that cannot be written down are not made."""
    try:
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Unavailable(f"{file} cannot be written: {error.strerror}.") from error
    try:
        with os.fdopen(opened, "w", encoding="utf-8", newline="") as out:
            yield out
    except BaseException:
        file.unlink()
        raise


async def make(engine: AsyncEngine, slug: str, *, count: int) -> tuple[str, list[str]]:
    """The address where they are used, below the site's own, and the codes."""
    standing = await Shelf(engine).standing(slug)
    if standing.document.access != "invitation":
        raise Conflict(NOT_BY_INVITATION)
    codes = await actions.invite(engine, standing, count=count)
    return f"/{standing.document.default_language}/c/{slug}", codes


def write(out: TextIO, codes: Sequence[str], *, address: str) -> None:
    rows = csv.writer(out)
    rows.writerow(("code", "address"))
    rows.writerows((grouped(code), address) for code in codes)
