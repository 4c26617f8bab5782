"""A device that many people use in turn, such as a tablet at a market: it holds a cookie that says so.

It refuses to know where the device stands and whether it still works for anybody.
"""

from typing import Any

from litestar.connection import ASGIConnection

SHARED_COOKIE = "kiosk"


def is_shared(connection: ASGIConnection[Any, Any, Any, Any]) -> bool:
    return bool(connection.cookies.get(SHARED_COOKIE))
