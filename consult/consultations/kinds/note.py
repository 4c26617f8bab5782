"""A text between questions. It asks nothing: it has no field, no answer and no column, and cannot be skipped."""

from __future__ import annotations

from collections.abc import Sequence

from consult.consultations.kinds import contract
from consult.consultations.kinds.choices import Around
from consult.consultations.kinds.contract import Asked, Kind
from consult.consultations.kinds.given import Filled, Given, Item, Line, Rows
from consult.consultations.kinds.icons import ICONS
from consult.consultations.kinds.reading import FieldsLike
from consult.consultations.kinds.source import Source
from consult.i18n.text import N_, Text

ASKS_NOTHING = N_("A note asks nothing, so “%(name)s” means nothing here.")
MEANINGLESS = ("required", "cluster", "asked_by", "lenses", "objective", "theme")


class Spec(contract.Spec, tag="note", frozen=True, kw_only=True, omit_defaults=True):
    heading: Text | None = None
    icon: str | None = None


class Note(Kind[Spec]):
    keys = frozenset({"heading", "icon"})
    asks = False
    spec_type = Spec

    def load(self, source: Source, *, around: Around) -> Spec:
        for name in MEANINGLESS:
            if source.has(name):
                source.report(ASKS_NOTHING, at=name, name=name)
        return Spec(heading=source.text("heading"), icon=source.one_of("icon", ICONS) or None)

    def field_names(self, question: Asked[Spec], *, rows: Rows = None) -> tuple[str, ...]:
        return ()

    def read(self, question: Asked[Spec], fields: FieldsLike, *, rows: Rows = None) -> Given:
        return Given()

    def to_fields(self, question: Asked[Spec], items: Sequence[Item]) -> Filled:
        return {}

    def summarise(self, question: Asked[Spec], items: Sequence[Item], *, locale: str) -> tuple[Line, ...]:
        return ()


KIND = Note()
