"""The composer: what a communicator writes and chooses, its preview, its publication, the releases so far.

Publishing from the composer saves what is typed first. Whatever is refused shows the same page again with
everything that was typed: 422 with each problem in place, 409 when somebody else saved in the meantime.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect

from consult.clusters.model import Decision, Outcome, Topic
from consult.clusters.views.words import LANGUAGE, OUTCOMES, TONES
from consult.consultations.model import themes
from consult.errors import Conflict, Invalid, NotAllowed, Problem
from consult.i18n.text import N_, Text
from consult.results import actions, forms
from consult.results.actions import Workbench
from consult.results.model.composition import closed_questions
from consult.results.model.draft import MOST_FINDINGS, Draft
from consult.results.model.voices import Passage
from consult.results.store import Listed
from consult.results.suppression import THRESHOLD
from consult.results.views import Place, ReleasePage
from consult.web.context import Desk, Form, Now, Req, Tx
from consult.web.pages import Page
from consult.web.permissions import Member, Permission

UNWRITTEN = Text()
PARTS: Mapping[str, str] = {
    "titles": N_("Title"),
    "intro": N_("Introduction"),
    "method": N_("How this was made"),
    "findings": N_("Findings"),
    "figures": N_("Figures"),
    "topics": N_("Topics"),
    "themes": N_("Topics"),
    "retraction": N_("Reason"),
}
OFFICE = "/{locale:str}/office/c/{slug:str}/results"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChoice:
    key: str
    title: Text
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicChoice:
    """`people` and `base` are what was counted, also where too few to be published."""

    id: str
    names: Text
    people: int
    base: int
    decision: Decision | None
    candidates: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeChoice:
    name: Text
    topics: tuple[TopicChoice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What came with the request and could not be accepted."""

    draft: Draft | None = None
    problems: tuple[Problem, ...] = ()
    conflict: str = ""
    retracting: int = 0
    reason: Text = UNWRITTEN


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposerPage(Page):
    template: ClassVar[str] = "results/composer.html"
    outcomes: ClassVar[Mapping[Outcome, str]] = OUTCOMES
    tones: ClassVar[Mapping[Outcome, str]] = TONES
    languages: ClassVar[Mapping[str, str]] = LANGUAGE
    most_findings: ClassVar[int] = MOST_FINDINGS
    threshold: ClassVar[int] = THRESHOLD
    place: Place
    action: str
    draft: Draft
    version: int
    updated_at: datetime | None = None
    updated_by: str = ""
    people: int
    figures: tuple[FigureChoice, ...]
    themes: tuple[ThemeChoice, ...]
    listed: tuple[Listed, ...]
    typed: Typed = Typed()

    @property
    def status(self) -> int:
        return 409 if self.typed.conflict else 422 if self.problems else 200

    def problem_at(self, field: str) -> Problem | None:
        """The first problem with this field, or with something below it."""
        return next((p for p in self.problems if p.field == field or p.field.startswith(f"{field}.")), None)

    def anchor_of(self, problem: Problem) -> str:
        """Where on this page the problem is mended."""
        parts = problem.field.split(".")
        known = {
            "titles": "titles",
            "intro": "intro",
            "method": "method",
            "topics": "choose-topics",
            "retraction": f"retract-{self.typed.retracting}",
        }
        if len(parts) > 1:
            known |= {
                "findings": f"finding-{parts[1]}",
                "figures": f"figure-{parts[1]}",
                "topics": f"topic-{parts[1]}",
            }
        return known.get(parts[0], "problems")

    def part_of(self, problem: Problem) -> str:
        """What the problem is about, as a message id; empty when it is about everything."""
        return PARTS.get(problem.field.partition(".")[0], "")

    def name_of(self, problem: Problem) -> Text:
        """The figure or topic the problem is about."""
        key = problem.field.split(".")[1] if "." in problem.field else ""
        titles = {figure.key: figure.title for figure in self.figures}
        names = {topic.id: topic.names for theme in self.themes for topic in theme.topics}
        return (titles | names).get(key, UNWRITTEN)

    @property
    def chosen_topics(self) -> tuple[TopicChoice, ...]:
        return tuple(t for theme in self.themes for t in theme.topics if t.id in self.draft.topics)


def _place(request: Req, bench: Workbench) -> Place:
    document, locale = bench.standing.document, request.path_params["locale"]
    return Place(
        slug=document.slug,
        city=document.city.name,
        consultation=document.title,
        base=f"/{locale}/c/{document.slug}/results",
    )


def _themes(bench: Workbench, candidates: Mapping[str, tuple[Passage, ...]]) -> tuple[ThemeChoice, ...]:
    bases, people = bench.counted.bases(), bench.counted.people_by_topic()

    def choice(topic: Topic) -> TopicChoice:
        return TopicChoice(
            id=str(topic.id),
            names=topic.names,
            people=len(people[topic.id]),
            base=bases.get(topic.theme, 0),
            decision=topic.decision,
            candidates=candidates.get(str(topic.id), ()),
        )

    listed = (
        (theme.name, [choice(topic) for topic in bench.book.review.in_theme(theme.id)])
        for theme in themes(bench.standing.document)
    )
    return tuple(
        ThemeChoice(name=name, topics=tuple(sorted(topics, key=lambda topic: -topic.people)))
        for name, topics in listed
        if topics
    )


async def composer(request: Req, tx: Tx, member: Member, slug: str, typed: Typed = Typed()) -> ComposerPage:
    """The saved draft, or what was typed over it; without either, a suggestion that nobody has saved yet."""
    bench = await actions.lay_out(tx, slug)
    saved = await actions.saved(tx, slug)
    draft = typed.draft or (saved.draft if saved else None)
    if draft is None:
        draft = await actions.suggested_draft(tx, member, slug, quotes_per_topic=0, bench=bench)
    asked = bench.counted.asked
    return ComposerPage(
        problems=typed.problems,
        place=_place(request, bench),
        action=f"/{request.path_params['locale']}/office/c/{slug}/results",
        draft=draft,
        version=saved.version if saved else 0,
        updated_at=saved.updated_at if saved else None,
        updated_by=saved.updated_by if saved else "",
        people=bench.counted.people,
        figures=tuple(
            FigureChoice(key=question.key, title=question.prompt, people=asked.get(question.key, (0, 0))[0])
            for question in closed_questions(bench.standing.document)
        ),
        themes=_themes(bench, await actions.candidates(tx, bench, draft)),
        listed=await actions.listed(tx, slug),
        typed=typed,
    )


@get(OFFICE, permission=Permission.RESULTS_COMPOSE)
async def compose(request: Req, member: Desk, tx: Tx, slug: FromPath[str]) -> ComposerPage:
    return await composer(request, tx, member, slug)


async def _save(tx: Tx, member: Member, slug: str, form: Form) -> Typed | None:
    """None when the form's draft was saved; otherwise what to show again."""
    saved = await actions.saved(tx, slug)
    draft = forms.read_draft(form, before=saved.draft if saved else None, approver=member.name)
    try:
        await actions.save_draft(tx, member, slug, draft, seen=forms.read_seen(form))
    except Conflict as conflict:
        return Typed(draft=draft, conflict=conflict.message)
    return None


@post(OFFICE, permission=Permission.RESULTS_COMPOSE)
async def save(
    request: Req, locale: FromPath[str], slug: FromPath[str], member: Desk, tx: Tx, form: Form
) -> ComposerPage | Redirect:
    if (refused := await _save(tx, member, slug, form)) is not None:
        return await composer(request, tx, member, slug, refused)
    there = f"/{locale}/office/c/{slug}/results"
    return Redirect(
        f"{there}/preview" if form.one("then") == "preview" else f"{there}?done=saved", status_code=303
    )


@get(OFFICE + "/preview", permission=Permission.RESULTS_COMPOSE)
async def preview(request: Req, member: Desk, tx: Tx, slug: FromPath[str]) -> ReleasePage | ComposerPage:
    bench = await actions.lay_out(tx, slug)
    try:
        release = await actions.composed(tx, bench)
    except Invalid as invalid:
        return await composer(request, tx, member, slug, Typed(problems=invalid.problems))
    back = f"/{request.path_params['locale']}/office/c/{slug}/results"
    return ReleasePage(place=_place(request, bench), release=release, back_href=back)


@post(OFFICE + "/publish", permission=Permission.RESULTS_PUBLISH)
async def publish(
    request: Req, locale: FromPath[str], slug: FromPath[str], member: Desk, tx: Tx, form: Form, now: Now
) -> ComposerPage | Redirect:
    if forms.holds_draft(form):
        if not member.can(Permission.RESULTS_COMPOSE):
            raise NotAllowed
        if (refused := await _save(tx, member, slug, form)) is not None:
            return await composer(request, tx, member, slug, refused)
    try:
        number = await actions.publish(tx, member, slug, at=now)
    except Invalid as invalid:
        return await composer(request, tx, member, slug, Typed(problems=invalid.problems))
    return Redirect(f"/{locale}/c/{slug}/results/{number}", status_code=303)


@post(OFFICE + "/{number:int}/retract", permission=Permission.RESULTS_PUBLISH)
async def retract(
    request: Req,
    locale: FromPath[str],
    slug: FromPath[str],
    number: FromPath[int],
    member: Desk,
    tx: Tx,
    form: Form,
    now: Now,
) -> ComposerPage | Redirect:
    reason = forms.read_reason(form)
    try:
        await actions.retract(tx, member, slug, number, reason=reason, at=now)
    except Invalid as invalid:
        typed = Typed(problems=invalid.problems, retracting=number, reason=reason)
        return await composer(request, tx, member, slug, typed)
    return Redirect(f"/{locale}/office/c/{slug}/results?done=retracted", status_code=303)


ROUTES = (compose, save, preview, publish, retract)
