"""How long an honest answer to a form can be, so that no door is narrower than the form itself."""

from __future__ import annotations

from consult.consultations.kinds import kind_of
from consult.consultations.model.document import Questionnaire
from consult.consultations.model.paths import field_names

PER_CHARACTER = 12  # an Arabic letter is six bytes in a sent form, the rarest signs are twelve
PER_FIELD = 200  # a name, a choice, a number, what parts them


def most_bytes(questionnaire: Questionnaire) -> int:
    """The size of the whole form as a browser sends it, every text as long as it may be."""
    words = sum(kind_of(question.spec).most_characters(question.spec) for question in questionnaire.questions)
    return words * PER_CHARACTER + len(field_names(questionnaire)) * PER_FIELD
