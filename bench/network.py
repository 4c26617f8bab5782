"""A small proxy on loopback that is a bad network: it loses requests on their way, and replies after the server has stored
what they carried.
"""

import asyncio
import random
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Weather:
    """What the network does at this moment, and what it has done."""

    lost_before: float = 0.0
    lost_after: float = 0.0
    is_dead: bool = False
    dice: random.Random = field(default_factory=lambda: random.Random(7))
    done: Counter[str] = field(default_factory=Counter)

    def loses(self, share: float) -> bool:
        return self.is_dead or self.dice.random() < share


class Proxy:
    """One request a connection, so that one roll of the dice loses one request, or one reply."""

    def __init__(self, port: int, weather: Weather) -> None:
        self.target = port
        self.weather = weather
        self._tasks = set[
            asyncio.Task[Any] | None
        ]()  # held: the loop itself would let go of one that only waits

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        self._tasks.add(task)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                await self._pass_on(reader, writer)
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        headers = {n.strip().lower(): v.strip() for n, _, v in (line.partition(":") for line in lines[1:])}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        kind = lines[0].split(" ")[0]
        self.weather.done[kind] += 1
        if self.weather.loses(self.weather.lost_before):
            self.weather.done[f"{kind} lost before"] += 1
            return
        kept = [line for line in lines if line and not line.lower().startswith("connection:")]
        sent = "\r\n".join([*kept, "Connection: close", "", ""]).encode("latin-1") + body
        answer = await self._ask(sent)
        if self.weather.loses(self.weather.lost_after):
            self.weather.done[f"{kind} reply lost"] += 1
            return
        top, _, rest = answer.partition(b"\r\n\r\n")
        writer.write(top + b"\r\nConnection: close\r\n\r\n" + rest)
        await writer.drain()

    async def _ask(self, sent: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.target)
        writer.write(sent)
        try:
            return await reader.read()
        finally:
            writer.close()


@contextmanager
def network(port: int, weather: Weather) -> Iterator[int]:
    """The proxy in a thread of its own; answers its port."""
    loop, ready, found = asyncio.new_event_loop(), threading.Event(), [0]

    async def start() -> None:
        server = await asyncio.start_server(Proxy(port, weather).serve, "127.0.0.1", 0)
        found[0] = server.sockets[0].getsockname()[1]
        ready.set()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.create_task(start())
        loop.run_forever()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield found[0]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
