"""A form that somebody else copies for the citizen, from paper or from a file: the same rules as online, with nothing dropped.

It also holds what staff ask (`asked_by: facilitator`). Online, an answer to a question that does not show is dropped, because
nobody can have seen it; on paper everybody sees everything, so here it is a problem and a person decides.
"""

from __future__ import annotations

from dataclasses import replace

import msgspec

from consult.consultations.kinds import kind_of
from consult.consultations.kinds.reading import FieldsLike
from consult.consultations.model import Page, Question, Questionnaire, Reading, read_all
from consult.errors import Problem
from consult.i18n.text import N_

NOT_ASKED = N_("By an earlier answer, this question is not asked. Clear it, or correct the earlier answer.")
NOTHING = N_("Nothing is answered here.")
STAFF_PAGE = "facilitator"


def copied(questionnaire: Questionnaire) -> Questionnaire:
    """The same questionnaire with the questions of staff in it; those that stand on no page come last."""
    placed = {key for page in questionnaire.pages for key in page.questions}
    apart = tuple(
        one.key for one in questionnaire.questions if one.asked_by == "facilitator" and one.key not in placed
    )
    pages = questionnaire.pages
    if apart:
        pages = (*pages, Page(key=STAFF_PAGE, questions=apart))
    questions = tuple(msgspec.structs.replace(one, asked_by="citizen") for one in questionnaire.questions)
    return Questionnaire(pages=pages, questions=questions)


def in_paper_order(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """Each question once, in the order of the pages: numbered as on the printed questionnaire. A note asks nothing."""
    questions = questionnaire.by_key()
    keys = dict.fromkeys(key for page in questionnaire.pages for key in page.questions)
    return tuple(questions[key] for key in keys if kind_of(questions[key].spec).asks)


def read_copy(questionnaire: Questionnaire, fields: FieldsLike) -> Reading:
    """What a copied form says. `questionnaire` is one that `copied` made."""
    reading = read_all(questionnaire, fields)
    questions = questionnaire.by_key()
    unasked = tuple(
        Problem(name, NOT_ASKED)
        for key in reading.hidden
        for name in kind_of(questions[key].spec).field_names(questions[key])
        if any(value.strip() for value in fields.many(name))
    )
    if unasked:
        return replace(reading, problems=reading.problems + unasked)
    if not reading.items and not reading.problems:
        return replace(reading, problems=(Problem("", NOTHING),))
    return reading
