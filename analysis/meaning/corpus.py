"""Reads the written civic corpus: answers by concept and variety, in three splits that never mix.

`train` teaches the recogniser, `dev` sets its few constants, `test` is read by the bench alone. Every line
was written for this project; nobody's answer is in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from analysis.lexicon import concept_keys
from analysis.model import Topic
from analysis.wordlists import document, names, rows

Split = Literal["train", "dev", "test"]
_PARTS: Final = {"train": "corpus/train_*.tsv", "dev": "corpus/dev.tsv", "test": "corpus/test.tsv"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenAnswer:
    """One line of the corpus: `concept` is what it speaks of, `also` a second concept or None, `theme` its
    theme in the test split's own list, or None.
    """

    text: str
    variety: str
    concept: str
    also: str | None = None
    theme: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """Themes a city might offer, and the concepts that belong to each (None: those of no theme)."""

    name: str
    topics: tuple[Topic, ...]
    concepts: tuple[frozenset[str], ...]

    def topic_of(self, concept: str) -> int | None:
        """The place of the topic a concept belongs to."""
        return next((place for place, own in enumerate(self.concepts) if concept in own), None)


@cache
def corpus(split: Split) -> tuple[WrittenAnswer, ...]:
    """The answers of one split, in the order of its files. Raises ValueError for a concept nobody knows."""
    known = set(concept_keys())
    found: list[WrittenAnswer] = []
    for name in names(_PARTS[split]):
        for row in rows(name):
            if row["concept"] not in known:
                raise ValueError(f'{name}: no concept is called "{row["concept"]}"')
            found.append(
                WrittenAnswer(
                    text=row["text"],
                    variety=row["variety"],
                    concept=row["concept"],
                    also=row["also"] or None,
                    theme=row.get("theme") or None,
                )
            )
    return tuple(found)


@cache
def codebooks() -> tuple[Codebook, ...]:
    """The written codebooks that stand for what cities may ask about."""
    return tuple(
        Codebook(
            name=book["name"],
            topics=tuple(
                Topic(key=topic["key"], names=topic["names"], descriptions=topic["descriptions"])
                for topic in book["topics"]
            ),
            concepts=tuple(frozenset(topic["concepts"]) for topic in book["topics"]),
        )
        for book in document("corpus/codebooks.json")["codebooks"]
    )
