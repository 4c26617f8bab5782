"""Which answers a page is about: a pile of the board, and whose voices of it."""

from dataclasses import dataclass
from uuid import UUID

from consult.clusters.model.state import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Answers written in one of these varieties, come through one of these channels, by people who also gave these closed
    answers (question, option). Empty lets everybody through.
    """

    varieties: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    closed: tuple[tuple[str, str], ...] = ()


EVERYBODY = Filter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """A topic (all ids it answers to), a proposed group, or the answers of a theme that wait or were set aside."""

    claims: tuple[UUID, ...] = ()
    cluster: UUID | None = None
    theme: Theme = None
    is_excluded: bool = False
