"""How many people stand behind a topic and within a theme, and which of their words could be quoted.

It counts people, not texts: somebody who wrote twice is one voice. It refuses to hide anything; that is done
when a release is composed.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from consult.clusters.model import Cluster, Review, State, Topic
from consult.results.model.redaction import Span, redact

SHORTEST, LONGEST = 25, 400  # characters of a text that reads well as a quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who wrote an answer, as a number without a name, and in which variety."""

    person: UUID
    variety: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The words of a screened answer, with what in them is personal."""

    answer: str
    text: str
    variety: str
    marks: tuple[Span, ...] = ()

    @property
    def masked(self) -> str:
        return redact(self.text, self.marks)


def people_by_topic(review: Review, voices: Mapping[UUID, Voice]) -> dict[UUID, dict[UUID, str]]:
    """Topic → the people counted in it, with the variety they said it in. Voices are in the order they came.

    Within a theme a person counts once, in the topic they spoke of first: so the topics of a theme never add
    up to more people than its base, which suppression rests on.
    """
    counted: dict[UUID, dict[UUID, str]] = {topic: {} for topic in review.topics}
    seen: set[tuple[str, UUID]] = set()
    for answer, voice in voices.items():
        topic = review.topic_of(found) if (found := _topic_with(review, answer)) else None
        if topic is not None and (topic.theme, voice.person) not in seen:
            seen.add((topic.theme, voice.person))
            counted[topic.id][voice.person] = voice.variety
    return counted


def _topic_with(review: Review, answer: UUID) -> UUID | None:
    stands = review.assignment(answer)
    return stands.topic_id if stands.state is State.ASSIGNED else None


def bases(review: Review, voices: Mapping[UUID, Voice]) -> dict[str, int]:
    """Theme → people with an answer that stands in it; what was set aside is left out."""
    people: defaultdict[str, set[UUID]] = defaultdict(set)
    for answer, voice in voices.items():
        stands = review.assignment(answer)
        if stands.theme is not None and stands.state is not State.EXCLUDED:
            people[stands.theme].add(voice.person)
    return {theme: len(found) for theme, found in people.items()}


def varieties_of(people: Mapping[UUID, str]) -> dict[str, int]:
    return dict(Counter(people.values()).most_common())


def quotable(topic: Topic, clusters: Mapping[UUID, Cluster], *, most: int) -> tuple[UUID, ...]:
    """Answers to read for quotes: the exemplars of its groups first, then others in their order."""
    within = set(topic.answers)
    exemplars = (a for c in topic.clusters if c in clusters for a in clusters[c].exemplars if a in within)
    return tuple(dict.fromkeys((*exemplars, *topic.answers)))[:most]


def best(passages: Sequence[Passage], *, most: int) -> tuple[Passage, ...]:
    """The passages that read best as quotes: of a good length, nothing to black out, varieties in turn."""
    turns: Counter[str] = Counter()
    ranked: list[tuple[tuple[bool, bool, int, int], Passage]] = []
    for place, passage in enumerate(passages):
        fits = SHORTEST <= len(passage.text) <= LONGEST
        ranked.append(((not fits, bool(passage.marks), turns[passage.variety], place), passage))
        turns[passage.variety] += 1
    return tuple(passage for _, passage in sorted(ranked, key=lambda pair: pair[0])[:most])
