"""What is answered from memory is what the site would have answered, headers included, and nothing more."""

import httpx
from litestar import Litestar

from consult.consultations.store import Standing
from consult.web.front import Front
from consult.web.security import HEADERS, fixed_headers
from tests.conftest import visitor

PAGE = "/ar/c/gabes-2035/answer"


async def test_the_second_visitor_gets_the_same_page_and_the_same_headers(
    site: Litestar, gabes: Standing
) -> None:
    front = Front(site, fixed=fixed_headers(secure=False))
    site.state.front = front
    async with visitor(front) as client:
        first = await client.get(PAGE)
        site.state.shelf = None  # what is answered now needs nothing behind it
        second = await client.get(PAGE)
        unchanged = await client.get(PAGE, headers={"if-none-match": first.headers["etag"]})
    assert second.text == first.text
    assert {name: second.headers.get(name) for name in HEADERS} == {
        name: first.headers[name] for name in HEADERS
    }
    assert [name for name, _ in second.headers.multi_items()].count("content-security-policy") == 1
    assert second.headers["cache-control"] == first.headers["cache-control"]
    assert second.headers["vary"] == first.headers["vary"]
    assert unchanged.status_code == 304


async def test_who_has_begun_never_gets_the_blank_page(site: Litestar, gabes: Standing) -> None:
    front = Front(site, fixed=fixed_headers(secure=False))
    site.state.front = front
    async with visitor(front) as client:
        await client.get(PAGE)
        await client.post(f"{PAGE}/you", data={"q_link": "abroad"})
        again: httpx.Response = await client.get(PAGE)
    assert 'value="abroad" checked' in again.text
