"""A release as a page shows it: the same for the public and for the preview at the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from consult.clusters.model import Outcome, Relation
from consult.clusters.views.words import OUTCOMES, RELATIONS, TONES
from consult.i18n.text import Text
from consult.results.model import Evidence, Release
from consult.results.store import Listed
from consult.web.pages import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Whose results these are. `base` is the address of the consultation's results."""

    slug: str
    city: Text
    consultation: Text
    base: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasePage(Page):
    """`content_hash` is empty in a preview: nothing is frozen yet."""

    template: ClassVar[str] = "results/release.html"
    outcomes: ClassVar[Mapping[Outcome, str]] = OUTCOMES
    tones: ClassVar[Mapping[Outcome, str]] = TONES
    relations: ClassVar[Mapping[Relation, str]] = RELATIONS
    place: Place
    release: Release
    content_hash: str = ""
    listed: tuple[Listed, ...] = ()
    back_href: str = ""

    @property
    def is_preview(self) -> bool:
        return not self.content_hash

    @property
    def is_latest(self) -> bool:
        """Whether no later release is in force."""
        later = (one for one in self.listed if one.number > self.release.number)
        return all(one.retracted_at is not None for one in later)

    def names(self, evidence: Evidence) -> Text | None:
        """What a finding rests on, in words; None when the release does not show it."""
        if evidence.kind == "topic":
            topic = self.release.topic(evidence.key)
            return topic.names if topic else None
        figure = self.release.figure(evidence.key)
        return figure.head.title if figure else None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoReleasePage(Page):
    """Nothing is in force: not yet, or not any more."""

    template: ClassVar[str] = "results/none.html"
    place: Place
    listed: tuple[Listed, ...] = ()
