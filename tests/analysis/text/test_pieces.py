"""Words by their pieces."""

from analysis.text.derja import PIECES
from analysis.text.pieces import BIAS, pieces, scores, weights
from analysis.text.traits import LATIN_LANGUAGES
from analysis.text.variety import LATIN_PIECES


def test_a_word_has_its_letters_its_edges_and_itself() -> None:
    found = pieces("eau")
    assert {"e", "eau", "^e", "au$", "^eau$"} <= set(found)
    assert len(found) == len(set(found))


def test_every_line_of_a_table_weighs_every_language() -> None:
    assert {len(row) for row in weights(LATIN_PIECES).values()} == {len(LATIN_LANGUAGES)}
    assert {len(row) for row in weights(PIECES).values()} == {1}


def test_a_word_without_known_pieces_scores_the_bias() -> None:
    assert scores(LATIN_PIECES, "水") == weights(LATIN_PIECES)[BIAS]
