"""The figures there are. A new one is a module, a template, and a line in `_MODULES` and `AnyFigure`; a module that
draws another's figure of its own tallies needs the line in `_MODULES` alone.

It refuses to know where tallies come from and where figures are shown.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol, TypeAlias, cast

from consult.consultations.kinds.contract import Asked
from consult.consultations.model import Question, ShowIf
from consult.results.figures import agreement, allocation, bands, bars, distribution, ranking
from consult.results.figures.contract import Figure, Group, Tallies
from consult.results.suppression import THRESHOLD

__all__ = ["FIGURES", "AnyFigure", "Figure", "Group", "Tallies", "build", "can_draw", "tally"]

AnyFigure: TypeAlias = (
    bars.Bars | agreement.Agreement | ranking.Ranking | allocation.Allocation | distribution.Distribution
)


class Drawer(Protocol):
    """What the module of a figure offers."""

    KINDS: tuple[str, ...]

    def tally(
        self, question: Asked[Any], groups: Iterable[Group], *, shown_to: int | None = None
    ) -> Tallies: ...

    def build(
        self, question: Asked[Any], tallies: Tallies, *, k: int = THRESHOLD, asked_if: ShowIf | None = None
    ) -> AnyFigure: ...


_MODULES = (bars, agreement, ranking, allocation, distribution, bands)

FIGURES: Mapping[str, Drawer] = {kind: cast(Drawer, module) for module in _MODULES for kind in module.KINDS}


def can_draw(question: Question) -> bool:
    """Open questions have no figure: their topics are published instead. A consent has none, and a note no
    answer.
    """
    return question.kind in FIGURES


def tally(question: Question, groups: Iterable[Group], *, shown_to: int | None = None) -> Tallies:
    """Counts stored values grouped by value and channel: a row of the database each, or a person each."""
    return FIGURES[question.kind].tally(question, groups, shown_to=shown_to)


def build(question: Question, tallies: Tallies, *, k: int = THRESHOLD) -> AnyFigure:
    """The figure of a question as it may be published. ValueError when the tallies do not add up."""
    return FIGURES[question.kind].build(question, tallies, k=k, asked_if=question.show_if)
