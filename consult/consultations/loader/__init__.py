"""Reads a consultation file and finds everything that is wrong with it in one pass, each problem with its
line.

It refuses to know where the file and its recordings came from and where the document goes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from consult.consultations.kinds.source import LoadProblem, Log, Node, Source
from consult.consultations.loader import framework
from consult.consultations.loader.conditions import check_conditions
from consult.consultations.loader.head import Head, load_head, set_languages
from consult.consultations.loader.layout import load_pages
from consult.consultations.loader.questions import load_questions
from consult.consultations.loader.yaml_tree import read_tree
from consult.consultations.model import (
    Axis,
    ConsultationDocument,
    Objective,
    Questionnaire,
    TransversalIssue,
    field_names,
)
from consult.consultations.model.recordings import Take, none_here
from consult.errors import Invalid
from consult.i18n.text import N_

__all__ = ["LoadProblem", "document_from", "load_consultation"]

SCHEMA = "consult.consultation/1"
REQUIRED = ("schema", "city", "consultation", "axes", "objectives", "questions", "thanks")
KEYS = frozenset((*REQUIRED, "demo", "transversal", "about_you", "pages"))
MOST_FIELDS = 350  # The door of the site refuses a form with more than 400; some are the form's own.


def load_consultation(text: str, *, take: Take = none_here) -> ConsultationDocument:
    """The document that a YAML file describes; Invalid with every LoadProblem, sorted by line."""
    node, problems = read_tree(text)
    return document_from(node, problems=problems, take=take)


def document_from(
    node: Node, *, problems: Collection[LoadProblem] = (), take: Take = none_here
) -> ConsultationDocument:
    """The same from nodes, whatever file they were read from."""
    log = Log()
    log.found.extend(problems)
    root = Source(node, "", log).expect(KEYS, required=REQUIRED)
    root.one_of("schema", (SCHEMA,))
    # An absent part is reported above; an empty one in its place lets the rest be read and judged.
    head = root.child("consultation") or Source(Node(line=root.line, value={}), "consultation", Log())
    document = _document(root, head, take=take)
    if log.found:
        raise Invalid(log.problems())
    return document


def _document(root: Source, head: Source, *, take: Take) -> ConsultationDocument:
    set_languages(head)
    root.log.languages = head.log.languages
    said = load_head(head)
    issues = framework.load_transversal(root)
    objectives = framework.load_objectives(root, issues=issues)
    axes = framework.load_axes(root, objectives=objectives, issues=issues)
    return ConsultationDocument(
        slug=said.slug,
        stage=said.stage,
        title=said.title,
        summary=said.summary,
        privacy=said.privacy,
        thanks=root.words("thanks"),
        opens_on=said.opens_on,
        closes_on=said.closes_on,
        city=framework.load_city(root.child("city")),
        axes=axes,
        objectives=objectives,
        questionnaire=_questionnaire(
            root, head=said, axes=axes, objectives=objectives, issues=issues, take=take
        ),
        transversal=issues,
        vision=said.vision,
        notice=said.notice,
        what_happens_next=said.what_happens_next,
        general_conference_on=said.general_conference_on,
        minutes=said.minutes,
        languages=root.log.languages,
        default_language=said.default_language,
        is_demo=root.flag("demo"),
        access=said.access,
    )


def _questionnaire(
    root: Source,
    *,
    head: Head,
    axes: Sequence[Axis],
    objectives: Sequence[Objective],
    issues: Sequence[TransversalIssue],
    take: Take,
) -> Questionnaire:
    texts = {"consultation.vision": head.vision} if head.vision else {}
    found = load_questions(
        root,
        around=framework.around(axes=axes, objectives=objectives, texts=texts),
        axes=[axis.id for axis in axes],
        issues=[issue.id for issue in issues],
        take=take,
    )
    pages = load_pages(root, found=found, axes=axes)
    check_conditions(found, pages)
    questionnaire = Questionnaire(pages=pages, questions=tuple(one.question for one in found.placed))
    if len(field_names(questionnaire)) > MOST_FIELDS:
        root.report(N_("The form has too many fields: %(most)s at most."), at="questions", most=MOST_FIELDS)
    return questionnaire
