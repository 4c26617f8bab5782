"""What is stored of an act."""

from typing import Any, get_args
from uuid import UUID

import msgspec
import pytest

from consult.clusters.model.acts import Payload, payload_of

ONE, TWO, THREE = (UUID(int=n) for n in (1, 2, 3))
NAMES = {"ar": "الهواء", "fr": "L'air", "en": "Air"}

STORED: dict[str, dict[str, Any]] = {
    "cluster_accepted": {"cluster": ONE, "topic": TWO, "theme": "environment", "names": NAMES},
    "cluster_joined": {"cluster": ONE, "topic": TWO},
    "topic_created": {"topic": ONE, "theme": "environment", "names": NAMES},
    "topic_renamed": {"topic": ONE, "names": NAMES},
    "topic_described": {"topic": ONE, "description": {"fr": "Les odeurs."}},
    "topics_merged": {"sources": [ONE, TWO], "target": THREE},
    "topic_split": {"source": ONE, "topic": TWO, "names": NAMES, "answers": [THREE]},
    "answer_moved": {"answers": [ONE], "topic": TWO},
    "answer_pinned": {"answers": [ONE, TWO], "topic": THREE},
    "answer_excluded": {"answers": [ONE], "reason": "off_topic", "note": "A poem."},
    "theme_corrected": {"answers": [ONE], "theme": "economy"},
    "topic_linked": {"topic": ONE, "relation": "supports", "objective": "ENV1", "reason": "Same wish."},
    "topic_unlinked": {"topic": ONE, "objective": "ENV1"},
    "topic_decided": {"topic": ONE, "outcome": "adopted", "reason": NAMES},
    "note_added": {"about": ONE, "text": "Read again."},
    "undone": {"event": ONE},
}


def test_every_act_has_a_word_that_logs_of_years_ago_were_written_with() -> None:
    assert {kind.__struct_config__.tag for kind in get_args(Payload)} == set(STORED)


@pytest.mark.parametrize("kind", STORED)
def test_an_act_is_read_back_as_it_was_stored(kind: str) -> None:
    given = msgspec.json.decode(msgspec.json.encode({"kind": kind, **STORED[kind]}))
    act = payload_of(given)
    assert act.kind == kind
    stored = msgspec.json.decode(msgspec.json.encode(act))
    assert payload_of(stored) == act
    assert {name: stored[name] for name in given} == given


@pytest.mark.parametrize(
    "damaged",
    [
        {"kind": "topic_burnt", "topic": str(ONE)},
        {"kind": "topic_renamed", "names": NAMES},
        {"kind": "answer_excluded", "answers": [str(ONE)], "reason": "dislike"},
        {"kind": "undone", "event": "yesterday"},
    ],
)
def test_a_damaged_act_is_refused_and_never_guessed_at(damaged: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        payload_of(damaged)


def test_an_act_can_not_be_changed() -> None:
    act = payload_of({"kind": "undone", "event": str(ONE)})
    with pytest.raises(AttributeError):
        act.event = TWO  # type: ignore[union-attr, misc]
