"""`python -m bench.crowd`: two thousand people behind one address, each sending their form once, as fast as they can.

An hour's crowd is pressed into a minute or less, and the threshold of an attack with it: sixty minutes' worth.
"""

import argparse
import asyncio
import json
import statistics
import time

from bench.http import prepare
from bench.people import Outcome, Person, client_for, counted
from bench.served import data_dir, site
from consult.db.embedded import EmbeddedServer

PEOPLE = 2_000
AT_ONCE = 40
AN_HOUR = 60 * 600


async def _crowd(url: str, people: int) -> tuple[list[Outcome], float]:
    gate = asyncio.Semaphore(AT_ONCE)
    began = time.perf_counter()
    async with client_for(url, connections=AT_ONCE) as client:

        async def one(number: int) -> Outcome:
            async with gate:
                return await Person(client, url, number).send()

        outcomes = await asyncio.gather(*(one(number) for number in range(people)))
    return list(outcomes), time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.crowd")
    parser.add_argument("--people", type=int, default=PEOPLE)
    given = parser.parse_args()
    with data_dir() as place, EmbeddedServer(place / "postgresql") as server:
        standing = asyncio.run(prepare(server))
        with site(place, CONSULT_ATTACK_PER_MINUTE=str(AN_HOUR)) as url:
            outcomes, seconds = asyncio.run(_crowd(url, given.people))
        kept, held = asyncio.run(counted(server, standing))
    times = [outcome.seconds for outcome in outcomes]
    figures = {
        "people": given.people,
        "refused": sum(not outcome.is_kept for outcome in outcomes),
        "counted": kept,
        "held": held,
        "asked_for_proof": sum(outcome.gave_proof for outcome in outcomes),
        "seconds": round(seconds, 1),
        "p95_ms": round(statistics.quantiles(times, n=20)[-1] * 1000),
    }
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
