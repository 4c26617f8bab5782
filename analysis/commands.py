"""The command line of the library: files in, tab-separated text or JSON out, the same bytes for the same
input.

Exits with 2 and one line when a file or an argument cannot be used.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.assigning import assign
from analysis.benchmark import as_table, run_benchmark
from analysis.clustering import cluster
from analysis.explaining import explain
from analysis.lexicon.coverage import coverage
from analysis.meaning.training import train
from analysis.model import Answer, AssignRun, ClusterRun
from analysis.runs.verifying import differences
from analysis.runs.wire import as_json
from analysis.tables import as_tsv, read_answers, read_forms, read_text, read_topics
from analysis.text.arabizi import transliterate
from analysis.text.duplicates import duplicate_groups
from analysis.text.identify import identify
from analysis.text.personal import find_personal


def _identify(given: argparse.Namespace) -> str:
    found = [(answer.id, identify(answer.text)) for answer in read_answers(given.file)]
    rows = [(key, one.script, one.variety, f"{one.confidence:.3f}") for key, one in found]
    return as_tsv(("id", "script", "variety", "confidence"), rows)


def _transliterate(given: argparse.Namespace) -> str:
    return as_tsv(
        ("id", "arabic"), [(answer.id, transliterate(answer.text)) for answer in read_answers(given.file)]
    )


def _redact(given: argparse.Namespace) -> str:
    answers = read_answers(given.file)
    rows = [
        (answer.id, span.start, span.end, span.kind)
        for answer in answers
        for span in find_personal(answer.text)
    ]
    return as_tsv(("id", "start", "end", "kind"), rows)


def _duplicates(given: argparse.Namespace) -> str:
    answers = read_answers(given.file)
    groups = duplicate_groups([answer.text for answer in answers])
    return as_tsv(
        ("id", "group"), [(answer.id, group or "") for answer, group in zip(answers, groups, strict=True)]
    )


def _bounds(given: argparse.Namespace) -> tuple[int, int] | None:
    if given.min is None and given.max is None:
        return None
    low = given.min if given.min is not None else min(2, given.max)
    high = given.max if given.max is not None else max(30, low)
    if low > high:
        raise ValueError(f"--min {low} is more than --max {high}")
    return low, high


def _cluster(given: argparse.Namespace) -> str:
    return as_json(
        cluster(
            read_answers(given.file),
            topics=given.topics,
            bounds=_bounds(given),
            seed=given.seed,
            forms=read_forms(given.forms),
        )
    )


def _assign(given: argparse.Namespace) -> str:
    return as_json(
        assign(
            read_answers(given.file),
            read_topics(given.topics),
            threshold=given.threshold,
            forms=read_forms(given.forms),
        )
    )


def _explain(given: argparse.Namespace) -> str:
    found = explain(read_answers(given.file), forms=read_forms(given.forms))
    rows = [
        (
            one.id,
            ", ".join(f"{key} {chance:.2f}" for key, chance in one.concepts),
            ", ".join(f"{words} ({key})" for words, key in one.words),
            ", ".join(one.neighbours),
        )
        for one in found
    ]
    return as_tsv(("id", "concepts", "words", "neighbours"), rows)


def _coverage(given: argparse.Namespace) -> str:
    covered = coverage([answer.text for answer in read_answers(given.file)], forms=read_forms(given.forms))
    return as_tsv(
        ("kind", "key", "count", "share"),
        [(row.kind, row.key, row.count, f"{row.share:.3f}") for row in covered],
    )


def _verify(given: argparse.Namespace) -> str:
    topics = read_topics(given.topics) if given.topics else []
    forms = read_forms(given.forms)

    def again(manifest: Mapping[str, Any], answers: Sequence[Answer]) -> ClusterRun | AssignRun:
        asked = manifest["parameters"]
        if manifest["kind"] == "assign":
            return assign(answers, topics, threshold=asked["threshold"], forms=forms)
        bounds = tuple(asked["bounds"]) if asked["bounds"] else None
        return cluster(
            answers,
            topics=asked["topics"],
            bounds=bounds,
            min_size=asked["min_size"],
            seed=manifest["seed"],
            forms=forms,
        )

    found = differences(read_text(given.run_file), read_answers(given.file), again=again)
    if found:
        raise ValueError("not the same run: " + "; ".join(found))
    return "the same, byte for byte\n"


def _train(given: argparse.Namespace) -> str:
    lines: list[str] = []
    train(say=lines.append)
    return "\n".join(lines) + "\n"


def _bench(given: argparse.Namespace) -> str:
    report = run_benchmark()
    if given.json:
        Path(given.json).write_text(report.as_json(), encoding="utf-8")
    return as_table(report)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1")
    return int(text)


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= 1.0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number between 0 and 1")
    return value


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m analysis", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    def add(name: str, run: Callable[[argparse.Namespace], str], about: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=about, description=about)
        command.set_defaults(run=run)
        if name not in ("bench", "train"):
            command.add_argument(
                "file",
                metavar="FILE.tsv",
                help='tab-separated UTF-8 with a header and columns id, text; "-" for stdin',
            )
        return command

    add("identify", _identify, "script and variety of every text")
    add("transliterate", _transliterate, "Arabizi in Arabic script")
    clusters = add("cluster", _cluster, "groups within each theme, as JSON")
    clusters.add_argument("--topics", type=_count, metavar="N", help="number of groups per theme")
    clusters.add_argument("--min", type=_count, metavar="N", help="fewest groups per theme")
    clusters.add_argument("--max", type=_count, metavar="N", help="most groups per theme")
    clusters.add_argument("--seed", type=int, default=0, metavar="N")
    assigned = add("assign", _assign, "the given topic of every text, or review, as JSON")
    assigned.add_argument("--topics", required=True, metavar="TOPICS.json")
    assigned.add_argument(
        "--threshold",
        type=_share,
        metavar="P",
        help="probability under which an answer goes to review (learned on the development split when not given)",
    )
    explained = add("explain", _explain, "why: concepts, the words that name them, neighbours")
    covered = add("coverage", _coverage, "how much of a file the lexicon knows, and which words it does not")
    checked = add("verify", _verify, "computes a run again and says whether it is the same, byte for byte")
    checked.add_argument("--run", dest="run_file", required=True, metavar="RUN.json")
    checked.add_argument("--topics", metavar="TOPICS.json", help="the topics of an assign run")
    for command in (clusters, assigned, explained, covered, checked):
        command.add_argument(
            "--forms", metavar="CITY.tsv", help="a city's own words: columns concept, variety, kind, forms"
        )
    add("train", _train, "learns the bundled numbers from the written corpus again (minutes)")
    add("redact", _redact, "where personal data stands in every text")
    add("duplicates", _duplicates, "copies and light edits of one text")
    add("bench", _bench, "quality and speed on the bundled sets").add_argument("--json", metavar="OUT")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command, writes its output as UTF-8 to standard output, returns the exit code: 0, or 2 after
    one line of error.
    """
    given = _parser().parse_args(arguments)
    try:
        output = given.run(given)
    except (ValueError, OSError) as error:
        sys.stderr.write(f"analysis {given.command}: {' '.join(str(error).split())}\n")
        return 2
    try:
        sys.stdout.buffer.write(output.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader of a pipe may stop early; that is no error of ours.
        sys.stderr.close()
    return 0
