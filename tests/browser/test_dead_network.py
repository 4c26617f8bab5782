"""In a browser with scripts: a network that loses a third of everything loses no answer and doubles none."""

import gzip
import tempfile
from pathlib import Path

from bench import chaos
from consult.web.assets import assets
from tests.browser.conftest import City

SCRIPTS = ("keep.js", "sw.js")


def test_the_two_scripts_are_small() -> None:
    assert sum(len(gzip.compress(assets()[name].body.plain, 9, mtime=0)) for name in SCRIPTS) <= 1_500


def test_nothing_is_lost_and_nothing_counts_twice(city: City) -> None:
    port = int(city.base.rpartition(":")[2])
    with tempfile.TemporaryDirectory() as place:
        played = chaos.play(port, count=15, place=Path(place), seconds=45)
    judged = chaos.judged(played, city.do(chaos.stored))
    assert judged["people"] >= 3, judged
    assert (judged["lost"], judged["duplicates"]) == (0, 0), judged
