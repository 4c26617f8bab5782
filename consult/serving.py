"""Starts the web processes, and a worker beside them where one is wanted.

Each web process makes its own app from its environment; nothing is shared in memory that a second machine would miss.
"""

import gc
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from granian.constants import Interfaces, Loops
from granian.server import Server

from consult.app import create_app
from consult.db.databases import Databases
from consult.errors import Unavailable
from consult.settings import Settings
from consult.web.front import Front
from consult.web.logs import set_up_logs
from consult.web.security import fixed_headers

_APP_URL = (
    "CONSULT_SERVING_DATABASE_URL"  # from this process to the web processes it starts, and nowhere else
)


def with_options(settings: Settings, *, host: str | None, port: int | None, workers: int | None) -> Settings:
    return replace(
        settings,
        host=host or settings.host,
        port=port or settings.port,
        workers=workers or settings.workers,
    )


def app() -> Front:
    """The factory each web process calls: the site, with its front before it."""
    settings = Settings.from_environ(os.environ)
    set_up_logs(as_json=settings.log_json)
    site = create_app(settings, os.environ[_APP_URL])
    front = Front(site, fixed=fixed_headers(secure=settings.is_secure))
    site.state.front = front
    gc.collect()
    gc.freeze()  # what is loaded now stays; the collector need not walk it again
    return front


def serve(settings: Settings, db: Databases, *, with_worker: bool) -> None:
    """Blocks until the server is told to stop."""
    refuse_taken_port(settings)
    os.environ[_APP_URL] = db.app_url
    with _worker(with_worker):
        Server(
            "consult.serving:app",
            factory=True,
            address=settings.host,
            port=settings.port,
            workers=settings.workers,
            interface=Interfaces.ASGI,
            loop=Loops.uvloop,
            log_access=False,
            log_enabled=True,
            respawn_failed_workers=True,
            websockets=False,
        ).serve()


def refuse_taken_port(settings: Settings) -> None:
    """Granian would share a port with another server in silence, and readers would meet now one, now the other."""
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise Unavailable(
                f"{settings.host}:{settings.port} cannot be listened on ({error.strerror}). "
                "Stop what uses it, or set CONSULT_PORT."
            ) from error


@contextmanager
def _worker(wanted: bool) -> Iterator[None]:
    if not wanted:
        yield
        return
    process = subprocess.Popen([sys.executable, "-m", "consult", "worker"])
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)
