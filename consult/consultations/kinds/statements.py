"""Short statements to agree with, disagree with or pass over; a citizen may add one of their own."""

from __future__ import annotations

from collections.abc import Sequence

from consult.consultations.kinds import contract
from consult.consultations.kinds.choices import Around, Choice, ids, label_of, load_choices, ordered
from consult.consultations.kinds.contract import Asked, Kind, as_map
from consult.consultations.kinds.given import Filled, Given, Item, Json, Line, Rows
from consult.consultations.kinds.reading import FieldsLike, Reader
from consult.consultations.kinds.source import Source
from consult.i18n.text import Text

VOTES = (
    Choice(id="agree", label=Text(ar="أوافق", fr="D'accord", en="Agree")),
    Choice(id="disagree", label=Text(ar="لا أوافق", fr="Pas d'accord", en="Disagree")),
    Choice(id="pass", label=Text(ar="أتجاوز", fr="Je passe", en="Pass")),
)
MODERATION = ("before_publication", "none")


class Spec(contract.Spec, tag="statements", frozen=True, kw_only=True, omit_defaults=True):
    statements: tuple[Choice, ...]
    allow_new: bool = False
    new_max_chars: int = 140
    moderation: str = "before_publication"
    randomise: bool = False

    def offered(self, seed: str | None = None) -> tuple[Choice, ...]:
        return ordered(self.statements, seed if self.randomise else None)

    def votes(self) -> tuple[Choice, ...]:
        return VOTES


class Statements(Kind[Spec]):
    keys = frozenset({"statements", "allow_new", "new_max_chars", "moderation", "randomise"})
    spec_type = Spec

    def load(self, source: Source, *, around: Around) -> Spec:
        return Spec(
            statements=load_choices(source, "statements", around=around, text="text", least=1, most=60),
            allow_new=source.flag("allow_new"),
            new_max_chars=source.integer("new_max_chars", 140, least=20, most=500),
            moderation=source.one_of("moderation", MODERATION, default=MODERATION[0]),
            randomise=source.flag("randomise"),
        )

    def field_names(self, question: Asked[Spec], *, rows: Rows = None) -> tuple[str, ...]:
        votes = tuple(f"{question.key}.{statement}" for statement in ids(question.spec.statements))
        return (*votes, _own(question)) if question.spec.allow_new else votes

    def read(self, question: Asked[Spec], fields: FieldsLike, *, rows: Rows = None) -> Given:
        """Item 0 holds the votes, item 1 the statement that was added; either can stand alone."""
        spec = question.spec
        reader = Reader(fields)
        votes: dict[str, Json] = {}
        for statement in ids(spec.statements):
            if vote := reader.pick(f"{question.key}.{statement}", among=ids(VOTES)):
                votes[statement] = vote
        found = [Item(value=votes, theme=question.theme)] if votes else []
        added = reader.text(_own(question), most=spec.new_max_chars) if spec.allow_new else ""
        if added:
            found.append(Item(index=1, body=added, theme=question.theme))
        return reader.given(*found)

    def most_characters(self, spec: Spec) -> int:
        return spec.new_max_chars

    def to_fields(self, question: Asked[Spec], items: Sequence[Item]) -> Filled:
        filled: dict[str, tuple[str, ...]] = {
            f"{question.key}.{of}": (str(vote),) for of, vote in as_map(items).items()
        }
        return filled | {_own(question): (item.body,) for item in items if item.body}

    def summarise(self, question: Asked[Spec], items: Sequence[Item], *, locale: str) -> tuple[Line, ...]:
        votes = as_map(items)
        lines = (
            Line(
                label=statement.label.in_(locale),
                text=label_of(VOTES, str(votes[statement.id]), locale=locale),
            )
            for statement in question.spec.statements
            if statement.id in votes
        )
        return (*lines, *(Line(text=item.body, is_citizen_text=True) for item in items if item.body))


def _own(question: Asked[Spec]) -> str:
    """Two dots, so that no statement can have this name."""
    return f"{question.key}..new"


KIND = Statements()
