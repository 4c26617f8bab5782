"""Servers to measure, on free ports of this machine, and the tools that measure them: wrk and pgbench.

Everything runs on loopback, bounded in time, and is stopped by its own process id.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORKERS = 2
CONNECTIONS = 32


def free_port() -> int:
    """A port nobody listens on: granian shares ports silently, so an old server would be measured too."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise SystemExit(f"the server for {url} ended with {process.returncode}")
        try:
            urllib.request.urlopen(url, timeout=1)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"{url} does not answer")


@contextmanager
def running(command: list[str], url: str, **environ: str) -> Iterator[None]:
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environ}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(url, process)
        yield
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def framework() -> Iterator[str]:
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "asgi",
        "--workers",
        str(WORKERS),
        "--port",
        str(port),
    ]
    url = f"http://127.0.0.1:{port}"
    with running([*command, "--no-ws", "bench.hello:app"], url):
        yield url


@contextmanager
def data_dir() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="bench-"))
    place.chmod(0o711)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def site(place: Path, **environ: str) -> Iterator[str]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "consult", "serve", "--port", str(port), "--workers", str(WORKERS)]
    with running(command, f"{url}/healthz", CONSULT_DATA_DIR=str(place), CONSULT_BASE_URL=url, **environ):
        yield url


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    requests_per_second: float
    p99_ms: float
    failures: int


def wrk(url: str, *, seconds: int, script: Path | None = None, arguments: tuple[str, ...] = ()) -> Load:
    program = shutil.which("wrk")
    if program is None:
        raise SystemExit("wrk is needed: apt-get install wrk")
    command = [program, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
    if script is not None:
        command += ["-s", str(script)]
    printed = subprocess.run(
        [*command, url, "--", *arguments], capture_output=True, text=True, check=True
    ).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", printed)
    tail = re.search(r"99%\s+([\d.]+)(us|ms|s)", printed)
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", printed)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", printed)
    assert rate and tail, printed
    scale = {"us": 0.001, "ms": 1.0, "s": 1000.0}[tail[2]]
    failures = (int(refused[1]) if refused else 0) + (sum(map(int, broken.groups())) if broken else 0)
    return Load(requests_per_second=float(rate[1]), p99_ms=float(tail[1]) * scale, failures=failures)
