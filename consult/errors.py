"""What can go wrong, in the words of the product.

ConsultError
├─ NotFound            nothing is there, or nothing that this reader may know of
├─ NotAllowed          known, but this person may not
├─ Invalid             what was sent cannot be accepted; carries every problem at once
├─ Conflict            right in itself, but the state has moved on (closed, already published, changed by somebody)
├─ TooMany             asked too often; try again later
└─ Unavailable         something this product needs is not there (the database, a program)

Nothing here knows HTTP: `consult.web.errors` holds the one table from these classes to status codes.
"""

import dataclasses
from collections.abc import Mapping, Sequence


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: where (a field's name, or "" for the whole), and a message id with its parameters."""

    field: str
    message: str
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)


class ConsultError(Exception):
    """Base of everything this product raises on purpose."""


class NotFound(ConsultError):
    pass


class NotAllowed(ConsultError):
    pass


class Invalid(ConsultError):
    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            "; ".join(f"{p.field}: {p.message % dict(p.params) if p.params else p.message}" for p in problems)
        )
        self.problems = tuple(problems)


class Conflict(ConsultError):
    """The message is a message id, shown to the person in their language."""

    def __init__(self, message: str, params: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.params = dict(params or {})


class TooMany(ConsultError):
    pass


class Unavailable(ConsultError):
    pass
