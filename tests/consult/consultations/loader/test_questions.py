"""Questions: what each can say about itself."""

import pytest

from consult.consultations.kinds import KINDS
from consult.consultations.loader import load_consultation

# Before and after one change, what stands on the line it is told at, and words of what is told.
WRONG = {
    "an unknown kind": ("type: matrix", "type: marix", "type: marix", "“marix”, which is not known"),
    "no kind": ("    type: matrix\n", "", "id: q_rows", "“type” is missing"),
    "a text without a language": (
        "text: {ar: م, fr: Q, en: Q}",
        "text: {ar: م, fr: Q}",
        "text: {ar: م, fr: Q}",
        "en",
    ),
    "a misspelt key": ("show_if:", "show_iff:", "show_iff:", "Is “show_if” meant?"),
    "a key of another kind": (
        "total: 100",
        "total: 100\n    max_chars: 9",
        "max_chars: 9",
        "“max_chars” is not known",
    ),
    "a question's id twice": ("id: q_why", "id: q_link", "- id: q_link\n    type: open", "used twice"),
    "a name of the form itself": ("id: q_why", "id: finish", "id: finish", "the form itself uses"),
    "an option's id twice": (
        "{id: b, label",
        "{id: a, label",
        "fr: B, en: B}, free_text",
        "“a” is used twice",
    ),
    "an unknown objective": ("objective: S1", "objective: S9", "objective: S9", "“S9” is not defined"),
    "an unknown lens": ("lenses: [migration]", "lenses: [peace]", "lenses: [peace]", "“peace” is not one of"),
    "a lens that is not said": ("    lenses: [migration]\n", "", "cluster: {by: lens}", "needs a “theme”"),
    "an unknown clustering": ("by: lens", "by: mood", "by: mood", "“mood” is not one of"),
    "a total off its steps": ("total: 100", "total: 105", "total: 105", "multiple of “step”"),
    "a number in words": ("step: 10", "step: ten", "step: ten", "“ten” is not a whole number"),
    "a list borrowed from nowhere": (
        "items_from: axes",
        "items_from: cities",
        "items_from: cities",
        "“cities” is not one of",
    ),
    "a list given twice": ("items_from: axes", "items_from: axes\n    items: []", "id: q_share", "not both"),
    "a point twice": (
        "{value: 2, label",
        "{value: 1, label",
        "{value: 1, label: {ar: م, fr: B",
        "1 is used twice",
    ),
    "one option only": (
        '        - {id: "2", label: {ar: م, fr: B, en: B}}\n    - id: d_channel',
        "    - id: d_channel",
        'options:\n        - {id: "1", label: {ar: م, fr: A, en: A}}\n    - id: d_channel',
        "At least 2",
    ),
    "two free texts": (
        "objective: S1}",
        "free_text: true}",
        "options:\n      - {id: a, label: {ar: م, fr: A, en: A}, free_text",
        "Only one entry",
    ),
    "neither yes nor no": (
        "free_text: true",
        "free_text: perhaps",
        "free_text: perhaps",
        "“perhaps” is not one of: true, false",
    ),
    "a bad question id": ("id: q_why", "id: q.why", "q.why", "cannot be a question's id"),
    "a bad option id": ("{id: a,", "{id: a b,", "{id: a b", "cannot be an id"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_at_its_line(check, name):
    check(*WRONG[name])


def test_one_mistake_is_told_once_and_accuses_no_other(small, told):
    for name in ("an unknown kind", "an unknown objective", "a misspelt key", "a total off its steps"):
        before, after, _, _ = WRONG[name]
        assert len(told(small.replace(before, after, 1))) == 1


def test_an_unknown_kind_is_told_by_name_with_the_kinds_there_are(small, told):
    ((_, said),) = told(small.replace("type: matrix", "type: slider"))
    assert "“q_rows”" in said
    assert "“slider”" in said
    assert all(kind in said for kind in KINDS)


def test_a_question_clustered_by_lens_has_its_one_lens_as_theme(small):
    assert load_consultation(small).questionnaire.question("q_why").theme == "migration"


def test_a_theme_said_outright_stands(small):
    changed = small.replace("cluster: {by: lens}", "cluster: {by: lens}\n    theme: sea")
    assert load_consultation(changed).questionnaire.question("q_why").theme == "sea"
