"""Two writings of the same words: letter case, blanks, marks and the forms of Arabic letters do not tell them apart.

Used where a person's typing is compared: a label in a file of answers, a sheet typed twice. Never on what is stored.
"""

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ة": "ه",
        "ؤ": "و",
        "ئ": "ي",
        "ـ": "",
        "’": "'",
        "œ": "oe",
    }
)
_NOT_WORDS = re.compile(r"[^\w]+")


def plain(text: str) -> str:
    """Folded case, no vowel marks or accents, one form of each Arabic letter, western digits, single blanks."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    letters = (one for one in unicodedata.normalize("NFD", folded) if not unicodedata.combining(one))
    digits = "".join(str(unicodedata.decimal(one, None) or 0) if one.isdecimal() else one for one in letters)
    return _NOT_WORDS.sub(" ", digits.translate(_LETTERS)).replace("_", " ").strip()
