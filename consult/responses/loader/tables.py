"""The rows of a CSV file or of the first sheet of a workbook, as cleaned strings, within hard limits.

Nothing in a file is run: formulas give the value that was last computed, entities in XML are refused, and the sizes that a
workbook states for its parts are checked before any part is opened. It refuses to know what the columns mean.
"""

import csv
import io
import zipfile
from collections.abc import Iterator
from importlib import import_module

from consult.errors import Invalid, Problem
from consult.i18n.text import N_
from consult.web.clean import clean_text

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 100_000
MOST_COLUMNS = 400
MOST_CELL = 20_000
MOST_TEXT = 200_000_000  # characters in all: shared strings can stand in millions of cells
MOST_UNPACKED = 250 * 1024 * 1024
MOST_MEMBERS = 500
DELIMITERS = ";,\t"

TOO_LARGE = N_("The file is larger than %(most)s MB. Split it, and bring in the parts one after another.")
TOO_MANY_ROWS = N_(
    "There are more than %(most)s rows. Split the file, and bring in the parts one after another."
)
TOO_WIDE = N_("There are more than %(most)s columns.")
TOO_MUCH = N_("There is too much text in this file.")
LONG_CELL = N_("Row %(row)s holds a cell with more than %(most)s characters.")
NOT_UTF8 = N_(
    "The letters of this file cannot be read. Save it as “CSV UTF-8”, or as an Excel workbook (.xlsx)."
)
OLD_EXCEL = N_("This is an old Excel file. Save it as an Excel workbook (.xlsx) or as “CSV UTF-8”.")
BAD_CSV = N_("Row %(row)s cannot be read: look for a quotation mark that opens and never closes.")
BAD_XLSX = N_("This workbook cannot be read. Save it again, or save it as “CSV UTF-8”.")
BOMB = N_("This workbook unpacks to far more than its size. Save it as “CSV UTF-8”.")
EMPTY = N_("The file is empty.")


def cells_of(content: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each row that holds anything, with its number as a spreadsheet shows it. Invalid when the file cannot be read on."""
    if len(content) > MOST_BYTES:
        raise _refused(TOO_LARGE, most=MOST_BYTES // (1024 * 1024))
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise _refused(OLD_EXCEL)
    raw = _workbook(content) if content.startswith(b"PK\x03\x04") else _csv(content)
    count = total = 0
    for number, row in raw:
        cells = tuple(_clean(cell) if cell else cell for cell in row)
        while cells and not cells[-1]:
            cells = cells[:-1]
        if not cells:
            continue
        sizes = list(map(len, cells))
        count += 1
        total += sum(sizes)
        if len(cells) > MOST_COLUMNS:
            raise _refused(TOO_WIDE, most=MOST_COLUMNS)
        if count > MOST_ROWS + 1:  # the header is one of them
            raise _refused(TOO_MANY_ROWS, most=MOST_ROWS)
        if max(sizes) > MOST_CELL:
            raise _refused(LONG_CELL, row=number, most=MOST_CELL)
        if total > MOST_TEXT:
            raise _refused(TOO_MUCH)
        yield number, cells
    if not count:
        raise _refused(EMPTY)


def _refused(message: str, **params: object) -> Invalid:
    return Invalid((Problem("file", message, params),))


def _clean(cell: str) -> str:
    if cell.isascii() and cell.isprintable():
        return cell.strip()
    return clean_text(cell)


def _csv(content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            yield number, row
    except csv.Error as error:
        raise _refused(BAD_CSV, row=number + 1) from error


def _decoded(content: bytes) -> str:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))  # "Unicode text", as Excel calls it
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(NOT_UTF8) from error


def _delimiter(text: str) -> str:
    """What parts the header: the sign that stands in it most often outside quotation marks."""
    counts = dict.fromkeys(DELIMITERS, 0)
    quoted = False
    for sign in text.lstrip()[:100_000]:
        if sign == '"':
            quoted = not quoted
        elif not quoted and sign in counts:
            counts[sign] += 1
        elif not quoted and sign in "\r\n":
            break
    return max(counts, key=lambda sign: counts[sign]) if any(counts.values()) else ","


def _workbook(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """openpyxl brings numpy with it where it finds it: a process that never meets a workbook does not load either."""
    _check_sizes(content)
    reader = import_module("consult.responses.loader.workbooks")
    try:
        yield from reader.rows_of(
            content, columns=MOST_COLUMNS + 1
        )  # one more than allowed tells that it is too wide
    except reader.UNREADABLE as error:
        raise _refused(BAD_XLSX) from error


def _check_sizes(content: bytes) -> None:
    """The zip's own directory bounds what reading can yield: more bytes than it states are never unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _refused(BAD_XLSX) from error
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise _refused(BOMB)
