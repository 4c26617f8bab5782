"""The nouns and rules of what citizens said: responses, receipts, the secrets that lead to them, masked words."""

from consult.responses.model.boxes import Box, Understood, as_typed, boxes_of, said, understand
from consult.responses.model.codes import (
    code_from,
    grouped,
    hash_of,
    is_code,
    new_token,
    receipt_code_of,
    submission_key_of,
)
from consult.responses.model.doubles import Compared, chosen, differing, sheet_order, wilson
from consult.responses.model.masking import BLOCK, masked
from consult.responses.model.plain import plain
from consult.responses.model.submission import CHANNELS, AnswerItem, Receipt, Screening, Submission
from consult.responses.model.transcript import NOTHING, copied, in_paper_order, read_copy

__all__ = [
    "BLOCK",
    "CHANNELS",
    "NOTHING",
    "AnswerItem",
    "Box",
    "Compared",
    "Receipt",
    "Screening",
    "Submission",
    "Understood",
    "as_typed",
    "boxes_of",
    "chosen",
    "code_from",
    "copied",
    "differing",
    "grouped",
    "hash_of",
    "in_paper_order",
    "is_code",
    "masked",
    "new_token",
    "plain",
    "read_copy",
    "receipt_code_of",
    "said",
    "sheet_order",
    "submission_key_of",
    "understand",
    "wilson",
]
