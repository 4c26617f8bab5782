"""Files of the command line."""

import json
from pathlib import Path

import pytest

from analysis.model import Topic
from analysis.tables import MalformedFileError, as_tsv, read_answers, read_rows, read_topics


def written(folder: Path, content: str | bytes, name: str = "in.tsv") -> str:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def test_rows_keep_what_stands_between_tabs(tmp_path: Path) -> None:
    path = written(tmp_path, 'id\ttext\ttheme\n1\t"quoted" \u2028 line\troads\r\n\n2\t\t\n')
    one, two = read_answers(path)
    assert (one.id, one.text, one.theme) == ("1", '"quoted" \u2028 line', "roads")
    assert (two.id, two.text, two.theme) == ("2", "", None)


def test_a_byte_order_mark_is_no_part_of_the_header(tmp_path: Path) -> None:
    assert read_answers(written(tmp_path, b"\xef\xbb\xbfid\ttext\n1\ta\n"))[0].id == "1"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty file"),
        (b"id\tbody\n1\ta\n", 'no column "text"'),
        (b"id,text\n1,a\n", 'no column "id"'),
        (b"id\ttext\ttext\n1\ta\tb\n", 'two columns are called "text"'),
        (b"id\ttext\n1\ta\tb\n", "line 2: 3 cells where the header has 2"),
        (b"id\ttext\n1\ta\nbroken off\n", "line 3: 1 cells"),
        (b"id\ttext\n1\ta\n1\tb\n", 'the id "1" occurs twice'),
        (b"id\ttext\n\ta\n", "empty id"),
        (b"id\ttext\n1\t\xe9t\xe9\n", "line 2: not UTF-8"),
    ],
)
def test_a_bad_file_is_refused_with_what_is_wrong(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(MalformedFileError, match=message):
        read_answers(written(tmp_path, content))


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(MalformedFileError, match=r"nowhere\.tsv: No such file"):
        read_rows(str(tmp_path / "nowhere.tsv"))


def test_topics_may_be_a_list_or_an_object_with_texts_by_language_or_one(tmp_path: Path) -> None:
    topics = [
        {
            "key": "a",
            "names": {"fr": "Eau"},
            "descriptions": {"en": "Water"},
            "words": {"ar": ["ماء"]},
            "examples": ["x"],
        },
        {"key": "b", "name": "Bus"},
    ]
    expected = [
        Topic(key="a", names={"fr": "Eau"}, descriptions={"en": "Water"}, words=("ماء",), examples=("x",)),
        Topic(key="b", names={"": "Bus"}),
    ]
    for content in (topics, {"topics": topics}):
        assert read_topics(written(tmp_path, json.dumps(content), "topics.json")) == expected


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "line 1: not JSON"),
        ("{}", "a list of topics"),
        ("[1]", 'topic 1: an object with a text "key"'),
        ('[{"key": "a"}]', "topic 1: names, descriptions, words or examples are needed"),
        ('[{"key": "a", "names": 3}]', "topic 1: names must be"),
        ('[{"key": "a", "names": "x", "examples": [1]}]', "topic 1: examples must be a list"),
        ('[{"key": "a", "names": "x"}, {"key": "a", "names": "y"}]', 'two topics have the key "a"'),
    ],
)
def test_bad_topics_are_refused_with_what_is_wrong(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(MalformedFileError, match=message):
        read_topics(written(tmp_path, content, "topics.json"))


def test_cells_cannot_break_the_table() -> None:
    assert as_tsv(("id", "text"), [("1", "a\tb\nc"), (2, 0.5)]) == "id\ttext\n1\ta b c\n2\t0.5\n"
