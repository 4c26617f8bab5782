"""A page ready to send: dressed in its rules, with the policy that allows them, in every encoding.

For pages that are the same for everyone. It refuses to know which pages those are.
"""

import hashlib
from dataclasses import dataclass

from consult.web.encoding import Encoded, encoded
from consult.web.security import policy
from consult.web.styles import dressed


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    body: Encoded
    policy: str
    etag: str

    @classmethod
    def of(cls, html: str) -> "Rendered":
        """From what `render` gave."""
        text, source = dressed(html)
        body = text.encode()
        tag = hashlib.sha256(body).hexdigest()[:16]
        return cls(body=encoded(body), policy=policy(source, text if source else ""), etag=f'"{tag}"')
