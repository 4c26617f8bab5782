"""The bundled lists can be read and are what they say."""

import pytest

from analysis.text.identify import VARIETIES
from analysis.wordlists import DATA, rows, sections


@pytest.mark.parametrize(
    "path",
    sorted((DATA / "words").glob("*.txt")) + sorted((DATA / "stop").glob("*.txt")),
    ids=lambda p: p.name,
)
def test_a_list_has_words_and_says_what_it_is(path: object) -> None:
    name = str(path).removeprefix(f"{DATA}/")
    assert sum(map(len, sections(name).values())) > 5
    assert (DATA / name).read_text("utf-8").startswith("#")


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("arabizi_lexicon.tsv", {"arabic", "kind", "forms"}),
        ("reference.tsv", {"key", "ar", "aeb", "arabizi", "fr", "en", "mixed"}),
        ("dev/civic.tsv", {"id", "variety", "theme", "text"}),
        ("dev/arabizi.tsv", {"latin", "arabic"}),
        ("dev/personal.tsv", {"text"}),
    ],
)
def test_a_table_has_its_columns_and_no_empty_cell(name: str, columns: set[str]) -> None:
    table = rows(name)
    assert set(table[0]) == columns
    assert all(cell.strip() for row in table for cell in row.values())


def test_the_development_answers_cover_every_theme_in_every_variety_evenly() -> None:
    counts: dict[tuple[str, str], int] = {}
    for row in rows("dev/civic.tsv"):
        counts[row["theme"], row["variety"]] = counts.get((row["theme"], row["variety"]), 0) + 1
    assert len(counts) == 10 * (len(VARIETIES) - 1)
    assert set(counts.values()) == {3}
