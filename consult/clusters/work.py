"""What the queue carries for this room: ids only."""

from typing import ClassVar
from uuid import UUID

import msgspec


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """Group the answers of this consultation afresh; with a theme, only those."""

    NAME: ClassVar[str] = "clusters.run"
    city_id: UUID
    consultation_id: UUID
    theme: str | None = None
