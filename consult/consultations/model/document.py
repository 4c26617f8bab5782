"""The nouns of a consultation, as one frozen document that is stored whole with each version of the form.

Encoding is canonical: decoding and encoding again gives the same bytes, whatever the database did to the
order of keys in between. Fields that hold their default are left out, so a field that is added later
changes no old hash. It refuses to know who answers.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Literal

import msgspec

from consult.consultations.kinds import AnySpec, kind_of
from consult.consultations.kinds.given import Rows
from consult.i18n.text import Text

STAGES = ("diagnosis", "strategic_framework", "action_plan", "implementation")
CLUSTER_BY = ("objective", "axis", "lens")


class ShowIf(msgspec.Struct, frozen=True, kw_only=True):
    """The question is asked when one of these was chosen in an earlier one."""

    question: str
    any_of: tuple[str, ...]


class ClusterRule(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The words given to this question are grouped into topics, within themes.

    `by` says where an answer's theme comes from: "axis" (the citizen chose it), "lens" (the question
    gives it) or "objective" (it is assigned from the descriptions of the objectives).
    """

    by: Literal["objective", "axis", "lens"]
    themes_from: str = "objectives"
    allow_new_themes: bool = True


class Question(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One question in every language. What is particular to its kind stands in `spec`.

    `audio` holds the recordings that read it aloud: by locale, the SHA-256 of the content in hexadecimal.
    """

    key: str
    prompt: Text
    spec: AnySpec
    help: Text | None = None
    required: bool = False
    show_if: ShowIf | None = None
    lenses: tuple[str, ...] = ()
    objective: str | None = None
    theme: str | None = None
    cluster: ClusterRule | None = None
    asked_by: Literal["citizen", "facilitator"] = "citizen"
    audio: dict[str, str] = {}

    @property
    def kind(self) -> str:
        return kind_of(self.spec).name


class Page(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One screen of the form. With a `group`, its question shows only the rows of that group (one axis a
    page).
    """

    key: str
    questions: tuple[str, ...]
    title: Text | None = None
    intro: Text | None = None
    group: str | None = None

    def rows(self, question: Question) -> Rows:
        """The rows of this question that stand on this page; None is all of them."""
        return kind_of(question.spec).rows_of(question.spec, group=self.group)


class Questionnaire(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    pages: tuple[Page, ...]
    questions: tuple[Question, ...]

    def question(self, key: str) -> Question | None:
        return next((question for question in self.questions if question.key == key), None)

    def page(self, key: str) -> Page | None:
        return next((page for page in self.pages if page.key == key), None)

    def by_key(self) -> dict[str, Question]:
        return {question.key: question for question in self.questions}


class City(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    code: str
    name: Text
    governorate: Text | None = None
    governorate_code: str | None = None
    population: int | None = None


class Axis(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    id: str
    name: Text
    objectives: tuple[str, ...]
    strapline: Text | None = None
    expert: Text | None = None
    icon: str | None = None


class TransversalIssue(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An issue that cuts across the axes, such as migration or gender; the teams ask it of every
    objective.
    """

    id: str
    name: Text
    question_for_teams: Text | None = None


class Objective(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`seeds` are words people use about it, by variety of language; `markers` count 0, 1 or 2 by issue."""

    id: str
    axis: str
    title: Text
    text: Text | None = None
    fact: Text | None = None
    sdg_targets: tuple[str, ...] = ()
    markers: dict[str, int] = {}
    seeds: dict[str, tuple[str, ...]] = {}


class ConsultationDocument(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    slug: str
    stage: Literal["diagnosis", "strategic_framework", "action_plan", "implementation"]
    title: Text
    summary: Text
    privacy: Text
    thanks: Text
    opens_on: date
    closes_on: date
    city: City
    axes: tuple[Axis, ...]
    objectives: tuple[Objective, ...]
    questionnaire: Questionnaire
    transversal: tuple[TransversalIssue, ...] = ()
    vision: Text | None = None
    notice: Text | None = None
    what_happens_next: Text | None = None
    general_conference_on: date | None = None
    minutes: int | None = None
    languages: tuple[str, ...] = ("ar", "fr", "en")
    default_language: str = "ar"
    is_demo: bool = False
    access: Literal["open", "invitation"] = "open"

    def objective(self, identifier: str) -> Objective | None:
        return next((objective for objective in self.objectives if objective.id == identifier), None)

    def axis(self, identifier: str) -> Axis | None:
        return next((axis for axis in self.axes if axis.id == identifier), None)


_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODER = msgspec.json.Decoder(ConsultationDocument)


def encode(document: ConsultationDocument) -> bytes:
    return _ENCODER.encode(document)


def decode(encoded: bytes | str) -> ConsultationDocument:
    return _DECODER.decode(encoded)


def content_hash(document: ConsultationDocument) -> bytes:
    """32 bytes that stay the same as long as the document says the same."""
    return sha256(encode(document)).digest()
