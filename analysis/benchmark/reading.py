"""Measures how single texts are read: variety, Arabizi, personal data, copies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from sklearn.metrics import f1_score

from analysis.benchmark.report import Row
from analysis.meaning.corpus import corpus
from analysis.text.arabizi import transliterate_word
from analysis.text.duplicates import duplicate_groups
from analysis.text.identify import VARIETIES, identify
from analysis.text.normalise import normalise
from analysis.text.personal import find_personal
from analysis.wordlists import rows

_MARK: Final = re.compile(r"\{(\w+):([^}]*)\}")
_SHORTEST: Final = 15
_PLANTED: Final = 0.02


def identification() -> Iterable[Row]:
    """Macro-F1 over the six varieties of the test split, texts of 15 characters or more."""
    items = [answer for answer in corpus("test") if len(answer.text) >= _SHORTEST]
    gold, found = [answer.variety for answer in items], [identify(answer.text).variety for answer in items]
    labels = [variety for variety in VARIETIES if variety != "other"]
    value = float(f1_score(gold, found, labels=labels, average="macro"))
    yield Row(name="variety, macro-F1", on="test civic", count=len(items), value=value, target=0.95)
    arabizi = [one == "arabizi" for own, one in zip(gold, found, strict=True) if own == "arabizi"]
    yield Row(
        name="variety, Arabizi recall",
        on="test civic",
        count=len(arabizi),
        value=float(np.mean(arabizi)),
        target=0.95,
    )


def edits(one: str, other: str) -> int:
    """Levenshtein distance in letters."""
    previous = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        current = [place]
        for column, against in enumerate(other, start=1):
            current.append(
                min(previous[column] + 1, current[-1] + 1, previous[column - 1] + (letter != against))
            )
        previous = current
    return previous[-1]


def transliteration() -> Iterable[Row]:
    """Token-exact share and character error of Arabizi words against the spelling a Tunisian would give."""
    for name, on in (("dev/arabizi.tsv", "dev arabizi"), ("corpus/arabizi_test.tsv", "test arabizi")):
        pairs = [
            (normalise(transliterate_word(row["latin"])), normalise(row["arabic"])) for row in rows(name)
        ]
        exact = float(np.mean([one == gold for one, gold in pairs]))
        errors = sum(edits(one, gold) for one, gold in pairs) / sum(len(gold) for _, gold in pairs)
        yield Row(name="Arabizi, token exact", on=on, count=len(pairs), value=exact, target=0.5)
        yield Row(
            name="Arabizi, character error", on=on, count=len(pairs), value=errors, target=0.2, better="less"
        )


def _marked(line: str) -> tuple[str, set[tuple[int, int, str]]]:
    text, spans, last = "", set(), 0
    for match in _MARK.finditer(line):
        text += line[last : match.start()]
        spans.add((len(text), len(text) + len(match.group(2)), match.group(1)))
        text += match.group(2)
        last = match.end()
    return text + line[last:], spans


def personal_data() -> Iterable[Row]:
    """Recall and precision of marked spans, exact to the character."""
    counts = {group: [0, 0, 0] for group in ("structured", "names")}
    for row in rows("dev/personal_test.tsv"):
        text, gold = _marked(row["text"])
        found = {(span.start, span.end, span.kind) for span in find_personal(text)}
        for group, tally in counts.items():
            own, seen = (
                {span for span in spans if (span[2] == "name") == (group == "names")}
                for spans in (gold, found)
            )
            tally[0] += len(own & seen)
            tally[1] += len(own)
            tally[2] += len(seen)
    targets = {"structured": (0.99, 0.97), "names": (0.9, 0.8)}
    for group, (right, given, claimed) in counts.items():
        recall, precision = targets[group]
        yield Row(
            name=f"personal data, {group} recall",
            on="test personal",
            count=given,
            value=right / given,
            target=recall,
        )
        yield Row(
            name=f"personal data, {group} precision",
            on="test personal",
            count=claimed,
            value=right / max(1, claimed),
            target=precision,
        )


def _light_edit(text: str, draw: np.random.Generator) -> str:
    words = text.split()
    kind = str(draw.choice(["copy", "drop", "swap", "prefix"]))
    if kind == "drop" and len(words) > 7:
        words.pop(int(draw.integers(len(words))))
    elif kind == "swap" and len(words) > 7:
        words[int(draw.integers(len(words)))] = "xx"
    elif kind == "prefix":
        words.insert(0, "svp")
    return " ".join(words) + str(draw.choice(["", "!", " ."]))


def _planted(texts: Sequence[str]) -> tuple[list[str], list[int | None]]:
    """The texts with copies and light edits of some of them, 2 % in all, and which text each stems from."""
    draw = np.random.default_rng(0)
    grown, source = list(texts), [None] * len(texts)
    origin: list[int | None] = list(source)
    long = [place for place, text in enumerate(texts) if len(text.split()) >= 6]
    for place in draw.choice(long, size=max(1, round(_PLANTED * len(texts) / 4)), replace=False).tolist():
        origin[place] = place
        for _ in range(4):
            grown.append(_light_edit(texts[place], draw))
            origin.append(place)
    return grown, origin


def campaigns() -> Iterable[Row]:
    """Pairs of planted copies found among the whole written corpus."""
    everything = [answer.text for split in ("train", "dev", "test") for answer in corpus(split)]
    texts, origin = _planted(sorted(set(everything)))
    groups = duplicate_groups(texts)
    gold, found = _pairs(origin), _pairs(groups)
    yield Row(
        name="campaigns, pair recall",
        on="planted copies",
        count=len(gold),
        value=len(gold & found) / len(gold),
        target=0.98,
    )
    yield Row(
        name="campaigns, pair precision",
        on="planted copies",
        count=len(found),
        value=len(gold & found) / max(1, len(found)),
        target=0.98,
        note=f"2 % planted among {len(texts)} texts",
    )


def _pairs(keys: Sequence[object]) -> set[tuple[int, int]]:
    members: dict[object, list[int]] = {}
    for place, key in enumerate(keys):
        if key is not None:
            members.setdefault(key, []).append(place)
    return {(one, other) for own in members.values() for one in own for other in own if other < one}
