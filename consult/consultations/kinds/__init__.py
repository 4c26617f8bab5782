"""The kinds of question there are. A new one is a module, a template of the same name, and a line in
`_MODULES`.

It refuses to know questions and pages: those are the model's.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, Union

from consult.consultations.kinds import (
    allocation,
    consent,
    date,
    likert,
    matrix,
    multiple_choice,
    note,
    number,
    open_text,
    place,
    proposal,
    ranking,
    scale,
    single_choice,
    statements,
)
from consult.consultations.kinds.contract import Kind, Spec

_MODULES = (
    single_choice,
    multiple_choice,
    place,
    likert,
    scale,
    ranking,
    matrix,
    allocation,
    open_text,
    proposal,
    statements,
    number,
    date,
    consent,
    note,
)

KINDS: Mapping[str, Kind[Any]] = {module.KIND.name: module.KIND for module in _MODULES}

if TYPE_CHECKING:
    AnySpec: TypeAlias = Spec
else:  # The tagged union that decodes a stored form; a type checker cannot read a union made from a list.
    AnySpec = Union[tuple(module.Spec for module in _MODULES)]  # noqa: UP007


def kind_of(spec: Spec) -> Kind[Any]:
    return KINDS[str(spec.__struct_config__.tag)]
