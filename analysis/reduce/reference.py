"""Language means of an encoder, taken from the bundled parallel statements.

They let a single answer be centred the same way whatever else arrives with it.
"""

from __future__ import annotations

from analysis.encode.encoder import SentenceEncoder, encoder_id
from analysis.encode.vectors import default_encoder, encode_texts
from analysis.reduce.centering import LanguageCentering
from analysis.text.identify import VARIETIES
from analysis.wordlists import rows

_KNOWN: dict[str, LanguageCentering] = {}


def reference_centering(encoder: SentenceEncoder | None = None) -> LanguageCentering:
    """A `LanguageCentering` fitted on the same statements in every variety: what differs between its means is
    language alone.

    Computed once per encoder and process (about 120 short texts).
    """
    chosen = encoder or default_encoder()
    identity = encoder_id(chosen)
    if identity not in _KNOWN:
        pairs = [
            (row[variety], variety)
            for row in rows("reference.tsv")
            for variety in VARIETIES
            if variety in row
        ]
        texts, languages = [text for text, _ in pairs], [variety for _, variety in pairs]
        vectors = encode_texts(texts, varieties=languages, encoder=chosen)
        _KNOWN[identity] = LanguageCentering(shrinkage=2.0).fit(vectors, languages=languages)
    return _KNOWN[identity]
