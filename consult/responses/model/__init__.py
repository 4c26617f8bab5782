"""The nouns and rules of what citizens said: responses, receipts, the secrets that lead to them, masked words."""

from consult.responses.model.boxes import (
    Box,
    Understood,
    as_typed,
    boxes_of,
    said,
    understand,
)
from consult.responses.model.codes import (
    code_from,
    grouped,
    hash_of,
    is_code,
    new_token,
    receipt_code_of,
    submission_key_of,
)
from consult.responses.model.doubles import (
    Compared,
    chosen,
    differing,
    sheet_order,
    wilson,
)
from consult.responses.model.edits import (
    Carried,
    Edit,
    carried,
    carried_from,
    edit_from,
    edit_of,
)
from consult.responses.model.guarding import (
    HONEYPOT_FIELD,
    PROOF_FIELD,
    REASONS,
    is_too_fast,
    least_time,
    proves,
)
from consult.responses.model.holding import (
    Decision,
    Held,
    HeldCount,
    Rulings,
)
from consult.responses.model.invitations import (
    CodeRefused,
    Invitation,
    code_hash,
    invitation,
    invitation_code_from,
    new_code,
)
from consult.responses.model.masking import (
    BLOCK,
    masked,
)
from consult.responses.model.outcome import (
    Outcome,
    Told,
    ToldTopic,
)
from consult.responses.model.plain import (
    plain,
)
from consult.responses.model.submission import (
    CHANNELS,
    AnswerItem,
    Origin,
    Receipt,
    Screening,
    Submission,
)
from consult.responses.model.transcript import (
    NOTHING,
    copied,
    in_paper_order,
    read_copy,
)

__all__ = [
    "BLOCK",
    "CHANNELS",
    "HONEYPOT_FIELD",
    "NOTHING",
    "PROOF_FIELD",
    "REASONS",
    "AnswerItem",
    "Box",
    "Carried",
    "CodeRefused",
    "Compared",
    "Decision",
    "Edit",
    "Held",
    "HeldCount",
    "Invitation",
    "Origin",
    "Outcome",
    "Receipt",
    "Rulings",
    "Screening",
    "Submission",
    "Told",
    "ToldTopic",
    "Understood",
    "as_typed",
    "boxes_of",
    "carried",
    "carried_from",
    "chosen",
    "code_from",
    "code_hash",
    "copied",
    "differing",
    "edit_from",
    "edit_of",
    "grouped",
    "hash_of",
    "in_paper_order",
    "invitation",
    "invitation_code_from",
    "is_code",
    "is_too_fast",
    "least_time",
    "masked",
    "new_code",
    "new_token",
    "plain",
    "proves",
    "read_copy",
    "receipt_code_of",
    "said",
    "sheet_order",
    "submission_key_of",
    "understand",
    "wilson",
]
