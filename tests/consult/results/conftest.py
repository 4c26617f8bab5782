"""Questions of every kind that has a figure, answers to them, and figures drawn in a page's language."""

from collections.abc import Callable, Mapping
from datetime import date as Day
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from consult.consultations.kinds import (
    allocation,
    date,
    likert,
    matrix,
    multiple_choice,
    number,
    place,
    ranking,
    scale,
    single_choice,
    statements,
)
from consult.consultations.kinds.choices import Choice
from consult.consultations.kinds.points import Point
from consult.consultations.model import Question, ShowIf
from consult.i18n import formats
from consult.i18n.locales import Locale
from consult.i18n.text import Text
from consult.results import figures
from consult.results.figures import AnyFigure, Group

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"


def said(words: str) -> Text:
    return Text(ar=f"{words} بالعربية", fr=f"{words} en français", en=words)


OPTIONS = tuple(Choice(id=name, label=said(name)) for name in ("air", "water", "waste", "work"))
POINTS = tuple(Point(value=value, label=said(f"level {value}")) for value in range(1, 6))
SPECS: Mapping[str, Any] = {
    "single_choice": single_choice.Spec(options=OPTIONS),
    "multiple_choice": multiple_choice.Spec(options=OPTIONS, max_choices=3),
    "place": place.Spec(options=OPTIONS),
    "likert": likert.Spec(scale=POINTS, no_opinion=True),
    "matrix": matrix.Spec(rows=OPTIONS, scale=POINTS[:4], no_opinion=True),
    "statements": statements.Spec(statements=OPTIONS),
    "ranking": ranking.Spec(items=OPTIONS, allow_partial=True),
    "allocation": allocation.Spec(items=OPTIONS, total=100, step=10, unit=said("dinars")),
    "scale": scale.Spec(min=0, max=10, ends=(said("never"), said("always")), no_opinion=True),
    "number": number.Spec(most=60, unit=said("persons")),
    "date": date.Spec(earliest=Day(2026, 1, 15), latest=Day(2026, 6, 30)),
}


@pytest.fixture
def ask() -> Callable[..., Question]:
    def of_kind(kind: str, *, key: str = "q_x", show_if: ShowIf | None = None) -> Question:
        return Question(key=key, prompt=said("What matters?"), spec=SPECS[kind], show_if=show_if)

    return of_kind


@pytest.fixture
def figure(ask: Callable[..., Question]) -> Callable[..., AnyFigure]:
    """A figure from groups: (value, people) or (value, people, channel)."""

    def from_groups(
        kind: str,
        *groups: tuple[object, int] | tuple[object, int, str],
        key: str = "q_x",
        seen: int | None = None,
        k: int = 10,
        show_if: ShowIf | None = None,
    ) -> AnyFigure:
        question = ask(kind, key=key, show_if=show_if)
        counted = [Group(value=g[0], people=g[1], channel=g[2] if len(g) > 2 else "web") for g in groups]
        return figures.build(question, figures.tally(question, counted, shown_to=seen), k=k)

    return from_groups


@cache
def _environment(locale: Locale) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    environment.filters.update(
        number=lambda value: formats.number(value, locale=locale),
        percent=lambda share: formats.percent(share, locale=locale),
    )
    environment.globals["ui"] = SimpleNamespace(data=environment.get_template("ui/data.html").module)
    return environment


@pytest.fixture
def draw() -> Callable[[AnyFigure, Locale], str]:
    """The HTML of a figure in a page of that language; the sentences around it stay English."""

    def in_locale(drawn: AnyFigure, locale: Locale) -> str:
        module: Any = _environment(locale).get_template(f"figures/{drawn.name}.html").module
        return str(module.draw(drawn, SimpleNamespace(locale=locale)))

    return in_locale
