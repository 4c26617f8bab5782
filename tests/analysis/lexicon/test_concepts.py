"""The civic lexicon's tables."""

from collections import Counter

import pytest

from analysis.lexicon.concepts import (
    FORM_VARIETIES,
    Form,
    all_concepts,
    bundled_forms,
    concept_keys,
    parse_forms,
)
from analysis.text.normalise import normalise


def test_a_hundred_concepts_and_more_have_names_glosses_and_a_field_in_three_languages() -> None:
    found = all_concepts()
    assert len(found) >= 100
    assert len(set(concept_keys())) == len(found)
    for concept in found:
        assert concept.field
        assert set(concept.names) == set(concept.glosses) == {"ar", "fr", "en"}
        assert all(concept.names.values())
        assert all(concept.glosses.values())


def test_every_concept_about_the_city_is_tied_to_goals() -> None:
    untied = {concept.key for concept in all_concepts() if not concept.sdgs}
    assert untied == {"praise_thanks", "off_topic"}
    assert all(1 <= goal <= 17 for concept in all_concepts() for goal in concept.sdgs)


def test_no_two_concepts_have_the_same_name() -> None:
    for language in ("ar", "fr", "en"):
        names = Counter(concept.names[language] for concept in all_concepts())
        assert [name for name, count in names.items() if count > 1] == []


def test_every_concept_is_named_in_every_variety() -> None:
    counts = Counter((form.concept, form.variety) for form in bundled_forms())
    thin = [
        (key, variety) for key in concept_keys() for variety in FORM_VARIETIES if counts[key, variety] < 20
    ]
    assert thin == []
    assert sum(counts.values()) > 40_000


def test_no_form_serves_two_concepts() -> None:
    script = {"ar": "arabic", "aeb": "arabic"}
    owners: dict[tuple[str, str], set[str]] = {}
    for form in bundled_forms():
        owners.setdefault((script.get(form.variety, form.variety), normalise(form.text)), set()).add(
            form.concept
        )
    assert {key: own for key, own in owners.items() if len(own) > 1} == {}


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ({"concept": "moon", "variety": "fr", "kind": "word", "forms": "lune"}, "moon"),
        ({"concept": "noise", "variety": "de", "kind": "word", "forms": "laut"}, "de"),
        ({"concept": "noise", "variety": "fr", "kind": "song", "forms": "air"}, "song"),
        ({"concept": "noise", "variety": "fr", "kind": "word", "forms": "trop fort"}, "trop fort"),
        ({"concept": "noise", "variety": "fr", "kind": "word", "forms": "bruit | "}, "noise"),
    ],
)
def test_a_malformed_form_is_refused_by_name(row: dict[str, str], what: str) -> None:
    with pytest.raises(ValueError, match=what):
        parse_forms([row])


def test_a_citys_own_words_are_read_like_the_bundled_ones() -> None:
    row = {"concept": "floods_rainwater", "variety": "aeb", "kind": "phrase", "forms": "واد قابس | واد جارة"}
    assert parse_forms([row]) == [
        Form(concept="floods_rainwater", variety="aeb", kind="phrase", text="واد قابس"),
        Form(concept="floods_rainwater", variety="aeb", kind="phrase", text="واد جارة"),
    ]
