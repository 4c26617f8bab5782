"""The command line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.commands import main
from analysis.wordlists import DATA, rows

TOPICS = str(DATA / "dev" / "themes.json")
Capture = pytest.CaptureFixture[bytes]


@pytest.fixture
def answers(tmp_path: Path) -> str:
    path = tmp_path / "answers.tsv"
    lines = ["id\ttext\ttheme"] + [f"{row['id']}\t{row['text']}\tall" for row in rows("dev/civic.tsv")[::3]]
    path.write_text("\n".join([*lines, "blank\t\t", "emoji\t👍\tall"]) + "\n", "utf-8")
    return str(path)


def output(arguments: list[str], capture: Capture) -> str:
    assert main(arguments) == 0
    return capture.readouterr().out.decode()


def table(text: str) -> list[dict[str, str]]:
    header, *lines = [line.split("\t") for line in text.removesuffix("\n").split("\n")]
    return [dict(zip(header, line, strict=True)) for line in lines]


def test_identify_gives_a_line_for_every_id(answers: str, capsysbinary: Capture) -> None:
    found = table(output(["identify", answers], capsysbinary))
    assert len(found) == 62
    assert list(found[0]) == ["id", "script", "variety", "confidence"]
    assert found[-1] == {"id": "emoji", "script": "none", "variety": "other", "confidence": "0.000"}


def test_transliterate_gives_arabic(tmp_path: Path, capsysbinary: Capture) -> None:
    path = tmp_path / "in.tsv"
    path.write_text("id\ttext\n1\tel 7ouma\n2\tLa rue\n", "utf-8")
    assert output(["transliterate", str(path)], capsysbinary) == "id\tarabic\n1\tالحومة\n2\tLa rue\n"


def test_redact_gives_offsets_of_the_original(tmp_path: Path, capsysbinary: Capture) -> None:
    path = tmp_path / "in.tsv"
    path.write_text("id\ttext\n1\tرقمي ٩٨١٢٣٤٥٦ شكرا\n2\trien\n", "utf-8")
    assert output(["redact", str(path)], capsysbinary) == "id\tstart\tend\tkind\n1\t5\t13\tphone\n"


def test_duplicates_gives_a_group_or_nothing(tmp_path: Path, capsysbinary: Capture) -> None:
    path = tmp_path / "in.tsv"
    text = "Nous voulons un dispensaire ouvert la nuit dans notre quartier"
    path.write_text(f"id\ttext\n1\t{text}\n2\t{text}!\n3\tautre chose\n", "utf-8")
    found = table(output(["duplicates", str(path)], capsysbinary))
    assert found[0]["group"] == found[1]["group"] != ""
    assert found[2]["group"] == ""


def test_cluster_writes_every_id_once(answers: str, capsysbinary: Capture) -> None:
    found = json.loads(output(["cluster", answers, "--min", "3", "--max", "5"], capsysbinary))
    assert 3 <= len(found["clusters"]) <= 5
    assert len({line["id"] for line in found["assignments"]}) == len(found["assignments"]) == 62
    states = {line["id"]: line["state"] for line in found["assignments"]}
    assert (states["blank"], states["emoji"]) == ("empty", "review")


def test_assign_names_topics(answers: str, capsysbinary: Capture) -> None:
    found = json.loads(output(["assign", answers, "--topics", TOPICS], capsysbinary))
    assert {line["topic"] for line in found["assignments"]} > {None, "water", "health"}


def test_the_same_input_gives_the_same_bytes_on_any_number_of_threads_in_any_order(answers: str) -> None:
    outputs = set()
    header, *lines = Path(answers).read_text("utf-8").splitlines()
    for threads, seed, order in (("1", "0", lines), ("2", "1", lines[::-1])):
        Path(answers).write_text("\n".join([header, *order]) + "\n", "utf-8")
        environment = os.environ | {
            "OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads,
            "PYTHONHASHSEED": seed, "LC_ALL": "C",
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-m", "analysis", "cluster", answers],
            capture_output=True,
            check=True,
            env=environment,
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1


@pytest.mark.parametrize("command", ["identify", "transliterate", "redact", "duplicates", "cluster"])
def test_a_bad_file_is_one_line_and_exit_code_2(command: str, tmp_path: Path, capsysbinary: Capture) -> None:
    path = tmp_path / "in.tsv"
    path.write_text("id\tbody\n1\ta\n", "utf-8")
    assert main([command, str(path)]) == 2
    captured = capsysbinary.readouterr()
    assert captured.out == b""
    assert captured.err.decode().count("\n") == 1
    assert 'no column "text"' in captured.err.decode()


def test_bad_topics_and_bad_bounds_are_one_line_and_exit_code_2(answers: str, capsysbinary: Capture) -> None:
    assert main(["assign", answers, "--topics", answers]) == 2
    assert main(["cluster", answers, "--min", "9", "--max", "3"]) == 2
    assert capsysbinary.readouterr().err.decode().count("\n") == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["cluster", "x", "--topics", "0"],
        ["assign", "x", "--topics", "y", "--threshold", "2"],
        ["nothing"],
        [],
    ],
)
def test_bad_arguments_exit_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_a_file_with_a_header_only_is_no_error(tmp_path: Path, capsysbinary: Capture) -> None:
    path = tmp_path / "in.tsv"
    path.write_text("id\ttext\n", "utf-8")
    assert output(["identify", str(path)], capsysbinary) == "id\tscript\tvariety\tconfidence\n"
    assert json.loads(output(["cluster", str(path)], capsysbinary))["assignments"] == []
