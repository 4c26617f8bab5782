"""The first sheet of an Excel workbook, read as values and never run. Loaded by `tables` when a workbook comes.

It refuses to judge sizes: who calls it has looked at the zip's own directory before.
"""

import io
import math
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time

from defusedxml import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

# Whatever a damaged or hostile workbook makes of zip, XML and openpyxl; none of it is a fault of ours.
UNREADABLE = (
    DefusedXmlException, InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, IndexError,
    AttributeError, SyntaxError, OSError, EOFError, NotImplementedError, OverflowError, AssertionError,
)  # fmt: skip


def rows_of(content: bytes, *, columns: int) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number, cut after that many columns and after its last value."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a sheet says of its own size may be wrong
        for number, row in enumerate(sheet.iter_rows(max_col=columns, values_only=True), start=1):
            used = next((place for place in range(len(row), 0, -1) if row[place - 1] is not None), 0)
            yield number, [_written(value) for value in row[:used]]
    finally:
        book.close()


def _written(value: object) -> str:
    """A cell as its writer would have typed it into a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if math.isfinite(value) and value == int(value) else repr(value)
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
