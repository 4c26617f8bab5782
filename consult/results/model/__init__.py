"""What a city publishes, the gate before it, and its open data. It refuses to count."""

from consult.results.model.gate import Original, problems, publish, retract
from consult.results.model.redaction import BLOCK, Span, redact, uncovered
from consult.results.model.release import (
    NOT_A_POLL,
    Decision,
    Evidence,
    Finding,
    Link,
    PublishedTheme,
    PublishedTopic,
    Quote,
    Release,
    State,
    canonical,
    content_hash,
    decode,
    encode,
    mix,
    public,
    quote_of,
    topic_counts,
)
from consult.results.model.rows import HEADER, csv_file, csv_rows
from consult.spreadsheets import safe_cell

__all__ = [
    "BLOCK",
    "HEADER",
    "NOT_A_POLL",
    "Decision",
    "Evidence",
    "Finding",
    "Link",
    "Original",
    "PublishedTheme",
    "PublishedTopic",
    "Quote",
    "Release",
    "Span",
    "State",
    "canonical",
    "content_hash",
    "csv_file",
    "csv_rows",
    "decode",
    "encode",
    "mix",
    "problems",
    "public",
    "publish",
    "quote_of",
    "redact",
    "retract",
    "safe_cell",
    "topic_counts",
    "uncovered",
]
