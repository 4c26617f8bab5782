"""Writes Tunisian Arabizi in Arabic script, word by word: a lexicon first, then a word list near what the
rules spell.

French and English words inside the text stay as they are, because the encoder reads them; nothing is
translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from analysis.estimator import Estimator
from analysis.text.arabizi_candidates import nearest_word, takes_in_article
from analysis.text.arabizi_listed import in_lexicon, listed_spelling
from analysis.text.letters import spell
from analysis.text.normalise import clean, normalise
from analysis.text.scripts import is_arabic
from analysis.text.tagging import TaggedWord, tag_latin_words

_JOINED: Final = {
    "el": "ال", "il": "ال", "al": "ال", "l": "ال", "lel": "لل", "fel": "في ال", "fil": "في ال",
    "bel": "بال", "bil": "بال", "mel": "من ال", "mil": "من ال", "wel": "وال", "wil": "وال",
    "3al": "على ال", "3l": "على ال", "kel": "كال", "hal": "هال", "w": "و", "ou": "و",
}  # fmt: skip
_ARTICLE_BEFORE_FOREIGN = re.compile(r"(?<!\S)(?:و|ب|ك)?ال (?=[^\u0600-\u06ff])")


def is_listed(word: str) -> bool:
    """True when the lexicon holds this spelling, or one that differs from it by rule only."""
    return in_lexicon(normalise(word)) is not None


@lru_cache(maxsize=65536)
def known_word(word: str) -> str | None:
    """The Arabic word an Arabizi spelling is known for, by the lexicon or by its consonants; None when only
    rules could tell.
    """
    word = normalise(word).replace("'", "").replace("-", "")
    if word in _JOINED:
        return _JOINED[word]
    # A first letter typed twice is the article taken into it, which the spelling key would overlook.
    return (None if takes_in_article(word) else listed_spelling(word)) or nearest_word(word)


def transliterate_word(word: str) -> str:
    """One Arabizi word in Arabic letters. Clitics written against the word are kept joined as Arabic writes
    them.
    """
    return known_word(word) or spell(normalise(word).replace("'", "").replace("-", ""))


def _stays(tagged: TaggedWord, only_derja: bool) -> bool:
    """French and English words stay; so does an ambiguous spelling in a text that speaks those languages."""
    if tagged.language not in ("fr", "en"):
        return False
    return not (is_listed(tagged.word) and (only_derja or tagged.probability < 0.6))


def _pieces(text: str, tags: Sequence[TaggedWord]) -> list[tuple[str, bool]]:
    """The text cut at its Arabizi words: (piece, was transliterated)."""
    only_derja = not any(
        tag.language in ("fr", "en") and tag.weight > 0.1 and not is_listed(tag.word) for tag in tags
    )
    pieces: list[tuple[str, bool]] = []
    last = 0
    for tag in tags:
        if _stays(tag, only_derja):
            continue
        pieces.append((text[last : tag.start], False))
        pieces.append((transliterate_word(tag.word), True))
        last = tag.end
    return [*pieces, (text[last:], False)]


def transliterate(text: str) -> str:
    """The cleaned text with its Arabizi words in Arabic script; French, English and Arabic-script words stay.
    Never raises.
    """
    text = clean(text)
    written = ""
    for piece, changed in _pieces(text, tag_latin_words(text)):
        # The article and "and" are written against the Arabic word that follows.
        joins = changed and written.endswith(("ال ", "لل ", "و "))
        prefix = written[:-1].rsplit(" ", 1)[-1] if joins else ""
        written = (written[:-1] if prefix in _JOINED.values() or prefix == "ال" else written) + piece
    # An article before a word left in French would only be noise.
    return _ARTICLE_BEFORE_FOREIGN.sub("", written).strip()


class ArabiziTransliterator(Estimator):
    """`transliterate` as a stateless scikit-learn transformer: n texts in, n texts out."""

    def fit(self, texts: Sequence[str], y: object = None) -> ArabiziTransliterator:
        """Nothing to learn; returns self."""
        return self

    def transform(self, texts: Iterable[str]) -> list[str]:
        """One transliterated text per text, in order."""
        return [transliterate(text) for text in texts]


def has_arabizi(text: str) -> bool:
    """True when `transliterate` would change a word of the text."""
    text = clean(text)
    return any(changed for _, changed in _pieces(text, tag_latin_words(text))) and not all(
        map(is_arabic, text)
    )
