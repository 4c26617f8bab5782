"""The nouns and rules of what citizens said: responses, receipts, the secrets that lead to them, masked words."""

from consult.responses.model.codes import (
    code_from,
    grouped,
    hash_of,
    is_code,
    new_token,
    receipt_code_of,
    submission_key_of,
)
from consult.responses.model.edits import Carried, Edit, carried, carried_from, edit_from, edit_of
from consult.responses.model.masking import BLOCK, masked
from consult.responses.model.outcome import Outcome, Told, ToldTopic
from consult.responses.model.submission import CHANNELS, AnswerItem, Origin, Receipt, Screening, Submission

__all__ = [
    "BLOCK",
    "CHANNELS",
    "AnswerItem",
    "Carried",
    "Edit",
    "Origin",
    "Outcome",
    "Receipt",
    "Screening",
    "Submission",
    "Told",
    "ToldTopic",
    "carried",
    "carried_from",
    "code_from",
    "edit_from",
    "edit_of",
    "grouped",
    "hash_of",
    "is_code",
    "masked",
    "new_token",
    "receipt_code_of",
    "submission_key_of",
]
