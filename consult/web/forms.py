"""Submitted fields: decoded strictly, cleaned once, read by name. It refuses to know what any field means."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import parse_qsl, unquote_plus

from consult.errors import Invalid, Problem
from consult.i18n.text import N_
from consult.web.clean import clean_text

__all__ = ["MAX_FIELDS", "Fields", "Problem", "parse_fields"]

MAX_FIELDS = 400
MAX_NAME = 120


class Fields:
    """An immutable multi-map of cleaned strings."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, tuple[str, ...]]) -> None:
        self._values = values

    @classmethod
    def of(cls, values: Mapping[str, Sequence[str]]) -> "Fields":
        return cls({name: tuple(given) for name, given in values.items()})

    def one(self, name: str, default: str = "") -> str:
        given = self._values.get(name)
        return given[0] if given else default

    def many(self, name: str) -> tuple[str, ...]:
        return self._values.get(name, ())

    def names(self) -> tuple[str, ...]:
        return tuple(self._values)

    def has(self, name: str) -> bool:
        return name in self._values

    def pairs(self) -> Iterator[tuple[str, str]]:
        for name, given in self._values.items():
            for value in given:
                yield name, value

    def only(self, names: Sequence[str]) -> "Fields":
        wanted = set(names)
        return Fields({name: given for name, given in self._values.items() if name in wanted})

    def with_(self, other: "Fields", *, replacing: Sequence[str] = ()) -> "Fields":
        """These fields, less those named in `replacing`, overlaid with the other's."""
        gone = set(replacing)
        kept = {name: given for name, given in self._values.items() if name not in gone}
        return Fields({**kept, **dict(other._values)})

    def as_dict(self) -> dict[str, list[str]]:
        return {name: list(given) for name, given in self._values.items()}


def parse_fields(body: bytes) -> Fields:
    """Reads an urlencoded body; anything but strict UTF-8 within the limits is Invalid."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=MAX_FIELDS,
        )
    except ValueError as error:  # UnicodeDecodeError is one of them
        raise Invalid((Problem("", N_("The form arrived damaged. Please send it again.")),)) from error
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        if len(name) > MAX_NAME or not name.isprintable():
            raise Invalid((Problem("", N_("The form arrived damaged. Please send it again.")),))
        values.setdefault(name, []).append(clean_text(value))
    return Fields.of(values)


def legible_fields(body: bytes) -> Fields:
    """What can still be read of a form that arrived damaged, to be shown and copied, never to be stored."""
    values: dict[str, list[str]] = {}
    for part in body.split(b"&", MAX_FIELDS)[:MAX_FIELDS]:
        name, _, value = part.decode("ascii", "replace").partition("=")
        said = clean_text(unquote_plus(value, errors="replace"))
        if said and len(name) <= MAX_NAME and name.isprintable():
            values.setdefault(name, []).append(said)
    return Fields.of(values)
