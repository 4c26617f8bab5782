"""The head of a consultation: its address, its languages, its days."""

import pytest

from consult.consultations.loader import load_consultation

# Before and after one change, what stands on the line it is told at, and words of what is told.
WRONG = {
    "dates reversed": (
        "closes: 2026-04-05",
        "closes: 2026-03-01",
        "closes: 2026-03-01",
        "closes before it opens",
    ),
    "a conference too early": (
        "conference: 2026-04-19",
        "conference: 2026-04-01",
        "conference: 2026-04-01",
        "Conference comes before",
    ),
    "no date": ("opens: 2026-03-02", "opens: tomorrow", "opens: tomorrow", "“tomorrow” is not a date"),
    "an impossible date": ("opens: 2026-03-02", "opens: 2026-02-30", "opens: 2026-02-30", "is not a date"),
    "a bad address": ("slug: small-town", "slug: Small Town", "slug: Small Town", "cannot be an address"),
    "an address too long": (
        "slug: small-town",
        "slug: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "slug: a",
        "too long",
    ),
    "an unknown stage": (
        "slug: small-town",
        "slug: small-town\n  stage: dream",
        "stage: dream",
        "“dream” is not one of",
    ),
    "no title": ("  title: {ar: م, fr: T, en: T}\n", "", "consultation:", "“title” is missing"),
    "a blank text": (
        "title: {ar: م, fr: T, en: T}",
        'title: {ar: " ", fr: T, en: T}',
        'title: {ar: " "',
        "missing in: ar",
    ),
    "a list for a value": ("slug: small-town", "slug: [a]", "slug: [a]", "Write one value"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_at_its_line(check, name):
    check(*WRONG[name])


def test_languages_that_are_not_asked_for_may_be_missing(small):
    only_arabic = small.replace("languages: [ar, fr, en]", "languages: [ar]").replace(", fr: M, en: T}", "}")
    document = load_consultation(only_arabic)
    assert document.languages == ("ar",)
    assert document.default_language == "ar"


def test_the_languages_are_known_before_the_texts_that_stand_above_them(small):
    moved = small.replace("  languages: [ar, fr, en]\n", "").replace(
        "  vision:", "  languages: [fr]\n  vision:"
    )
    document = load_consultation(moved.replace("title: {ar: م, fr: T, en: T}", "title: {fr: T}"))
    assert document.languages == ("fr",)


def test_a_language_the_site_does_not_have_is_told(small, told):
    assert [said for _, said in told(small.replace("[ar, fr, en]", "[ar, de]"))] == [
        "“de” is not one of: ar, fr, en."
    ]


def test_a_default_must_be_one_of_the_languages(small, told):
    changed = small.replace("languages: [ar, fr, en]", "languages: [fr]\n  default_language: ar")
    assert "“ar” is not one of: fr." in [said for _, said in told(changed)]
