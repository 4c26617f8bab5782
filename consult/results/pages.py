"""What everybody may read: the frozen releases and their figures as open data."""

from litestar import Response, get
from litestar.params import FromPath

from consult.results import actions
from consult.results.actions import Published
from consult.results.views import NoReleasePage, Place, ReleasePage
from consult.web.context import Req
from consult.web.permissions import Permission

RESULTS = "/{locale:str}/c/{slug:str}/results"


def _page(published: Published, locale: str) -> ReleasePage | NoReleasePage:
    document = published.standing.document
    place = Place(
        slug=document.slug,
        city=document.city.name,
        consultation=document.title,
        base=f"/{locale}/c/{document.slug}/results",
    )
    if published.kept is None:
        return NoReleasePage(place=place, listed=published.listed)
    return ReleasePage(
        place=place,
        release=published.kept.release,
        content_hash=published.kept.content_hash,
        listed=published.listed,
    )


@get(RESULTS, permission=Permission.PUBLIC)
async def latest(request: Req, locale: FromPath[str], slug: FromPath[str]) -> ReleasePage | NoReleasePage:
    return _page(await actions.read_published(request.app.state.engine, slug), locale)


@get(RESULTS + "/{number:int}", permission=Permission.PUBLIC)
async def numbered(
    request: Req,
    locale: FromPath[str],
    slug: FromPath[str],
    number: FromPath[int],
) -> ReleasePage | NoReleasePage:
    return _page(await actions.read_published(request.app.state.engine, slug, number=number), locale)


@get(RESULTS + "/{number:int}/data/figures.csv", permission=Permission.PUBLIC)
async def figures_csv(request: Req, slug: FromPath[str], number: FromPath[int]) -> Response[bytes]:
    name, body = await actions.figures_csv(request.app.state.engine, slug, number=number)
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type="text/csv", headers=headers)


ROUTES = (latest, numbered, figures_csv)
