"""The framework with nothing on it: what the site's figures stand beside."""

from litestar import Litestar, get, post


@get("/")
async def hello() -> str:
    return "hello"


@post("/", status_code=200)
async def empty() -> str:
    return ""


app = Litestar([hello, empty], openapi_config=None)
