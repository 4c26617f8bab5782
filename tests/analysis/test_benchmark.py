"""The bench measures what it says."""

import json
from pathlib import Path

import pytest

from analysis import benchmark
from analysis.benchmark import Report, Row, as_table, run_benchmark, shared_data


def test_without_the_shared_sets_their_rows_are_skipped_and_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSULT_SHARED_DATA", str(tmp_path / "absent"))
    report = run_benchmark()
    by_name = {row.name: row for row in report.rows}
    assert by_name["SIB-200"].value is None
    assert "skipped" in by_name["SIB-200"].note
    assert len(json.loads(report.as_json())) == len(report.rows) > 20
    shares = [row.value for row in report.rows if row.value is not None and "per second" not in row.note]
    assert all(-0.2 <= value <= 1.0 for value in shares)
    floors = {
        "variety, macro-F1": 0.9,
        "Arabizi, token exact": 0.5,
        "personal data, structured recall": 0.97,
        "personal data, names recall": 0.9,
        "campaigns, pair recall": 0.95,
        "campaigns, pair precision": 0.98,
        "assign, best guess right": 0.6,
    }
    assert {name for name, floor in floors.items() if (by_name[name].value or 0.0) < floor} == set()


def test_the_shared_sets_are_found_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSULT_SHARED_DATA", str(tmp_path))
    assert shared_data() == tmp_path


def test_sib_rows_are_measured_where_the_files_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "sib200"
    folder.mkdir()
    subjects = {"sport": "The team won match number", "health": "The doctor treats patient number"}
    lines = [
        f"{2 * n + k}\t{name}\t{text} {n}"
        for n in range(8)
        for k, (name, text) in enumerate(subjects.items())
    ]
    for name in benchmark._SIB_FILES.values():
        (folder / f"{name}.tsv").write_text("\n".join(["index_id\tcategory\ttext", *lines]) + "\n", "utf-8")
    monkeypatch.setenv("CONSULT_SHARED_DATA", str(tmp_path))
    names = [row.name for row in benchmark._sib()]
    assert names[:2] == ["four languages, V topic", "four languages, V language"]


def test_a_table_shows_every_row() -> None:
    report = Report(
        rows=(
            Row(name="a", on="b", count=3, value=None, note="skipped"),
            Row(name="c", on="d", count=1, value=512.3),
        )
    )
    text = as_table(report)
    assert "skipped" in text
    assert "512" in text


def test_letters_are_counted_by_edits() -> None:
    assert benchmark._edits("kitab", "ktab") == 1
    assert benchmark._edits("", "abc") == 3
