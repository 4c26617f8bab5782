"""Learning the tables of the identifier."""

from pathlib import Path

import pytest

from analysis.text import learning
from analysis.text.derja import PIECES
from analysis.text.learning import learn
from analysis.text.traits import TRAITS
from analysis.text.variety import LATIN_PIECES, TRAIT_WEIGHTS

TEXTS = [
    ("ar", "نطالب بتوفير الماء الذي ينقطع يوميا"),
    ("aeb", "الما مقصوص برشا وما ثماش شكون يسمع"),
    ("arabizi", "barcha zebla fel 7ouma w 7ad ma yesma3"),
    ("fr", "la rue est sale et personne ne répare"),
    ("en", "the street is dirty and nobody repairs it"),
    ("mixed", "la rue est sale w 7ad ma yesma3"),
    ("other", "die Straße ist schmutzig und niemand hilft"),
] * 4


def written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    (folder / "words").mkdir(parents=True)
    monkeypatch.setattr(learning, "DATA", folder)
    learn([TEXTS, TEXTS])
    return {
        name: (folder / name).read_text(encoding="utf-8") for name in (LATIN_PIECES, PIECES, TRAIT_WEIGHTS)
    }


def test_three_tables_are_written_the_same_every_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = written(tmp_path / "first", monkeypatch)
    assert all(f"\n{trait}\t" in first[TRAIT_WEIGHTS] for trait in TRAITS)
    assert first == written(tmp_path / "second", monkeypatch)
