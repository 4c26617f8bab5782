"""Themes are given: the axes of the framework, and the transversal issues that a question is about.

It says where the theme of each answer comes from; it refuses to know what citizens wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from consult.consultations.model.document import ConsultationDocument, Objective, Question
from consult.i18n.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme without objectives is a lens: only a question gives it, no description can."""

    id: str
    name: Text
    description: Text | None = None
    objectives: tuple[Objective, ...] = ()
    is_lens: bool = False


class ThemeSource(StrEnum):
    QUESTION = "question"  # every answer has the question's theme
    CITIZEN = "citizen"  # the citizen chose it; those who did not are assigned
    DESCRIPTIONS = "descriptions"  # assigned from what the themes say


def themes(document: ConsultationDocument) -> tuple[Theme, ...]:
    """The axes in their order, then the transversal issues that some question gives as its theme."""
    axes = tuple(
        Theme(
            id=axis.id,
            name=axis.name,
            description=axis.strapline,
            objectives=tuple(objective for objective in document.objectives if objective.axis == axis.id),
        )
        for axis in document.axes
    )
    given = {question.theme for question in document.questionnaire.questions}
    lenses = (
        Theme(id=issue.id, name=issue.name, is_lens=True)
        for issue in document.transversal
        if issue.id in given
    )
    return (*axes, *lenses)


def theme_of(document: ConsultationDocument, identifier: str) -> Theme | None:
    return next((theme for theme in themes(document) if theme.id == identifier), None)


def descriptions(theme: Theme) -> dict[str, tuple[str, ...]]:
    """Everything that says what a theme is about, by language, for whoever assigns answers to themes."""
    said: dict[str, list[str]] = {}
    texts = [
        theme.name,
        theme.description,
        *(text for o in theme.objectives for text in (o.title, o.text, o.fact)),
    ]
    for text in filter(None, texts):
        for code in ("ar", "fr", "en"):
            if written := getattr(text, code):
                said.setdefault(code, []).append(written)
    for objective in theme.objectives:
        for variety, seeds in objective.seeds.items():
            said.setdefault(variety, []).extend(seeds)
    return {variety: tuple(written) for variety, written in said.items()}


def clustered_questions(document: ConsultationDocument) -> tuple[Question, ...]:
    """The questions whose words are grouped into topics."""
    return tuple(question for question in document.questionnaire.questions if question.cluster is not None)


def theme_source(question: Question) -> ThemeSource:
    if question.theme is not None:
        return ThemeSource.QUESTION
    if question.cluster is not None and question.cluster.by == "axis":
        return ThemeSource.CITIZEN
    return ThemeSource.DESCRIPTIONS
