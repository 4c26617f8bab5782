"""A box to tick under a text. What is kept is the version of the text, so that it is known what was agreed to.

An agreement to an earlier text is not one to this text: it is asked for again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from consult.consultations.kinds import contract
from consult.consultations.kinds.choices import Around
from consult.consultations.kinds.contract import Asked, Kind, value_field
from consult.consultations.kinds.given import Filled, Given, Item, Line, Rows
from consult.consultations.kinds.reading import FieldsLike, Reader
from consult.consultations.kinds.source import Source
from consult.i18n.text import N_, Text

AGREE = Text(ar="أوافق", fr="J'accepte", en="I agree")
YES = "yes"
TICK = N_("Tick the box to go on.")
CHANGED = N_("This text has changed. Read it again, and tick the box if you agree.")


class Spec(contract.Spec, tag="consent", frozen=True, kw_only=True, omit_defaults=True):
    """`statement` is what is agreed to beyond the prompt; `label` stands beside the box."""

    version: str
    statement: Text | None = None
    label: Text = AGREE


class Consent(Kind[Spec]):
    keys = frozenset({"statement", "label", "version"})
    spec_type = Spec

    def load(self, source: Source, *, around: Around) -> Spec:
        if not source.has("version"):
            source.report(N_("“%(name)s” is missing."), name="version")
        return Spec(
            version=source.identifier("version"),
            statement=source.text("statement"),
            label=source.text("label") or AGREE,
        )

    def field_names(self, question: Asked[Spec], *, rows: Rows = None) -> tuple[str, ...]:
        return (question.key,)

    def read(self, question: Asked[Spec], fields: FieldsLike, *, rows: Rows = None) -> Given:
        reader = Reader(fields)
        ticked = reader.sole(question.key)
        if ticked and ticked != question.spec.version:
            reader.refuse(question.key, CHANGED)
        elif ticked:
            return reader.given(Item(value=ticked, theme=question.theme))
        elif question.required:
            reader.refuse(question.key, TICK)
        return reader.given()

    def to_fields(self, question: Asked[Spec], items: Sequence[Item]) -> Filled:
        return value_field(question.key, items)

    def summarise(self, question: Asked[Spec], items: Sequence[Item], *, locale: str) -> tuple[Line, ...]:
        return tuple(Line(text=question.spec.label.in_(locale)) for _ in items[:1])

    def condition_ids(self, spec: Spec) -> tuple[str, ...]:
        return (YES,)

    def chosen(self, items: Sequence[Item]) -> frozenset[str]:
        return frozenset(YES for _ in items[:1])

    def from_row(self, question: Asked[Spec], row: Mapping[str, object]) -> Filled:
        """The version, or "yes" as a paper form has it: it was printed from this text."""
        filled = super().from_row(question, row)
        return {key: (question.spec.version,) if cell == (YES,) else cell for key, cell in filled.items()}


KIND = Consent()
