"""Themes are given, and each clustered question says where the theme of an answer comes from."""

from pathlib import Path

from consult.consultations.loader import load_consultation
from consult.consultations.model import (
    ThemeSource,
    clustered_questions,
    descriptions,
    theme_of,
    theme_source,
    themes,
)

DEMO = (Path(__file__).parents[4] / "consult" / "demo" / "gabes.yaml").read_text(encoding="utf-8")
DOCUMENT = load_consultation(DEMO)


def test_themes_are_the_axes_in_order_and_the_issues_that_questions_give():
    assert [theme.id for theme in themes(DOCUMENT)] == [
        "economy",
        "inclusion",
        "environment",
        "planning",
        "migration",
    ]
    assert [theme.is_lens for theme in themes(DOCUMENT)] == [False, False, False, False, True]


def test_an_issue_that_no_question_gives_is_no_theme():
    assert theme_of(DOCUMENT, "gender") is None


def test_objectives_stand_under_their_theme():
    environment = theme_of(DOCUMENT, "environment")
    assert [objective.id for objective in environment.objectives] == ["ENV1", "ENV2", "ENV3"]
    assert theme_of(DOCUMENT, "migration").objectives == ()


def test_each_way_of_giving_a_theme_occurs_in_the_demonstration():
    sources = {question.key: theme_source(question) for question in clustered_questions(DOCUMENT)}
    assert sources == {
        "q_change": ThemeSource.DESCRIPTIONS,
        "q_project": ThemeSource.CITIZEN,
        "q_stay": ThemeSource.QUESTION,
    }


def test_a_theme_says_in_every_language_what_it_is_about():
    said = descriptions(theme_of(DOCUMENT, "environment"))
    assert set(said) == {"ar", "fr", "en", "aeb", "arabizi"}
    assert "Environment" in said["en"]
    assert "Save the coastal oasis and its water" in said["en"]
    assert "namous" in said["arabizi"]
    assert descriptions(theme_of(DOCUMENT, "migration"))["fr"] == ("Migration",)
