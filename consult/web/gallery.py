"""Every component in every state, for the team that builds pages and for the tests that look at them."""

from dataclasses import dataclass
from typing import ClassVar

from litestar import get

from consult.web.pages import Page
from consult.web.permissions import Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class GalleryPage(Page):
    template: ClassVar[str] = "web/gallery.html"


@get("/{locale:str}/office/gallery", permission=Permission.GALLERY_READ)
async def gallery() -> GalleryPage:
    return GalleryPage()


ROUTES = (gallery,)
