"""PostgreSQL's programs are found in the order an operator is told, and missing ones are named."""

import importlib
from pathlib import Path

import pytest

from consult.db.embedded import binaries, find_binaries
from consult.errors import Unavailable


def programs(directory: Path, names: tuple[str, ...] = binaries.PROGRAMS) -> Path:
    directory.mkdir(parents=True)
    for name in names:
        (directory / name).touch(mode=0o755)
    importlib.invalidate_caches()
    return directory


def test_the_programs_are_looked_for_in_a_known_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    wheels = (("made_up_one", "pginstall/bin"), ("made_up_two", "pginstall18/bin"))
    monkeypatch.setattr(binaries, "WHEELS", wheels)
    monkeypatch.setattr(binaries, "DISTRIBUTION", tmp_path / "lib")
    on_path = programs(tmp_path / "path")
    environ = {"PATH": str(on_path)}
    assert find_binaries(environ) == on_path
    nine = programs(tmp_path / "lib/9/bin")
    assert find_binaries(environ) == nine
    seventeen = programs(tmp_path / "lib/17/bin")
    assert find_binaries(environ) == seventeen
    second = programs(tmp_path / "packages/made_up_two/pginstall18/bin")
    assert find_binaries(environ) == second
    first = programs(tmp_path / "packages/made_up_one/pginstall/bin")
    assert find_binaries(environ) == first
    chosen = programs(tmp_path / "chosen")
    assert find_binaries({**environ, "CONSULT_PG_BIN": str(chosen)}) == chosen


def test_missing_programs_are_named_with_the_places_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binaries, "WHEELS", (("made_up_three", "pginstall/bin"),))
    monkeypatch.setattr(binaries, "DISTRIBUTION", tmp_path)
    half = programs(tmp_path / "half", names=("postgres",))
    with pytest.raises(Unavailable, match=r"initdb.*CONSULT_PG_BIN.*made_up_three.*PATH"):
        find_binaries({"PATH": str(half)})
    with pytest.raises(Unavailable, match=f"CONSULT_PG_BIN={half}"):
        find_binaries({"CONSULT_PG_BIN": str(half)})


def test_a_postgresql_too_old_for_the_product_is_refused(tmp_path: Path) -> None:
    (tmp_path / "postgres").write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 14.9 (Debian 14.9-1)'\n")
    (tmp_path / "postgres").chmod(0o755)
    with pytest.raises(Unavailable, match=r"14\.9; 15 or newer"):
        binaries.version_of(tmp_path)
