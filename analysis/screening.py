"""Screens texts: script and variety, personal data, copies. The first thing that happens to an answer after
it is stored.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.model import Screening
from analysis.text.duplicates import duplicate_groups
from analysis.text.identify import identify
from analysis.text.personal import find_personal


def screen(texts: Sequence[str]) -> list[Screening]:
    """One `Screening` per text, in order; any text is accepted. Copies are sought among these texts only."""
    groups = duplicate_groups(texts)
    screenings: list[Screening] = []
    for text, group in zip(texts, groups, strict=True):
        found = identify(text)
        screenings.append(
            Screening(
                script=found.script,
                variety=found.variety,
                confidence=found.confidence,
                personal=find_personal(text),
                duplicate_group=group,
            )
        )
    return screenings
