"""How many people stand behind a topic and within a theme, and which of their words could be quoted.

It counts people, not texts: somebody who wrote twice is one voice. It refuses to hide anything; that is done
when a release is composed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
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


def people_of(topic: Topic, voices: Mapping[UUID, Voice]) -> dict[UUID, str]:
    """Everybody who said it, with the variety they first said it in."""
    people: dict[UUID, str] = {}
    for voice in (voices[answer] for answer in topic.answers if answer in voices):
        people.setdefault(voice.person, voice.variety)
    return people


def bases(review: Review, answers: Iterable[UUID], voices: Mapping[UUID, Voice]) -> dict[str, int]:
    """Theme → people with an answer that stands in it; what was set aside is left out."""
    people: defaultdict[str, set[UUID]] = defaultdict(set)
    for answer in answers:
        stands = review.assignment(answer)
        if stands.theme is not None and stands.state is not State.EXCLUDED and answer in voices:
            people[stands.theme].add(voices[answer].person)
    return {theme: len(found) for theme, found in people.items()}


def each_once(people: Mapping[str, Mapping[UUID, str]], *, base: int) -> Mapping[str, Mapping[UUID, str]]:
    """The people of one theme's topics, made to fit their base.

    People may speak of several topics, and count in each. Only where they are so many that the topics
    together exceed the base is everybody counted in their first topic alone: suppression needs cells that fit.
    """
    if sum(map(len, people.values())) <= base:
        return people
    counted: set[UUID] = set()
    fitted: dict[str, dict[UUID, str]] = {}
    for topic, found in people.items():
        fitted[topic] = {person: variety for person, variety in found.items() if person not in counted}
        counted |= found.keys()
    return fitted


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
