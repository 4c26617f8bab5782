"""Writes Tunisian Arabizi in Arabic script, word by word: a lexicon first, then a word list near what the
rules spell.

French and English words inside the text stay as they are, because the encoder reads them; nothing is
translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from analysis.estimator import Estimator
from analysis.text.letters import spell
from analysis.text.normalise import clean, normalise
from analysis.text.scripts import is_arabic
from analysis.text.tagging import TaggedWord, tag_latin_words
from analysis.wordlists import rows, sections

_JOINED: Final = {
    "el": "ال", "il": "ال", "al": "ال", "l": "ال", "lel": "لل", "fel": "في ال", "fil": "في ال",
    "bel": "بال", "bil": "بال", "mel": "من ال", "mil": "من ال", "wel": "وال", "wil": "وال",
    "3al": "على ال", "3l": "على ال", "kel": "كال", "hal": "هال", "w": "و", "ou": "و",
}  # fmt: skip
# Written against the next word: (typed, in Arabic letters), longest first.
_PREFIXES: Final = (
    ("lel", "لل"), ("fel", "في ال"), ("bel", "بال"), ("mel", "من ال"), ("wel", "وال"), ("3al", "على ال"),
    ("el", "ال"), ("il", "ال"), ("l", "ال"),
    ("b", "ب"), ("f", "ف"), ("w", "و"),
)  # fmt: skip
_SUFFIXES: Final = (
    ("hom", "هم"),
    ("kom", "كم"),
    ("na", "نا"),
    ("ha", "ها"),
    ("ek", "ك"),
    ("ou", "و"),
    ("ch", "ش"),
    ("i", "ي"),
)
_SAME_SOUND: Final = (
    ("kh", "5"),
    ("gh", "8"),
    ("q", "9"),
    ("sh", "ch"),
    ("oo", "ou"),
    ("y", "i"),
    ("ouw", "ou"),
)
_DOUBLED = re.compile(r"(.)\1+")
_ASSIMILATED_ARTICLE = re.compile(r"^e(?:ss|dd|nn|tt|rr|zz|ll|cc|jj)")
_ARTICLE_BEFORE_FOREIGN = re.compile(r"(?<!\S)(?:و|ب|ك)?ال (?=[^\u0600-\u06ff])")
_VOWELS = re.compile(r"[aeiouyw2]|(?<=.)h$")
_SOUNDS: Final = str.maketrans(
    {
        "ث": "t", "ذ": "d", "ظ": "d", "ض": "d", "د": "d", "ط": "t", "ت": "t", "ص": "s", "س": "s",
        "ش": "C", "ح": "h", "ه": "h", "خ": "5", "غ": "8", "ق": "9", "ك": "k", "ع": "3", "ب": "b",
        "ج": "j", "ر": "r", "ز": "z", "ف": "f", "ل": "l", "م": "m", "ن": "n",
        "ا": None, "و": None, "ي": None, "ى": None, "ة": None, "ء": None, "أ": None, "إ": None,
        "آ": None, "ئ": None, "ؤ": None,
    }
)  # fmt: skip
_NEAR_ENOUGH: Final = 0.75


def _key(word: str) -> str:
    """A spelling key under which the usual variants of one Arabizi word meet."""
    for typed, sound in _SAME_SOUND:
        word = word.replace(typed, sound)
    return _DOUBLED.sub(r"\1", word)


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows("arabizi_lexicon.tsv"):
        for form in row["forms"].split():
            found.setdefault(_key(normalise(form)), row["arabic"])
    return found


def _sounds_of_arabic(word: str) -> str:
    return _DOUBLED.sub(r"\1", word.translate(_SOUNDS))


def _sounds_of_latin(word: str) -> str:
    key = _VOWELS.sub("", _key(word)).replace("ch", "C").replace("th", "t").replace("dh", "d")
    return _DOUBLED.sub(
        r"\1",
        key.replace("7", "h")
        .replace("6", "t")
        .replace("4", "d")
        .replace("g", "9")
        .replace("p", "b")
        .replace("v", "f"),
    )


@lru_cache(maxsize=1)
def _arabic_words_by_sound() -> dict[str, tuple[str, ...]]:
    known = {row["arabic"] for row in rows("arabizi_lexicon.tsv")}
    for name in ("words/aeb.txt", "words/ar.txt"):
        known.update(word for listed in sections(name).values() for word in listed)
    found: dict[str, list[str]] = {}
    for word in sorted(known):
        found.setdefault(_sounds_of_arabic(word), []).append(word)
    return {sounds: tuple(listed) for sounds, listed in found.items()}


def _nearest_known(word: str, spelt: str) -> str | None:
    """The listed Arabic word with the same consonants that looks most like what the rules spell, if near
    enough.
    """
    sounds = _sounds_of_latin(word)
    candidates = _arabic_words_by_sound().get(sounds, ()) if len(sounds) >= 3 else ()
    rated = [(SequenceMatcher(None, spelt, known, autojunk=False).ratio(), known) for known in candidates]
    best = max(rated, default=(0.0, ""))
    return best[1] if best[0] >= _NEAR_ENOUGH else None


def _with_affix(word: str) -> str | None:
    lexicon = _lexicon()
    for typed, letters in _PREFIXES:
        stem = _key(word[len(typed) :])
        if word.startswith(typed) and len(stem) >= 3 and stem in lexicon:
            return (
                letters + lexicon[stem].removeprefix("ال")
                if letters.endswith(("ال", "لل"))
                else letters + lexicon[stem]
            )
    if _ASSIMILATED_ARTICLE.match(word) and _key(word[1:]) in lexicon:
        return "ال" + lexicon[_key(word[1:])]
    for typed, letters in _SUFFIXES:
        stem = _key(word[: -len(typed)])
        if word.endswith(typed) and len(stem) >= 3 and stem in lexicon:
            return lexicon[stem].removesuffix("ة") + ("ت" if lexicon[stem].endswith("ة") else "") + letters
    return None


def is_listed(word: str) -> bool:
    """True when the lexicon holds this spelling, or one that differs from it by rule only."""
    return _key(normalise(word)) in _lexicon()


@lru_cache(maxsize=65536)
def known_word(word: str) -> str | None:
    """The Arabic word an Arabizi spelling is known for, by the lexicon or by its consonants; None when only
    rules could tell.
    """
    word = normalise(word).replace("'", "").replace("-", "")
    if word in _JOINED:
        return _JOINED[word]
    return _lexicon().get(_key(word)) or _with_affix(word) or _nearest_known(word, spell(word))


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
