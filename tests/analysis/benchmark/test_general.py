"""General sentences, where the files are."""

from pathlib import Path

import pytest

from analysis.benchmark import general


def test_without_the_shared_sets_the_row_is_skipped_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSULT_SHARED_DATA", str(tmp_path / "absent"))
    (row,) = general.general_sentences()
    assert row.value is None
    assert "skipped" in row.note


def test_the_shared_sets_are_found_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSULT_SHARED_DATA", str(tmp_path))
    assert general.shared_data() == tmp_path


def test_rows_are_measured_where_the_files_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "sib200"
    folder.mkdir()
    subjects = {"sport": "The team won match number", "health": "The doctor treats patient number"}
    lines = [
        f"{2 * n + k}\t{name}\t{text} {n}"
        for n in range(8)
        for k, (name, text) in enumerate(subjects.items())
    ]
    for name in general.SIB_FILES.values():
        (folder / f"{name}.tsv").write_text("\n".join(["index_id\tcategory\ttext", *lines]) + "\n", "utf-8")
    monkeypatch.setenv("CONSULT_SHARED_DATA", str(tmp_path))
    names = [row.name for row in general.general_sentences()]
    assert names[:2] == ["four languages, V topic", "four languages, V language"]
