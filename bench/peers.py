"""The same answers and the same vectors given to other people's methods and to ours, one line each.

    python -m bench.peers FILE.tsv [--json OUT]

FILE.tsv has columns text, variety and theme (or concept, whose field in the bundled list of concepts is then the
theme). Three kinds of vectors: "raw" as the encoder gives them, "centred" after the library's language centring,
"meaning" after its concept recogniser too. On equal vectors methods are compared; "ours, whole" starts from the
texts and also knows the concepts, so it is compared with peers on "meaning" only.

Beware of a file whose themes are fields of our own concepts: the recogniser learned that division, and its notion
of kinship contains it. There "meaning" and "ours, whole" show how well it was learned, not that a method is better.

Where a method wants a number of groups it is told the number of themes. None encodes anything, except KeyNMF its
words. What is not installed is named, what fails says why; seconds include compiling at first use. See
bench/requirements-peers.txt.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
from sklearn.metrics import adjusted_mutual_info_score

from analysis import encode, identify
from analysis.meaning import recogniser
from analysis.meaning.space import MeaningSpace
from analysis.reduce.centering import LanguageCentering, unit_rows
from analysis.reduce.reference import reference_centering
from analysis.tables import read_rows
from analysis.wordlists import rows as bundled
from bench.peer_methods import METHODS, OURS, Labels, Sample, Vectors


@dataclass(frozen=True, kw_only=True)
class Figures:
    """One method on one kind of vectors. AMI counts what is left out as one group of its own; `ami_placed` leaves
    it out. `note` says why there are no figures.
    """

    method: str
    vectors: str
    ami_theme: float | None = None
    ami_language: float | None = None
    ami_placed: float | None = None
    left_out: float | None = None
    groups: int | None = None
    seconds: float | None = None
    note: str = ""


def _missing(packages: Sequence[str]) -> list[str]:
    found = []
    for package in packages:
        try:
            version(package)
        except PackageNotFoundError:
            found.append(package)
    return found


def figures_of(
    name: str, method: Callable[[Sample], Labels], packages: Sequence[str], sample: Sample, kind: str
) -> Figures:
    """Runs one method; what is missing or fails becomes a note."""
    missing = _missing(packages)
    if missing:
        return Figures(method=name, vectors=kind, note=f"not installed: {', '.join(missing)}")
    began = time.perf_counter()
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            labels = method(sample)
    except Exception as error:  # a peer's failure is a result
        told = " ".join(str(error).split())[:120]
        return Figures(method=name, vectors=kind, note=f"failed: {type(error).__name__}: {told}")
    seconds = time.perf_counter() - began
    placed = [place for place, label in enumerate(labels) if label >= 0]
    return Figures(
        method=name,
        vectors=kind,
        ami_theme=float(adjusted_mutual_info_score(sample.themes, labels)),
        ami_language=float(adjusted_mutual_info_score(sample.varieties, labels)),
        ami_placed=float(
            adjusted_mutual_info_score(
                [sample.themes[place] for place in placed], [labels[place] for place in placed]
            )
        ),
        left_out=1.0 - len(placed) / len(labels),
        groups=len({labels[place] for place in placed}),
        seconds=seconds,
    )


def _theme_of() -> Mapping[str, str]:
    return {row["key"]: row["field"] for row in bundled("lexicon/concepts.tsv")}


def _gold(path: str, rows: Sequence[Mapping[str, str]]) -> list[str]:
    if "theme" in rows[0]:
        return [row["theme"] for row in rows]
    if "concept" in rows[0]:
        fields = _theme_of()
        return [fields[row["concept"]] for row in rows]
    raise ValueError(f'{path}: no column "theme" or "concept"')


def samples(path: str) -> dict[str, Sample]:
    """The file's answers with each kind of vectors. Raises ValueError when it names no themes."""
    rows = read_rows(path, needed=("text", "variety"))
    themes, texts, varieties = (
        _gold(path, rows),
        [row["text"] for row in rows],
        [row["variety"] for row in rows],
    )
    given = encode(texts, varieties=varieties)
    raw = given.astype(np.float64)
    reference = reference_centering()
    once = reference.transform(raw, languages=varieties)
    second = LanguageCentering().fit(once, languages=varieties)
    twice = second.transform(once, languages=varieties)

    def raw_words(words: Sequence[str]) -> Vectors:
        return encode(words).astype(np.float64)

    def centred_words(words: Sequence[str]) -> Vectors:
        own = [identify(word).variety for word in words]
        return unit_rows(
            second.transform(reference.transform(raw_words(words), languages=own), languages=own)
        )

    def no_words(words: Sequence[str]) -> Vectors:
        raise ValueError("words have no place in the space of meaning")

    reader = recogniser()
    chances = reader.predict_proba(texts, varieties=varieties, vectors=given)
    meaning = MeaningSpace(kinship=reader.kinship_).fit_transform(chances, vectors=twice)
    first = Sample(
        texts=texts, themes=themes, varieties=varieties, vectors=raw, raw=raw, encode_words=raw_words
    )
    return {
        "raw": first,
        "centred": replace(first, vectors=unit_rows(twice), encode_words=centred_words),
        "meaning": replace(first, vectors=meaning, encode_words=no_words, is_projected=True),
    }


def compare(path: str) -> Iterator[Figures]:
    """Ours as a whole first, then every method on every kind of vectors."""
    given = samples(path)
    for name, (method, packages) in OURS.items():
        yield figures_of(name, method, packages, given["raw"], "from texts")
    for name, (method, packages) in METHODS.items():
        for kind, sample in given.items():
            yield figures_of(name, method, packages, sample, kind)


def _line(one: Figures) -> str:
    if one.ami_theme is None:
        return f"{one.method:<24}{one.vectors:<14}{one.note}"
    return (
        f"{one.method:<24}{one.vectors:<14}{one.ami_theme:>9.3f}{one.ami_language:>9.3f}{one.ami_placed:>9.3f}"
        f"{one.left_out:>9.1%}{one.groups:>8}{one.seconds:>9.1f}"
    )


def main() -> int:
    """Prints the figures as they come, writes them as JSON when asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file")
    parser.add_argument("--json", metavar="OUT")
    given = parser.parse_args()
    print(
        f"{'method':<24}{'vectors':<14}{'theme':>9}{'language':>9}{'placed':>9}{'left out':>9}{'groups':>8}{'seconds':>9}"
    )
    found = []
    for one in compare(given.file):
        print(_line(one), flush=True)
        found.append(asdict(one))
    print(
        "theme, language: AMI over all answers, those left out being one group; placed: AMI with theme without them"
    )
    if given.json:
        Path(given.json).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
