"""Checks what questions say about each other: a condition can wait only for an answer given on an earlier
page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from consult.consultations.kinds import kind_of
from consult.consultations.kinds.source import Source
from consult.consultations.loader.questions import Found
from consult.consultations.model import Page, Question, ShowIf
from consult.i18n.text import N_

UNKNOWN_QUESTION = N_("“show_if” waits for “%(given)s”, which is not a question of this file.")
NOT_ASKED = N_("“show_if” waits for “%(given)s”, which is not asked of citizens.")
CANNOT_WAIT = N_(
    "“show_if” cannot wait for “%(given)s”: a question of the kind “%(kind)s” has nothing to choose."
)
UNKNOWN_OPTION = N_("“show_if” waits for “%(option)s”, which “%(given)s” does not offer.")
NOT_EARLIER = N_("“show_if” waits for “%(given)s”, which must stand on an earlier page.")


def check_conditions(found: Found, pages: Sequence[Page]) -> None:
    questions = {one.question.key: one.question for one in found.placed}
    page_numbers = {
        key: number for number, page in reversed(list(enumerate(pages))) for key in page.questions
    }
    for one in found.placed:
        condition, source = one.question.show_if, one.source.child("show_if")
        if condition is None or source is None or condition.question in found.unreadable:
            continue
        _check(source, condition, one.question, questions=questions, page_numbers=page_numbers)


def _check(
    source: Source,
    condition: ShowIf,
    waiting: Question,
    *,
    questions: Mapping[str, Question],
    page_numbers: Mapping[str, int],
) -> None:
    given = condition.question
    waited_for = questions.get(given)
    if waited_for is None:
        source.report(UNKNOWN_QUESTION, at="question", given=given[:60])
        return
    if waited_for.asked_by != "citizen":
        source.report(NOT_ASKED, at="question", given=given)
        return
    _check_options(source, condition, waited_for)
    if given in page_numbers and page_numbers[given] >= page_numbers.get(waiting.key, len(page_numbers)):
        source.report(NOT_EARLIER, at="question", given=given)


def _check_options(source: Source, condition: ShowIf, waited_for: Question) -> None:
    offered = kind_of(waited_for.spec).condition_ids(waited_for.spec)
    if not offered:
        source.report(CANNOT_WAIT, at="question", given=waited_for.key, kind=waited_for.kind)
        return
    for option in condition.any_of:
        if option not in offered:
            source.report(UNKNOWN_OPTION, at="any_of", option=option[:60], given=waited_for.key)
