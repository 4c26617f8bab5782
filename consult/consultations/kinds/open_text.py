"""Words of one's own, in any language and any letters. They are kept exactly as they were written."""

from __future__ import annotations

from collections.abc import Sequence

from consult.consultations.kinds import contract
from consult.consultations.kinds.choices import Around
from consult.consultations.kinds.contract import Asked, Kind
from consult.consultations.kinds.given import Filled, Given, Item, Line, Rows
from consult.consultations.kinds.reading import FieldsLike, Reader
from consult.consultations.kinds.source import Source


class Spec(contract.Spec, tag="open_text", frozen=True, kw_only=True, omit_defaults=True):
    max_chars: int = 1000


class OpenText(Kind[Spec]):
    keys = frozenset({"max_chars"})
    spec_type = Spec

    def load(self, source: Source, *, around: Around) -> Spec:
        return Spec(max_chars=source.integer("max_chars", 1000, least=20, most=10_000))

    def field_names(self, question: Asked[Spec], *, rows: Rows = None) -> tuple[str, ...]:
        return (question.key,)

    def read(self, question: Asked[Spec], fields: FieldsLike, *, rows: Rows = None) -> Given:
        reader = Reader(fields)
        said = reader.text(question.key, most=question.spec.max_chars)
        return reader.given(Item(body=said, theme=question.theme)) if said else reader.given()

    def most_characters(self, spec: Spec) -> int:
        return spec.max_chars

    def to_fields(self, question: Asked[Spec], items: Sequence[Item]) -> Filled:
        body = items[0].body if items else None
        return {question.key: (body,)} if body else {}

    def summarise(self, question: Asked[Spec], items: Sequence[Item], *, locale: str) -> tuple[Line, ...]:
        return tuple(Line(text=item.body, is_citizen_text=True) for item in items[:1] if item.body)


KIND = OpenText()
