"""The command says what is wrong in lines that can be acted on, and ends with a status that a script can read."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from consult.cli import main

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
