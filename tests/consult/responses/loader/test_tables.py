"""Bytes become rows within limits, whatever the bytes are."""

import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook

from consult.errors import Invalid
from consult.responses.loader import tables
from consult.responses.loader.tables import cells_of


def rows(content: bytes) -> list[tuple[int, tuple[str, ...]]]:
    return list(cells_of(content))


def refused(content: bytes) -> str:
    with pytest.raises(Invalid) as caught:
        rows(content)
    return caught.value.problems[0].message


def book(*lines: tuple[object, ...]) -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for line in lines:
        sheet.append(list(line))
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def repacked(content: bytes, name: str, body: bytes) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            new.writestr(member, body if member == name else old.read(member))
    return buffer.getvalue()


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "a;b\r\n1;2", "a\tb\n1\t2\n\n\n", '"a";"b"\n1;2\n'])
def test_the_header_tells_what_parts_the_cells(text: str) -> None:
    for encoded in (text.encode(), text.encode("utf-8-sig"), text.encode("utf-16")):
        assert rows(encoded) == [(1, ("a", "b")), (2, ("1", "2"))]


def test_a_comma_inside_a_quoted_header_parts_nothing() -> None:
    assert rows(b'"a, b, c";d\n1;2\n')[0] == (1, ("a, b, c", "d"))


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    assert rows(b'a\n"x\ny"\n\nz\n') == [(1, ("a",)), (2, ("x\ny",)), (4, ("z",))]


def test_a_workbook_gives_what_its_writer_saw() -> None:
    content = book(("a", "b", "c", "d"), (3.0, 2.5, True, datetime(2026, 3, 2)), (None, "é", None, "=1+1"))
    assert rows(content) == [
        (1, ("a", "b", "c", "d")),
        (2, ("3", "2.5", "true", "2026-03-02")),
        (3, ("", "é")),  # a formula nobody computed has no value
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", tables.EMPTY),
        (b"\n \n", tables.EMPTY),
        ("ا,ب\n".encode("cp1256"), tables.NOT_UTF8),
        (b'a\n"never closed', tables.BAD_CSV),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", tables.OLD_EXCEL),
        (b"PK\x03\x04 and nothing of a zip", tables.BAD_XLSX),
        (b"a" * (tables.MOST_BYTES + 1), tables.TOO_LARGE),
        (b"a," * 500 + b"b", tables.TOO_WIDE),
        (b"a,b\n" + b"x," * 500 + b"y\n", tables.TOO_WIDE),
        (b"a\n" + b"1\n" * (tables.MOST_ROWS + 1), tables.TOO_MANY_ROWS),
        (b"a\n" + b"y" * (tables.MOST_CELL + 1), tables.LONG_CELL),
    ],
)
def test_what_cannot_be_taken_is_told_plainly(content: bytes, message: str) -> None:
    assert refused(content) == message


def test_a_workbook_that_unpacks_to_gigabytes_is_not_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(300):
            packed.writestr(f"xl/{number}.xml", b"0" * 1_000_000)
    assert len(buffer.getvalue()) < 1_000_000
    assert refused(buffer.getvalue()) == tables.BOMB


XMLNS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(rows_of_it: str, *, before: str = "", says: str = "A1") -> bytes:
    body = f'<dimension ref="{says}"/><sheetData>{rows_of_it}</sheetData>'
    return f'{before}<worksheet xmlns="{XMLNS}">{body}</worksheet>'.encode()


def cell(at: str, said: str) -> str:
    return f'<c r="{at}" t="inlineStr"><is><t>{said}</t></is></c>'


def test_entities_that_grow_are_refused() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'
    body = sheet(f'<row r="1">{cell("A1", "&l11;")}</row>', before=doctype)
    assert refused(repacked(book(("a",)), "xl/worksheets/sheet1.xml", body)) == tables.BAD_XLSX


def test_a_sheet_that_lies_about_its_size_is_read_as_far_as_allowed() -> None:
    lines = f'<row r="1">{cell("A1", "a")}</row><row r="9">{cell("A9", "c")}{cell("XFD9", "b")}</row>'
    body = sheet(lines, says="A1:XFD1048576")
    assert rows(repacked(book(("a",)), "xl/worksheets/sheet1.xml", body)) == [(1, ("a",)), (9, ("c",))]
