"""The command says what is wrong in lines that can be acted on, and ends with a status that a script can read."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from consult.cli import main
from consult.db.databases import Databases
from tests.conftest import gabes_file

BROKEN = """schema: consult.consultation/1
city: {code: "1", name: {ar: أ, fr: A, en: A}}
consultation:
  slug: Bad Slug
  opens: 2026-05-02
  closes: 2026-04-02
  title: {ar: أ, fr: A}
  summary: {ar: أ, fr: A, en: A}
  privacy: {ar: أ, fr: A, en: A}
axes: []
objectives: []
questions:
  - id: q1
    type: hologram
    text: {ar: أ, fr: A, en: A}
thanks: {ar: أ, fr: A, en: A}
"""


def test_a_broken_consultation_file_is_told_whole_with_its_lines(
    tmp_path: Path, database: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text(BROKEN, "utf-8")
    monkeypatch.setenv("CONSULT_DATABASE_URL", database.app_url)  # type: ignore[attr-defined]
    monkeypatch.setenv("CONSULT_DATABASE_OWNER_URL", database.owner_url)  # type: ignore[attr-defined]
    told = CliRunner().invoke(main, ["load", "consultation", str(file)])
    assert told.exit_code == 1
    for line in (4, 6, 7, 14):
        assert f"line {line}:" in told.output
    assert "hologram" in told.output


def test_wrong_settings_are_told_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSULT_PORT", "eighty")
    monkeypatch.setenv("CONSULT_WORKERS", "0")
    told = CliRunner().invoke(main, ["serve"])
    assert told.exit_code == 1
    assert "CONSULT_PORT" in told.output
    assert "CONSULT_WORKERS" in told.output


def test_answers_are_looked_at_then_brought_in_once(
    database: Databases, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CONSULT_DATABASE_URL", database.app_url)
    monkeypatch.setenv("CONSULT_DATABASE_OWNER_URL", database.owner_url)
    today = datetime.now(UTC).date()
    form = re.sub(r"opens: [0-9-]+", f"opens: {today}", gabes_file())
    form = re.sub(r"  general_conference: [0-9-]+\n", "", form)
    consultation, answers = tmp_path / "form.yaml", tmp_path / "answers.csv"
    consultation.write_text(re.sub(r"closes: [0-9-]+", f"closes: {today}", form), "utf-8")
    runner = CliRunner()
    loaded = runner.invoke(main, ["load", "consultation", str(consultation)])
    assert loaded.exit_code == 0, loaded.output
    load = ["load", "answers", "gabes-2035", str(answers)]
    answers.write_text("id,q_link\n1,resident\n2,mayor\n", "utf-8")
    bad = runner.invoke(main, load)
    assert bad.exit_code == 1
    assert "row 3: q_link: Choose one of the answers offered." in bad.output
    answers.write_text("id,q_link\n1,resident\n2,أسكن في المدينة\n", "utf-8")
    assert (
        "2 responses would come in; 0 are here already." in runner.invoke(main, [*load, "--dry-run"]).output
    )
    done = runner.invoke(main, [*load, "--channel", "paper"])
    assert "2 responses came in; 0 were here already." in done.output
    assert "0 responses came in; 2 were here already." in runner.invoke(main, load).output
    unknown = runner.invoke(main, ["load", "answers", "nowhere", str(answers)])
    assert (unknown.exit_code, "nowhere" in unknown.output) == (1, True)
