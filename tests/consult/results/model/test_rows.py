"""The open data: every printed number once, nothing hidden, and no cell that a spreadsheet would run."""

import csv
import io
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from consult.i18n.text import Text
from consult.results.model import HEADER, csv_file, csv_rows, safe_cell

SIGNS = "=+-@＝＋－＠\t\r\n\x00"


def read(release):
    data = "".join(csv_file(release)).encode()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_reader_of_the_file_finds_every_printed_number_with_its_base(draft):
    rows = read(draft)
    (air,) = [row for row in rows if row["id"] == "q_work" and row["row"] == "air"]
    assert (air["kind"], air["measure"], air["value"], air["base"]) == (
        "figure:bars",
        "people",
        "600",
        "1000",
    )
    assert (air["share"], air["hidden"], air["row_fr"]) == ("0.6000", "0", "air en français")
    (bus,) = [row for row in rows if row["id"] == "t_bus" and not row["column"]]
    assert (bus["kind"], bus["theme"], bus["value"], bus["base"]) == ("topic", "planning", "120", "400")
    assert (bus["share"], bus["outcome"], bus["title_ar"]) == ("0.3000", "adopted", "Buses بالعربية")
    (median,) = [row for row in rows if row["measure"] == "median"]
    assert (median["id"], median["value"], median["share"]) == ("q_evening", "3", "")


def test_channels_stand_with_the_release_and_with_each_figure(draft):
    rows = [row for row in read(draft) if row["column"].startswith("channel:")]
    assert {(row["kind"], row["id"]) for row in rows} == {
        ("release", "gabes-2035"),
        ("figure:bars", "q_work"),
        ("figure:distribution", "q_evening"),
    }


def test_a_hidden_number_is_an_empty_cell_with_a_flag(draft):
    hidden = [row for row in read(draft) if row["hidden"] == "1"]
    assert {(row["id"], row["row"] or row["column"]) for row in hidden} == {
        ("q_work", "work"),
        ("q_work", "water"),
        ("t_bus", "variety:fr"),
        ("t_bus", "variety:en"),
        ("t_light", ""),
    }
    assert {(row["value"], row["share"]) for row in hidden} == {("", "")}


def test_averages_are_written_with_a_point(figure, draft):
    ranked = figure("ranking", ({"work": 1, "air": 2}, 100), ({"air": 1}, 100), key="q_rank")
    rows = [row for row in read(replace(draft, figures=(ranked,))) if row["measure"] == "mean"]
    assert {row["row"]: row["value"] for row in rows} == {
        "air": "1.5",
        "work": "2",
        "water": "3.3",
        "waste": "3.3",
    }
    assert all(re.fullmatch(r"\d+(\.\d)?", row["value"]) for row in rows)


def test_every_row_is_as_long_as_the_header(draft):
    rows = list(csv_rows(draft))
    assert rows[0] == HEADER
    assert {len(row) for row in rows} == {len(HEADER)}


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("before", ["", " ", "\u200f", "\u202e ", "\ufeff"])
def test_a_cell_that_a_spreadsheet_would_run_stands_behind_an_apostrophe(sign, before):
    formula = f"{before}{sign}HYPERLINK(A1)"
    assert safe_cell(formula) == f"'{formula}"


@pytest.mark.parametrize("text", ["", "Buses", "الحافلات", "l'eau", "12", "-5", "3.5", "a=b", "'quoted'"])
def test_other_cells_stay_as_they_are(text):
    assert safe_cell(text) == text


@given(st.text(alphabet="'=-+a5. \t", max_size=6), st.text(alphabet="'=-+a5. \t", max_size=6))
@example("=f", "'=f")
def test_no_two_texts_become_the_same_cell(one, other):
    assert (safe_cell(one) == safe_cell(other)) == (one == other)


@given(st.text(max_size=20))
def test_words_of_staff_come_back_from_the_file_as_they_were(words):
    assert safe_cell(words).removeprefix("'" if safe_cell(words) != words else "") == words


def test_formulas_in_staff_texts_do_not_reach_the_file(draft):
    attack = Text(ar="=1+1", fr="＝cmd|' /C calc'!A0", en="@SUM(A1)")
    rows = read(replace(draft, topics=(replace(draft.topics[0], names=attack),)))
    cells = [cell for row in rows for cell in row.values()]
    assert "'=1+1" in cells
    assert not [cell for cell in cells if cell[:1] in SIGNS and cell]
