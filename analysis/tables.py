"""Reads and writes the tab-separated files of the command line, and says in one line what is wrong with a bad
one.

A file has a header, UTF-8 text and no quoting: what stands between two tabs is the cell.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from analysis.lexicon import Form
from analysis.lexicon.concepts import parse_forms
from analysis.model import Answer, Topic


class MalformedFileError(ValueError):
    """A file that cannot be used; the message names the file, the line and what is wrong."""


def read_text(path: str) -> str:
    """The UTF-8 text of a file; "-" reads standard input. Raises `MalformedFileError`."""
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise MalformedFileError(f"{path}: {error.strerror or 'cannot be read'}") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise MalformedFileError(f"{path} line {line}: not UTF-8") from None


def _header(path: str, line: str, *, needed: Sequence[str]) -> list[str]:
    names = [name.strip() for name in line.split("\t")]
    for name in needed:
        if name not in names:
            raise MalformedFileError(f'{path} line 1: no column "{name}" (tab-separated, with a header)')
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise MalformedFileError(f'{path} line 1: two columns are called "{twice}"')
    return names


def read_rows(path: str, *, needed: Sequence[str] = ("id", "text")) -> list[Mapping[str, str]]:
    """The rows of a file as mappings by column; "-" reads standard input. Empty lines are skipped. Raises
    `MalformedFileError`.
    """
    # Only \n and \r\n end a line: other line separators of Unicode may stand inside a citizen's text.
    lines = [line.removesuffix("\r") for line in read_text(path).split("\n")]
    if not lines[0].strip():
        raise MalformedFileError(f"{path}: empty file, a header with {' and '.join(needed)} is needed")
    names = _header(path, lines[0], needed=needed)
    rows: list[Mapping[str, str]] = []
    for number, line in enumerate(lines[1:], start=2):
        if not line:
            continue
        cells = line.split("\t")
        if len(cells) != len(names):
            raise MalformedFileError(
                f"{path} line {number}: {len(cells)} cells where the header has {len(names)}"
            )
        rows.append(dict(zip(names, cells, strict=True)))
    return rows


def read_answers(path: str) -> list[Answer]:
    """The answers of a file with columns id, text and perhaps theme. Raises `MalformedFileError`, also for
    empty or repeated ids.
    """
    answers: list[Answer] = []
    seen: set[str] = set()
    for place, row in enumerate(read_rows(path), start=1):
        if not row["id"].strip():
            raise MalformedFileError(f"{path} row {place}: empty id")
        if row["id"] in seen:
            raise MalformedFileError(f'{path} row {place}: the id "{row["id"]}" occurs twice')
        seen.add(row["id"])
        answers.append(Answer(id=row["id"], text=row["text"], theme=row.get("theme") or None))
    return answers


def read_forms(path: str | None) -> tuple[Form, ...]:
    """A city's own words: columns concept, variety, kind (word, stem, phrase) and forms, separated by "|".
    None reads nothing. Raises `MalformedFileError`.
    """
    if path is None:
        return ()
    try:
        return tuple(parse_forms(read_rows(path, needed=("concept", "variety", "kind", "forms"))))
    except MalformedFileError:
        raise
    except ValueError as error:
        raise MalformedFileError(f"{path}: {error}") from None


def _texts(value: object, where: str) -> dict[str, str]:
    if value is None:
        return {}
    if isinstance(value, str):
        return {"": value}
    if isinstance(value, dict) and all(isinstance(text, str) for text in value.values()):
        return {str(language): text for language, text in value.items()}
    raise MalformedFileError(f"{where} must be a text, or texts by language")


def _list(value: object, where: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, dict):
        value = [text for texts in value.values() for text in (texts if isinstance(texts, list) else [texts])]
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        return tuple(value)
    raise MalformedFileError(f"{where} must be a list of texts")


def _topic(path: str, place: int, value: object) -> Topic:
    where = f"{path} topic {place}"
    if not isinstance(value, dict) or not isinstance(value.get("key"), str) or not value["key"]:
        raise MalformedFileError(f'{where}: an object with a text "key" is needed')
    topic = Topic(
        key=value["key"],
        names=_texts(value.get("names", value.get("name")), f"{where}: names"),
        descriptions=_texts(value.get("descriptions", value.get("description")), f"{where}: descriptions"),
        words=_list(value.get("words"), f"{where}: words"),
        examples=_list(value.get("examples"), f"{where}: examples"),
    )
    if not (topic.names or topic.descriptions or topic.words or topic.examples):
        raise MalformedFileError(f"{where}: names, descriptions, words or examples are needed")
    return topic


def read_topics(path: str) -> list[Topic]:
    """The topics of a JSON file: a list, or an object with a list under "topics". Each has a key, names and
    descriptions (one text, or texts by language) and perhaps words and examples. Raises `MalformedFileError`,
    also for repeated keys.
    """
    try:
        content = json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise MalformedFileError(f"{path} line {error.lineno}: not JSON ({error.msg})") from None
    listed = content.get("topics") if isinstance(content, dict) else content
    if not isinstance(listed, list):
        raise MalformedFileError(f'{path}: a list of topics, or an object with "topics", is needed')
    topics = [_topic(path, place, value) for place, value in enumerate(listed, start=1)]
    keys = [topic.key for topic in topics]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise MalformedFileError(f'{path}: two topics have the key "{twice}"')
    return topics


def as_tsv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Tab-separated text with a header; tabs and line ends inside cells become blanks."""
    lines = ["\t".join(header)]
    lines += [
        "\t".join(" ".join(str(cell).split()) if isinstance(cell, str) else str(cell) for cell in row)
        for row in rows
    ]
    return "\n".join(lines) + "\n"
