"""Reads what stands at the head of a consultation: its address, its languages, its days, its texts.

It refuses to know axes and questions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, cast

from consult.consultations.kinds.source import Source
from consult.consultations.model import STAGES
from consult.i18n.locales import CODES
from consult.i18n.text import N_, Text

Access: TypeAlias = Literal["open", "invitation"]
Stage: TypeAlias = Literal["diagnosis", "strategic_framework", "action_plan", "implementation"]

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
BAD_SLUG = N_("“%(given)s” cannot be an address: use small letters a–z and digits, parted by “-”.")
CLOSES_FIRST = N_("The consultation closes before it opens.")
CONFERENCE_FIRST = N_("The General Conference comes before the consultation closes.")
MAX_SLUG = 60
TEXTS = ("title", "summary", "vision", "notice", "privacy", "what_happens_next")
KEYS = frozenset(
    (
        *TEXTS,
        "slug",
        "stage",
        "languages",
        "default_language",
        "opens",
        "closes",
        "general_conference",
        "minutes",
        "access",
    )
)
REQUIRED = ("slug", "opens", "closes", "title", "summary", "privacy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    slug: str
    stage: Stage
    default_language: str
    opens_on: date
    closes_on: date
    general_conference_on: date | None
    minutes: int | None
    access: Access
    title: Text
    summary: Text
    privacy: Text
    vision: Text | None
    notice: Text | None
    what_happens_next: Text | None


def set_languages(head: Source) -> None:
    """Reads the languages first of all: from here on a text must be there in each of them."""
    listed = head.strings_among("languages", CODES)
    head.log.languages = tuple(code for code in CODES if code in listed) or CODES


def load_head(head: Source) -> Head:
    head.expect(KEYS, required=REQUIRED)
    languages = head.log.languages
    found = Head(
        slug=_slug(head),
        stage=cast(Stage, head.one_of("stage", STAGES, default="strategic_framework")),
        default_language=head.one_of("default_language", languages, default=languages[0]),
        opens_on=head.day("opens") or date.min,
        closes_on=head.day("closes") or date.max,
        general_conference_on=head.day("general_conference"),
        minutes=head.integer("minutes", least=1, most=120) or None,
        access=_access(head),
        title=head.words("title"),
        summary=head.words("summary"),
        privacy=head.words("privacy"),
        vision=head.text("vision"),
        notice=head.text("notice"),
        what_happens_next=head.text("what_happens_next"),
    )
    _check_days(head, found)
    return found


def _access(head: Source) -> Access:
    """Said or left out, "open" is the default itself, so that it stands in no document."""
    said = head.one_of("access", ("open", "invitation"), default="open")
    return "invitation" if said == "invitation" else "open"


def _slug(head: Source) -> str:
    slug = head.matching("slug", SLUG, message=BAD_SLUG)
    if len(slug) > MAX_SLUG:
        head.report(N_("The text is too long: %(most)s characters at most."), at="slug", most=MAX_SLUG)
    return slug


def _check_days(head: Source, found: Head) -> None:
    conference_on = found.general_conference_on
    if found.closes_on < found.opens_on:
        (head.child("closes") or head).report(CLOSES_FIRST)
    if conference_on and found.closes_on != date.max and conference_on < found.closes_on:
        (head.child("general_conference") or head).report(CONFERENCE_FIRST)
