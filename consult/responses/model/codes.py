"""The secrets a citizen holds: the token of a draft, the submission key, the receipt code.

One random token begins a draft; the submission key follows from it, and the receipt code from the key. So the same form
sent twice shows the same code, while only hashes are ever stored. A token is written like a code, so that it can be typed
on another phone. It refuses to know what the secrets lead to.
"""

import base64
import hashlib
import secrets
import unicodedata

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_CODE_BYTES = 20  # 160 bits, so 32 characters with none to pad
_FROM_STANDARD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", _ALPHABET)
_AS_TYPED = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_token() -> str:
    """What a browser holds while it fills in a form, and the code to go on elsewhere: 160 random bits."""
    return written(secrets.token_bytes(_CODE_BYTES))


def hash_of(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def submission_key_of(token: str) -> str:
    return _code(f"submission:{token}")


def receipt_code_of(submission_key: str) -> str:
    return _code(f"receipt:{submission_key}")


def is_code(text: str) -> bool:
    """Whether it has the shape of a token, a key or a receipt code as they are kept: 32 characters of ours."""
    return _is_written(text, length=32)


def _is_written(text: str, *, length: int) -> bool:
    return len(text) == length and set(text) <= set(_ALPHABET)


def grouped(code: str) -> str:
    """A code as it is shown and copied: eight groups of four."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def code_from(typed: str) -> str | None:
    """A code from what a person typed or scanned: any dashes and blanks, Arabic digits, the whole address of a receipt.

    None when it cannot be one.
    """
    return typed_as(typed, length=32)


def typed_as(typed: str, *, length: int) -> str | None:
    """What a person typed, as a code of that length is written; None when it cannot be one."""
    last = unicodedata.normalize("NFKC", typed).strip().partition("?")[0].rstrip("/").rpartition("/")[2]
    plain = "".join(_plain(letter) for letter in last if letter.isalnum()).upper().translate(_AS_TYPED)
    return plain if _is_written(plain, length=length) else None


def _plain(letter: str) -> str:
    return str(unicodedata.digit(letter)) if letter.isdigit() else letter


def _code(seed: str) -> str:
    return written(hashlib.sha256(seed.encode()).digest()[:_CODE_BYTES])


def written(given: bytes) -> str:
    """Bytes in our alphabet: eight characters for five of them."""
    return base64.b32encode(given).decode().translate(_FROM_STANDARD)
