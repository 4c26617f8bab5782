"""The one gate through which text from outside enters.

Lone surrogates, NUL, control and bidi-override characters pass a web framework and are refused, or misread, further in.
"""

import re
import unicodedata

# Controls except tab and newline; bidi embeddings, overrides and isolates; byte-order mark; noncharacters; surrogates.
_REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\uffff"
    "\ufdd0-\ufdef\ud800-\udfff"
    + "".join(chr((plane << 16) + low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
_NEWLINES = re.compile(r"\r\n?")


def clean_text(text: str, *, multiline: bool = True) -> str:
    """NFC text without characters that have no business in a citizen's words; outer blanks are cut."""
    text = _NEWLINES.sub("\n", text)
    text = _REFUSED.sub("", text)
    if not multiline:
        text = " ".join(text.split())
    return unicodedata.normalize("NFC", text).strip()
