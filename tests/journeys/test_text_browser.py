"""In lynx, a browser of text alone: somebody begins, chooses, writes, checks and sends with a keyboard."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from bench.chaos import stored
from tests.browser.conftest import City, city  # noqa: F401

ENTER, TAB, DOWN = "^J", "<tab>", "Down Arrow"
WORDS = "kirani fi wa9tha w des trottoirs"


def _find(text: str) -> list[str]:
    """Go to the first link or button on the line of this text."""
    return ["/", *_typed(text), ENTER]


def _typed(text: str) -> list[str]:
    return ["<space>" if letter == " " else letter for letter in text]


KEYS = [
    *_find("Commencer"), ENTER,
    *[DOWN] * 8, ENTER, *[DOWN] * 5, ENTER,  # the second choice, "Continuer"
    *[DOWN] * 7, *_typed(WORDS), TAB, TAB, ENTER,  # into the text, past "Continuer" to "Terminer et vérifier"
    *_find("Envoyer"), ENTER,
    "q", "y",
]  # fmt: skip


@pytest.mark.browser
def test_an_answer_given_in_a_text_browser_is_stored(city: City, tmp_path: Path) -> None:  # noqa: F811
    if shutil.which("lynx") is None:
        pytest.fail("lynx is missing: `make test` installs it")
    script = tmp_path / "keys"
    script.write_text("".join(f"key {key}\n" for key in KEYS), "utf-8")
    lynx = f"lynx -accept_all_cookies -display_charset=utf-8 -cmd_script={script} {city.base}/fr/c/gabes-2035"
    subprocess.run(
        [
            "script",
            "--quiet",
            "--return",
            "--command",
            f"stty rows 200 cols 120; {lynx}",
            str(tmp_path / "seen"),
        ],
        env={**os.environ, "TERM": "xterm", "LC_ALL": "C.UTF-8", "HOME": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        timeout=90,
        check=False,
    )
    count, said = city.do(stored)
    assert (count, said) == (1, [WORDS]), (tmp_path / "seen").read_text("utf-8", "replace")[-3000:]
