"""A city, its strategy, and a framework version: a tree of nodes whose lineage stays the same across versions.

It refuses to know consultations: a framework exists whether or not anyone is asked about it.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias
from uuid import UUID

from consult.i18n.text import Text

NodeKind: TypeAlias = Literal["vision", "axis", "objective"]


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    id: UUID
    code: str
    name: Text
    governorate_code: str
    population: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One element of a framework; `lineage` is its stable code (ENV1), the same in every version."""

    id: UUID
    kind: NodeKind
    lineage: str
    parent: str | None
    position: int
    title: Text
    text: Text
    sdg_targets: tuple[str, ...] = ()
    gender: int = 0
    migration: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkVersion:
    id: UUID
    strategy_id: UUID
    number: int
    nodes: tuple[Node, ...]
