"""Releases: the same content has the same hash for ever, and what is public holds nothing of the desk."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from consult.i18n.text import Text
from consult.results.model import (
    NOT_A_POLL,
    canonical,
    content_hash,
    decode,
    encode,
    mix,
    public,
    publish,
    retract,
    topic_counts,
)

AT = datetime(2026, 4, 20, 9, 0, tzinfo=UTC)


def test_a_release_comes_back_from_storage_as_it_was_with_the_same_hash(draft):
    stored = json.loads(json.dumps(encode(draft)))
    assert decode(stored) == draft
    assert content_hash(decode(stored)) == content_hash(draft)


def test_the_hash_can_be_computed_again_from_the_public_document(draft):
    downloaded = json.loads(canonical(public(draft)))
    shuffled = dict(reversed(downloaded.items()))
    assert canonical(shuffled) == canonical(public(draft))


def test_publishing_and_withdrawing_do_not_change_the_hash(draft, original):
    release = publish(draft, originals={"a1": original}, at=AT)
    reason = Text(ar="خطأ", fr="Erreur", en="Mistake")
    assert (
        content_hash(draft) == content_hash(release) == content_hash(retract(release, reason=reason, at=AT))
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"titles": Text(ar="غير", fr="Autre", en="Other")},
        {"n": 1001},
        {"version": 2},
        {"figures": ()},
        {"not_a_poll": Text()},
    ],
)
def test_any_change_of_content_changes_the_hash(draft, changed):
    assert content_hash(replace(draft, **changed)) != content_hash(draft)


def test_the_public_document_leads_to_no_answer_and_names_no_staff(draft):
    document = json.dumps(public(draft), ensure_ascii=False)
    assert draft.quotes[0].text in document
    for inside in ("a1", "Amel", "answer_id", "approved_by", "redactions", "Samir", "98 123 456"):
        assert f'"{inside}"' not in document
        assert inside not in draft.quotes[0].text


def test_a_quote_shows_the_words_and_blocks_for_what_is_personal(draft):
    assert draft.quotes[0].text == "▇▇▇, ▇▇▇: the bus never comes to our street."


def test_it_says_in_every_language_that_this_is_no_poll():
    assert NOT_A_POLL.missing() == ()


def test_figures_and_topics_are_found_by_their_keys(draft):
    assert draft.figure("q_evening") is draft.figures[1]
    assert draft.figure("q_absent") is None
    assert draft.topic("t_bus").share == 0.3
    assert draft.topic("t_light").share is None
    assert draft.topic("t_absent") is None


def test_topics_stand_in_order_of_size_and_hidden_ones_last(draft):
    bus, light = draft.topics
    road = replace(bus, id="t_road", count=200, quotes=())
    mixed = replace(draft, topics=(light, bus, road))
    assert [topic.id for topic in mixed.topics_of("planning")] == ["t_road", "t_bus", "t_light"]
    assert mixed.topics_of("economy") == ()


@given(st.lists(st.integers(0, 60), min_size=1, max_size=8), st.integers(0, 80))
def test_hidden_topics_cannot_be_worked_out_from_the_base_of_their_theme(counts, ungrouped):
    base = sum(counts) + ungrouped
    shown = topic_counts({str(at): count for at, count in enumerate(counts)}, base=base)
    hidden = [count for count, printed in zip(counts, shown.values(), strict=True) if printed is None]
    left = base - sum(count for count in shown.values() if count is not None)
    assert all(count == 0 or count >= 10 for count in shown.values() if count is not None)
    assert len(hidden) in (0, len(counts)) or left - sum(1 for count in hidden) >= 10


def test_a_mix_hides_the_few():
    assert {part.key: part.count for part in mix({"aeb": 80, "fr": 35, "en": 5})} == {
        "aeb": 80,
        "fr": None,
        "en": None,
    }
