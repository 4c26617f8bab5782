"""What the queue carries for this room and the next: ids only, never a citizen's words."""

from typing import ClassVar
from uuid import UUID

import msgspec


class Screen(msgspec.Struct, frozen=True, kw_only=True):
    """Look at the free texts of these responses."""

    NAME: ClassVar[str] = "responses.screen"
    city_id: UUID
    response_ids: tuple[UUID, ...]


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Give these screened answers a theme, and a topic where one fits. Done by the clusters room."""

    NAME: ClassVar[str] = "clusters.place"
    city_id: UUID
    answer_ids: tuple[UUID, ...]
