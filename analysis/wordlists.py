"""Reads the word lists and tables bundled under `analysis/data`.

Knows their format (comments, sections, tabs) and nothing of what the words are for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

DATA: Final = Path(__file__).parent / "data"


def _lines(name: str) -> list[str]:
    text = (DATA / name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line.strip() and not line.startswith("#")]


@cache
def sections(name: str) -> Mapping[str, tuple[str, ...]]:
    """A word list by `[section]`, words in the order of the file; words before any section stand under ""."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in _lines(name):
        if line.startswith("[") and line.rstrip().endswith("]"):
            section = line.strip()[1:-1]
        else:
            found.setdefault(section, []).extend(line.split())
    return {key: tuple(dict.fromkeys(values)) for key, values in found.items()}


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """A bundled table: one mapping per line, keyed by the header. A line with another number of cells raises
    ValueError.
    """
    lines = [line.split("\t") for line in _lines(name)]
    header = lines[0]
    return tuple(dict(zip(header, cells, strict=True)) for cells in lines[1:])


@cache
def document(name: str) -> Any:
    """A bundled JSON document, as `json` reads it; not to be changed by the reader."""
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def names(pattern: str) -> list[str]:
    """The bundled files that match a pattern, in the order of their names."""
    return sorted(path.relative_to(DATA).as_posix() for path in DATA.glob(pattern))
