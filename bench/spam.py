"""`python -m bench.spam`: ten thousand scripted posts with two hundred people among them.

Prints how many machines reach the set that reviewers count, and how many people were refused or held. Some people's
browsers run no scripts: during the flood they can give no proof, and wait for a coordinator.
"""

import argparse
import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable

from bench.http import prepare
from bench.people import Outcome, Sender, Unhurried, client_for, counted, held_keys
from bench.served import data_dir, site
from consult.db.embedded import EmbeddedServer
from consult.responses.model import hash_of, new_token, submission_key_of

SPAM, PEOPLE, SCRIPTLESS = 10_000, 200, 10
AT_ONCE = 40
READING_SECONDS = (4.0, 12.0)  # a person's, from the first page to sending


class Stuffer(Sender):
    """Fills in whatever field it finds."""

    async def send(self) -> Outcome:
        return await _sent(
            self, {"submission_key": submission_key_of(self.token), "website": "https://x.example"}
        )


class Naked(Sender):
    """Posts answers and nothing else."""

    async def send(self) -> Outcome:
        return await _sent(self, {})


class Hasty(Sender):
    """Walks the form as a browser would, without a pause."""

    async def send(self) -> Outcome:
        await self.begin()
        key = submission_key_of(self.token)
        return await _sent(self, {"submission_key": key, "website": ""}, with_cookie=True)


class Repeater(Sender):
    """Found one good form and sends it again and again."""

    keys = tuple(submission_key_of(new_token()) for _ in range(5))

    async def send(self) -> Outcome:
        return await _sent(self, {"submission_key": random.choice(self.keys), "website": ""})


class Forger(Sender):
    """Has read our source: a fresh key each time, the trap left empty, no draft. Only a flood gives it away."""

    async def send(self) -> Outcome:
        return await _sent(self, {"submission_key": submission_key_of(self.token), "website": ""})


class Visitor(Unhurried):
    async def send(self) -> Outcome:
        await self.begin()
        await asyncio.sleep(random.uniform(*READING_SECONDS))
        return await self.finish(time.perf_counter())


class Scriptless(Visitor):
    runs_scripts = False


async def _sent(sender: Sender, more: dict[str, str], *, with_cookie: bool = False) -> Outcome:
    answer = await sender.post(more, with_cookie=with_cookie)
    return Outcome(is_kept=answer.status_code == 303, seconds=0, key=more.get("submission_key", ""))


MIX: tuple[tuple[type[Sender], int], ...] = (
    (Stuffer, 40),
    (Naked, 15),
    (Hasty, 15),
    (Repeater, 20),
    (Forger, 10),
)


async def _flood(url: str, spam: int) -> tuple[dict[str, list[Outcome]], float]:
    gate = asyncio.Semaphore(AT_ONCE)
    kinds = [kind for kind, share in MIX for _ in range(spam * share // 100)]
    random.Random(2035).shuffle(kinds)
    outcomes: dict[str, list[Outcome]] = {}
    began = time.perf_counter()
    async with client_for(url, connections=AT_ONCE + PEOPLE) as client:

        async def gated(name: str, send: Callable[[], Awaitable[Outcome]]) -> None:
            async with gate:
                outcomes.setdefault(name, []).append(await send())

        async def person(number: int) -> None:
            await asyncio.sleep(random.uniform(0, spam / 400))
            kind = Scriptless if number < SCRIPTLESS else Visitor
            outcomes.setdefault(kind.__name__, []).append(await kind(client, url, number).send())

        machines = [
            gated(kind.__name__, kind(client, url, number).send)  # type: ignore[attr-defined]
            for number, kind in enumerate(kinds)
        ]
        await asyncio.gather(*machines, *(person(number) for number in range(PEOPLE)))
    return outcomes, time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.spam")
    parser.add_argument("--posts", type=int, default=SPAM)
    given = parser.parse_args()
    with data_dir() as place, EmbeddedServer(place / "postgresql") as server:
        standing = asyncio.run(prepare(server))
        with site(place) as url:
            outcomes, seconds = asyncio.run(_flood(url, given.posts))
        held = asyncio.run(held_keys(server, standing))
        counting, _ = asyncio.run(counted(server, standing))
    people = [one for name in ("Visitor", "Scriptless") for one in outcomes[name]]
    through = {
        kind.__name__: len(
            {one.key for one in outcomes[kind.__name__] if one.key and hash_of(one.key) not in held}
        )
        for kind, _ in MIX
    }
    people_counted = sum(hash_of(one.key) not in held for one in people if one.is_kept)
    figures = {
        "spam_posts": sum(len(outcomes[kind.__name__]) for kind, _ in MIX),
        "spam_counted": counting - people_counted,
        "spam_counted_by_kind": through,
        "people": len(people),
        "people_refused": sum(not one.is_kept for one in people),
        "people_held": sum(hash_of(one.key) in held for one in people),
        "people_held_why": Counter(reason for one in people for reason in held.get(hash_of(one.key), ())),
        "people_held_with_scripts": sum(hash_of(one.key) in held for one in outcomes["Visitor"]),
        "seconds": round(seconds, 1),
    }
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
