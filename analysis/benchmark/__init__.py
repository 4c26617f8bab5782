"""Measures the library on its written sets, and on SIB-200 where its files are at hand.

Figures are printed as they come beside their targets; nothing here asserts one. Only this room reads the test
split.
"""

from __future__ import annotations

from typing import Final

from analysis.benchmark.general import general_sentences
from analysis.benchmark.meaning import (
    described,
    discovery,
    lexicon,
    other_codebooks,
    with_examples,
)
from analysis.benchmark.reading import campaigns, identification, personal_data, transliteration
from analysis.benchmark.report import Report, Row, as_table
from analysis.benchmark.speed import speed
from analysis.estimator import one_thread

__all__ = ["Report", "Row", "as_table", "run_benchmark"]

_SECTIONS: Final = (
    described, with_examples, discovery, other_codebooks, lexicon, general_sentences, identification,
    transliteration, personal_data, campaigns, speed,
)  # fmt: skip


def run_benchmark() -> Report:
    """Runs every section; about two minutes with SIB-200 on one core."""
    with one_thread():
        return Report(rows=tuple(row for section in _SECTIONS for row in section()))
