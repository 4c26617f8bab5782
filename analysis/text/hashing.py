"""Names texts by their content, so that order and process never matter (Python's own `hash` changes with
every start).
"""

from __future__ import annotations

import hashlib


def text_hash(text: str) -> str:
    """SHA-256 of the text as UTF-8, in hexadecimal; lone surrogates are hashed as they are rather than
    refused.
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
