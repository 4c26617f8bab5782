"""What the bench prints."""

import json

from analysis.benchmark.report import Report, Row, as_table

MET = Row(name="a", on="b", count=3, value=0.9, target=0.8)
SHORT = Row(name="c", on="d", count=1, value=0.35, target=0.2, better="less")
SKIPPED = Row(name="e", on="f", count=0, value=None, note="skipped: no files", target=0.5)


def test_a_figure_stands_beside_its_target_and_how_far_it_is() -> None:
    assert MET.verdict == "met"
    assert SHORT.verdict == "short by 0.150"
    assert SKIPPED.verdict == ""
    text = as_table(Report(rows=(MET, SHORT, SKIPPED)))
    assert "≥ 0.800" in text
    assert "≤ 0.200" in text
    assert "skipped: no files" in text


def test_the_json_says_the_same() -> None:
    rows = json.loads(Report(rows=(MET, SHORT)).as_json())
    assert [row["verdict"] for row in rows] == ["met", "short by 0.150"]
