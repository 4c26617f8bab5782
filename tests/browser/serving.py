"""A real server over a test's database, and the background work that a worker would do."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from consult import worker
from consult.consultations.store import Standing
from consult.db.databases import Databases
from consult.db.engine import create_engine
from consult.people.model import Role
from tests.conftest import ROOT, apart, hire, standing_of


@contextmanager
def served(database: Databases) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    command = [
        sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "--no-ws", "--port", str(port), "consult.serving:app"
    ]  # fmt: skip
    environ = {**os.environ, "CONSULT_SERVING_DATABASE_URL": database.app_url, "CONSULT_BASE_URL": base}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{base}/readyz", timeout=1)
                break
            except OSError:
                assert process.poll() is None, "the server ended"
                time.sleep(0.1)
        yield base
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)


class City:
    """One consultation with its server, and the background work that a worker would do."""

    def __init__(self, database: Databases, base: str) -> None:
        self.database = database
        self.base = base

    def do(self, work: Callable[..., Any], *arguments: Any) -> Any:
        async def inside() -> Any:
            engine = create_engine(self.database.app_url, pool_size=3)
            try:
                return await work(engine, *arguments)
            finally:
                await engine.dispose()

        return apart(inside())

    def standing(self) -> Standing:
        found: Standing = self.do(standing_of, "gabes-2035")
        return found

    def hire(self, role: Role) -> str:
        return str(self.do(hire, self.standing(), role))

    def work_until_empty(self) -> None:
        async def work(engine: Any) -> None:
            await worker.run(engine, until_empty=True)

        self.do(work)

    def run_clusters(self) -> None:
        self.do(worker.run_clusters, "gabes-2035")
