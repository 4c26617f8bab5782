"""The concepts of city life and the forms people name them by, read from reviewable tables.

Knows the tables' format and checks it; matching and meaning live elsewhere. Which concepts belong to a city's
themes is never written here: `analysis.cluster.mapping` finds it from the themes' own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, get_args

from analysis.wordlists import rows

Kind = Literal["word", "stem", "phrase"]
FORM_VARIETIES: Final = ("ar", "aeb", "arabizi", "fr", "en")
SEPARATOR: Final = "|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One subject of city life: `field` groups it, `sdgs` are goals 1–17, `names` and `glosses` are by
    language (ar, fr, en).
    """

    key: str
    field: str
    sdgs: tuple[int, ...]
    names: Mapping[str, str]
    glosses: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way to name a concept in a variety: a whole word, the beginning of one, or words in order."""

    concept: str
    variety: str
    kind: Kind
    text: str


@cache
def all_concepts() -> tuple[Concept, ...]:
    """All concepts in the order of the table, which is that of every concept axis in the library."""
    return tuple(
        Concept(
            key=row["key"],
            field=row["field"],
            sdgs=tuple(int(goal) for goal in row["sdg"].split(",") if goal),
            names={code: row[f"name_{code}"] for code in ("ar", "fr", "en")},
            glosses={code: row[f"gloss_{code}"] for code in ("ar", "fr", "en")},
        )
        for row in rows("lexicon/concepts.tsv")
    )


@cache
def concept_keys() -> tuple[str, ...]:
    """The keys of `all_concepts()`, in order."""
    return tuple(concept.key for concept in all_concepts())


@cache
def bundled_forms() -> tuple[Form, ...]:
    """Every form of the bundled lexicon, by field, concept and variety."""
    fields = dict.fromkeys(concept.field for concept in all_concepts())
    return tuple(form for field in fields for form in parse_forms(rows(f"lexicon/{field}.tsv")))


def parse_forms(table: Iterable[Mapping[str, str]]) -> list[Form]:
    """Forms of rows with concept, variety, kind and forms (separated by "|"): the bundled files and a city's
    own. Raises ValueError that names the concept for an unknown concept, variety or kind and for an empty
    form.
    """
    known = set(concept_keys())
    found: list[Form] = []
    for row in table:
        concept, variety, kind = row["concept"], row["variety"], row["kind"]
        if concept not in known:
            raise ValueError(f'no concept is called "{concept}"')
        if variety not in FORM_VARIETIES:
            raise ValueError(f'{concept}: "{variety}" is not one of {", ".join(FORM_VARIETIES)}')
        if kind not in get_args(Kind):
            raise ValueError(f'{concept}: "{kind}" is not one of {", ".join(get_args(Kind))}')
        for text in map(str.strip, row["forms"].split(SEPARATOR)):
            if not text or (kind != "phrase" and " " in text):
                raise ValueError(f'{concept}: "{text}" is no {kind}')
            found.append(Form(concept=concept, variety=variety, kind=kind, text=text))  # type: ignore[arg-type]
    return found
