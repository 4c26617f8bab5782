"""What a cell needs before a spreadsheet may open it. It refuses to know any table."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

BOM = "\ufeff"  # Without it a spreadsheet reads Arabic as something else.

# What a spreadsheet takes for a formula: the sign may follow blanks, bidi marks, or apostrophes like ours.
_FORMULA = re.compile(
    "'*[\\s\x00\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]*[=+\\-@＝＋－＠\t\r\n\x00]"
)
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def safe_cell(text: str) -> str:
    """The text, behind an apostrophe where a spreadsheet would run it. No two texts become the same."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """A whole small file, as RFC 4180 and spreadsheets want it."""
    buffer = io.StringIO(newline="")
    buffer.write(BOM)
    csv.writer(buffer).writerows([safe_cell(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode()
