"""Each browser gets the smallest encoding that it accepts, and the same page in all of them."""

import gzip
import re

import brotli
import httpx
import pytest

from consult.consultations.store import Standing
from consult.web.encoding import chosen, encoded, quickly


@pytest.mark.parametrize(
    ("accepted", "name"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br; q=0.0, gzip; q=0", ""),
        ("BR", "br"),
        ("vibrant, gzipped", ""),
        ("identity", ""),
        ("", ""),
    ],
)
def test_the_smallest_accepted_encoding_is_chosen(accepted: str, name: str) -> None:
    assert chosen(accepted) == name


def test_every_encoding_says_the_same() -> None:
    body = "تشاور ".encode() * 400
    made = encoded(body)
    assert gzip.decompress(made.gzipped) == brotli.decompress(made.brotlied) == made.plain == body
    for accepted, undo in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        assert undo(quickly(body, accepted)[0]) == undo(made.for_browser(accepted)[0]) == body


def test_what_fits_a_packet_is_sent_as_it_is() -> None:
    assert quickly(b"short", "br, gzip") == (b"short", "")


@pytest.mark.parametrize("name", ["br", "gzip", "identity"])
@pytest.mark.parametrize("path", ["/ar/c/gabes-2035", "/ar/c/gabes-2035/answer", "/ar/office/sign-in"])
async def test_a_page_says_in_which_encoding_it_comes(
    citizen: httpx.AsyncClient, gabes: Standing, path: str, name: str
) -> None:
    answer = await citizen.get(path, headers={"accept-encoding": name})
    assert answer.headers.get("content-encoding", "identity") == name
    cached = answer.headers[
        "cache-control"
    ]  # what only its own reader may keep needs not say by what it varies
    assert "accept-encoding" in answer.headers.get("vary", "").lower() or re.search(
        "no-store|private", cached
    )
    assert "</html>" in answer.text
