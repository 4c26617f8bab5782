"""Two readings of a text: `clean` keeps its spelling for the encoder, `normalise` folds it into a key for
comparing words.

Neither ever replaces the original, which stays with its author; nothing here knows what a word means.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from analysis.estimator import Estimator

URL_MARK: Final = "urlmark"
EMAIL_MARK: Final = "emailmark"

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_TATWEEL_AND_MARKS = re.compile("[\u0640\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff]")
_ELONGATION = re.compile(r"([^\W\d_])\1{2,}", re.IGNORECASE)
_PUNCTUATION_RUN = re.compile(r"([^\w\s])\1+")
# Bounded and anchored: an unbounded run before the sign would cost the square of a long text.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

_ARABIC_FOLDS = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ۀ": "ه",
        "ہ": "ه", "ھ": "ه",
        "ؤ": "و", "ئ": "ي", "ک": "ك", "پ": "ب", "چ": "ش", "ژ": "ج", "گ": "ق", "ڨ": "ق", "ڤ": "ق", "ڥ": "ق",
        "’": "'", "ʼ": "'", "`": "'", "´": "'", "œ": "oe", "æ": "ae", "ß": "ss",
    }
)  # fmt: skip
_DIGITS = str.maketrans({chr(start + value): str(value) for start in (0x0660, 0x06F0) for value in range(10)})


def ascii_digits(text: str) -> str:
    """Arabic-Indic and extended Arabic-Indic digits become 0–9; all else, and the length, stays."""
    return text.translate(_DIGITS)


@lru_cache(maxsize=16384)
def clean(text: str) -> str:
    """The text without what only a machine sees: for reading, encoding and identifying.

    NFKC; control, bidi and zero-width characters out; tatweel and vowel marks out; letters repeated three
    times or more once; addresses replaced by a placeholder word; blanks single. Case, accents and hamzas stay
    as written.
    """
    text = _INVISIBLE.sub("", text)
    text = unicodedata.normalize("NFKC", text)
    text = _INVISIBLE.sub("", _TATWEEL_AND_MARKS.sub("", text))
    text = _URL.sub(f" {URL_MARK} ", _EMAIL.sub(f" {EMAIL_MARK} ", text))
    text = _PUNCTUATION_RUN.sub(r"\1", _ELONGATION.sub(r"\1", ascii_digits(text)))
    return " ".join(text.split())


def _without_accents(text: str) -> str:
    # Decomposing would also split hamzas, which were folded already.
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def normalise(text: str) -> str:
    """A key under which spellings of the same words meet: `clean`, then case, accents, alef, ya, ta marbuta
    and hamza folded.

    Idempotent. The folding of Arabic letters follows common practice in Arabic retrieval (Larkey et al.
    2002).
    """
    folded = clean(text).casefold().translate(_ARABIC_FOLDS)
    # Folding can make three equal letters of three different ones, so elongation is squeezed once more.
    return " ".join(_ELONGATION.sub(r"\1", _without_accents(folded)).split())


def words(text: str) -> list[str]:
    """The words of a cleaned or normalised text in order, placeholders left out; digits inside words stay
    (Arabizi).
    """
    return [word for word in _WORD.findall(text) if word not in (URL_MARK, EMAIL_MARK)]


def is_blank(text: str) -> bool:
    """True when nothing visible was written (empty, spaces, control characters only)."""
    return not clean(text)


def has_words(text: str) -> bool:
    """True when at least one letter was written: a text of digits, emoji or punctuation alone has none."""
    return any(char.isalpha() for char in clean(text))


class Normalizer(Estimator):
    """`normalise` as a scikit-learn transformer: n texts in, a list of n keys out. Stateless."""

    def fit(self, texts: Sequence[str], y: object = None) -> Normalizer:
        """Nothing to learn; returns self."""
        return self

    def transform(self, texts: Iterable[str]) -> list[str]:
        """One key per text, in order."""
        return [normalise(text) for text in texts]

    def fit_transform(self, texts: Iterable[str], y: object = None) -> list[str]:
        """Same as `transform`."""
        return self.transform(texts)
