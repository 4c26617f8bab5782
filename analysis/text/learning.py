"""Learns the tables of the identifier from the written corpus: `python -m analysis.text.learning` writes them.

Reads the train files and the word lists only; whoever judges the outcome brings other texts. The three tables
are the pieces of Latin words by language, those of Arabic words for Derja, and what traits say of a variety.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from analysis.estimator import one_thread
from analysis.text.derja import FOR_DERJA, FOR_STANDARD, arabic_words, known_evidence
from analysis.text.derja import PIECES as ARABIC_PIECES
from analysis.text.identify import VARIETIES
from analysis.text.normalise import clean, normalise
from analysis.text.pieces import BIAS, SCALE, pieces
from analysis.text.scripts import is_arabic
from analysis.text.tagging import listed_latin_words, spoken_words
from analysis.text.traits import LATIN_LANGUAGES, TRAITS, chances_of, log_odds, traits
from analysis.text.variety import LATIN_PIECES, TRAIT_WEIGHTS, folded
from analysis.wordlists import DATA, names, rows

Matrix = NDArray[np.float64]
Text = tuple[str, str]
Bag = Mapping[str, float]
Table = dict[str, tuple[float, ...]]

# A piece seen in fewer words or texts, or weighing less, is not worth a line.
_FEWEST: Final = {"latin": 4, "arabic": 3}
_LEAST: Final = {"latin": 0.25, "arabic": 0.03}
_FREEDOM: Final = {"latin": 1.0, "arabic": 0.5, "traits": 1.0}
# Frequent words teach more than rare ones, though less than by their number.
_DAMPING: Final = 0.75
_LISTED: Final = {"grammar": 4.0, "content": 1.0, "ambiguous": 0.5}
_OTHER: Final = 3.0
# A word of French in an Arabizi text is a loan: it shows little of what Arabizi is, so that alone it stays French.
_LOAN: Final = 0.25


def _texts(part: int) -> list[Text]:
    """(variety, text) of every second train file and every second foreign sentence."""
    found = [
        (row["variety"], row["text"]) for name in names("corpus/train_*.tsv")[part::2] for row in rows(name)
    ]
    return found + [("other", row["text"]) for row in rows("words/other_sentences.tsv")[part::2]]


def _fit(
    bags: Sequence[Bag], labels: Sequence[str], counted: Sequence[float], classes: Sequence[str], kind: str
) -> Table:
    """Multinomial logistic regression over bags; one column a class, or one column for the second of two."""
    seen = Counter(piece for bag in bags for piece in bag)
    kept = sorted(piece for piece, times in seen.items() if times >= _FEWEST[kind] or piece.startswith("*"))
    place = {piece: number for number, piece in enumerate(kept)}
    inside = [[(place[piece], value) for piece, value in bag.items() if piece in place] for bag in bags]
    ends = np.cumsum([0, *map(len, inside)])
    matrix = csr_matrix(
        (
            [value for bag in inside for _, value in bag],
            [number for bag in inside for number, _ in bag],
            ends,
        ),
        shape=(len(bags), len(kept)),
    )
    targets = np.array([classes.index(label) for label in labels])
    with one_thread():
        model = LogisticRegression(C=_FREEDOM[kind], max_iter=500).fit(matrix, targets, sample_weight=counted)
    table: Table = {BIAS: tuple(model.intercept_)}
    for piece, column in zip(kept, model.coef_.T, strict=True):
        if np.abs(column).max() >= _LEAST[kind] or piece.startswith("*"):
            table[piece] = tuple(column)
    return table


def _latin_table(texts: Sequence[Text]) -> Table:
    counts: Counter[tuple[str, str]] = Counter()
    for variety, text in texts:
        if variety in LATIN_LANGUAGES:
            counts.update((folded(word), variety) for word in _latin(text))
    lists = dict(zip(LATIN_LANGUAGES, listed_latin_words(), strict=True))
    lent = {word for word in lists["fr"] if word not in lists["arabizi"]}
    amounts = {
        (word, own): times * (_LOAN if own == "arabizi" and normalise(word) in lent else 1.0)
        for (word, own), times in counts.items()
    }
    for language, listed in lists.items():
        for word, kind in listed.items():
            own = _LISTED[kind] * (_OTHER if language == "other" else 1.0)
            amounts[word, language] = amounts.get((word, language), 0.0) + own
    pairs = sorted(amounts)
    return _fit(
        [dict.fromkeys(pieces(word), 1.0) for word, _ in pairs],
        [language for _, language in pairs],
        [amounts[pair] ** _DAMPING for pair in pairs],
        LATIN_LANGUAGES,
        "latin",
    )


def _latin(text: str) -> list[str]:
    spoken = (match.group() for match in spoken_words(clean(text)))
    return [word for word in spoken if not is_arabic(word[0])]


def _known(listed: Sequence[str]) -> tuple[float, float]:
    evidence = [known_evidence(word, previous) for word, previous in zip(listed, ("", *listed), strict=False)]
    return sum(derja for derja, _ in evidence), sum(standard for _, standard in evidence)


def _arabic_bag(text: str) -> Bag:
    listed = arabic_words(text)
    bag: Counter[str] = Counter(piece for word in listed for piece in pieces(word))
    derja, standard = _known(listed)
    return {**bag, FOR_DERJA: derja, FOR_STANDARD: standard}


def _arabic_table(texts: Sequence[Text]) -> Table:
    own = [(variety, text) for variety, text in texts if variety in ("ar", "aeb")]
    return _fit(
        [_arabic_bag(text) for _, text in own],
        [variety for variety, _ in own],
        [1.0] * len(own),
        ("ar", "aeb"),
        "arabic",
    )


def _summed(table: Table, bag: Bag) -> Matrix:
    total = np.array(table[BIAS])
    for piece, value in bag.items():
        if piece in table:
            total = total + value * np.array(table[piece])
    return total


def _traits_by(latin: Table, arabic: Table) -> Callable[[str], list[float] | None]:
    known: dict[str, tuple[float, ...]] = {}

    def chances(word: str) -> tuple[float, ...]:
        word = folded(word)
        if word not in known:
            known[word] = chances_of(tuple(_summed(latin, dict.fromkeys(pieces(word), 1.0))))
        return known[word]

    def found(text: str) -> list[float] | None:
        spoken = spoken_words(clean(text))
        if not spoken:
            return None
        own = [chances(word) for word in _latin(text)]
        odds = [tuple(map(log_odds, one)) for one in own]
        derja = float(_summed(arabic, _arabic_bag(text))[0])
        return traits(len(spoken) - len(own), derja, own, odds)

    return found


def _trait_table(halves: Sequence[Sequence[Text]]) -> Table:
    """Weights of traits, each half read by what the other half taught: nobody is as sure of unseen words as of
    those learned from.
    """
    values: list[list[float]] = []
    labels: list[str] = []
    for own, other in (halves, halves[::-1]):
        read = _traits_by(_latin_table(other), _arabic_table(other))
        for variety, text in own:
            found = read(text)
            if found is not None:
                values.append(found)
                labels.append(variety)
    targets = np.array([VARIETIES.index(label) for label in labels])
    counted = np.where(targets == VARIETIES.index("other"), _OTHER, 1.0)
    with one_thread():
        model = LogisticRegression(C=_FREEDOM["traits"], max_iter=3000)
        model.fit(np.array(values), targets, sample_weight=counted)
    return {BIAS: tuple(model.intercept_), **dict(zip(TRAITS, map(tuple, model.coef_.T), strict=True))}


def _write(name: str, header: Sequence[str], table: Table) -> None:
    lines = ["# Learned from the written corpus by `python -m analysis.text.learning`; in hundredths."]
    lines.append("\t".join(header))
    for piece, values in sorted(table.items()):
        cells = [piece, *(str(round(value * SCALE)) for value in values)]
        lines += ["\t".join(cells)]
    (DATA / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def learn(halves: Sequence[Sequence[Text]] | None = None) -> None:
    """Learns the three tables and writes them over the bundled ones."""
    halves = halves or (_texts(0), _texts(1))
    whole = [*halves[0], *halves[1]]
    _write(LATIN_PIECES, ("piece", *LATIN_LANGUAGES), _latin_table(whole))
    _write(ARABIC_PIECES, ("piece", "aeb"), _arabic_table(whole))
    _write(TRAIT_WEIGHTS, ("trait", *VARIETIES), _trait_table(halves))


if __name__ == "__main__":
    learn()
