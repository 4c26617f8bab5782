"""Responses that wait for a person before they count: read them, accept or reject them, decide otherwise later.

Nothing here was screened, so words stand as they were written, for those alone who may decide.
"""

import contextlib
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar
from urllib.parse import urlencode
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from consult.consultations import store as consultations
from consult.consultations.kinds import kind_of
from consult.consultations.kinds.given import Line
from consult.consultations.shelf import Shelf
from consult.consultations.store import Standing
from consult.db import transaction
from consult.errors import NotFound, Problem
from consult.i18n.text import N_, Text
from consult.responses import actions, store
from consult.responses.model import REASONS, Decision, Held
from consult.web.context import Desk, Form, Now, Req, Tx
from consult.web.forms import Fields
from consult.web.pages import Page
from consult.web.permissions import Permission

HELD = "/{locale:str}/office/c/{slug:str}/held"
EACH_PAGE = 20
CHOOSE_FIRST = N_("Tick at least one response first.")
LABELS = {
    Decision.WAITING: N_("Waiting"),
    Decision.ACCEPTED: N_("Accepted"),
    Decision.REJECTED: N_("Rejected"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Which of the held responses are looked at."""

    decision: Decision = Decision.WAITING
    reason: str = ""
    number: int = 1

    def query(self, **done: int) -> str:
        return urlencode(
            {
                "show": self.decision.value,
                **({"reason": self.reason} if self.reason else {}),
                **({"page": self.number} if self.number > 1 else {}),
                **done,
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    held: Held
    answered: tuple[tuple[Text, tuple[Line, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPage(Page):
    template: ClassVar[str] = "responses/held.html"
    title: Text
    base: str
    place: Place
    rows: tuple[Row, ...]
    tabs: tuple[tuple[str, str, int, bool], ...]
    reasons: tuple[tuple[str, str, int], ...]
    total: int
    page_count: int
    most_at_once: int
    is_guarded: bool
    is_attacked: bool
    accepted: int
    rejected: int
    left: int
    known: dict[str, str]


def _place(shown: str, reason: str, number: int) -> Place:
    decision = Decision(shown) if shown in set(Decision) else Decision.WAITING
    return Place(decision=decision, reason=reason if reason in REASONS else "", number=number)


async def _standing(tx: transaction.Tx, slug: str) -> Standing:
    """Inside the member's city: another city's consultation is not there."""
    found = await consultations.standing(tx, slug)
    if found is None:
        raise NotFound
    return found


async def _rows(request: Req, tx: transaction.Tx, standing: Standing, place: Place) -> tuple[Row, ...]:
    shelf: Shelf = request.app.state.shelf
    locale = str(request.path_params["locale"])
    rows = []
    for held in await store.held_page(
        tx,
        standing.id,
        decision=place.decision,
        reason=place.reason,
        offset=(place.number - 1) * EACH_PAGE,
        limit=EACH_PAGE,
    ):
        document = await shelf.document(held.form_version_id, city_id=standing.city_id)
        answered = tuple(
            (asked.prompt, tuple(kind_of(asked.spec).summarise(asked, held.items[asked.key], locale=locale)))
            for asked in document.questionnaire.questions
            if asked.key in held.items
        )
        rows.append(Row(held=held, answered=answered))
    return tuple(rows)


async def _page(
    request: Req,
    tx: transaction.Tx,
    slug: str,
    place: Place,
    *,
    at: datetime,
    problems: tuple[Problem, ...] = (),
    done: tuple[int, int, int] = (0, 0, 0),
) -> HeldPage:
    standing = await _standing(tx, slug)
    counts = await store.held_counts(tx, standing.id)
    of = {
        decision: sum(c.count for c in counts if c.decision == decision and not c.reason)
        for decision in Decision
    }
    by_reason = {c.reason: c.count for c in counts if c.decision == place.decision}
    total = by_reason.get(place.reason, 0)
    page_count = max(-(-total // EACH_PAGE), 1)
    place = Place(decision=place.decision, reason=place.reason, number=min(place.number, page_count))
    base = f"/{request.path_params['locale']}/office/c/{slug}/held"
    is_guarded = await store.is_guarded(tx, standing.id)
    return HeldPage(
        title=standing.document.title,
        base=base,
        place=place,
        rows=await _rows(request, tx, standing, place),
        tabs=tuple(
            (LABELS[one], f"{base}?{Place(decision=one).query()}", of[one], one == place.decision)
            for one in Decision
        ),
        reasons=tuple((key, words, by_reason[key]) for key, words in REASONS.items() if key in by_reason),
        total=total,
        page_count=page_count,
        most_at_once=actions.MOST_AT_ONCE,
        is_guarded=is_guarded,
        is_attacked=is_guarded or await request.app.state.watch.is_attacked(standing, at=at),
        accepted=done[0],
        rejected=done[1],
        left=done[2],
        known=REASONS,
        problems=problems,
    )


@get(HELD, permission=Permission.RESPONSES_SCREEN)
async def held(
    request: Req,
    slug: FromPath[str],
    tx: Tx,
    now: Now,
    show: Annotated[str, QueryParameter(max_length=20)] = "",
    reason: Annotated[str, QueryParameter(max_length=40)] = "",
    page: Annotated[int, QueryParameter(ge=1, le=99_999)] = 1,
    accepted: Annotated[int, QueryParameter(ge=0, le=10_000)] = 0,
    rejected: Annotated[int, QueryParameter(ge=0, le=10_000)] = 0,
    left: Annotated[int, QueryParameter(ge=0, le=10_000)] = 0,
) -> HeldPage:
    return await _page(request, tx, slug, _place(show, reason, page), at=now, done=(accepted, rejected, left))


@post(HELD, permission=Permission.RESPONSES_SCREEN)
async def decide(
    request: Req, slug: FromPath[str], tx: Tx, member: Desk, form: Form, now: Now
) -> HeldPage | Redirect:
    """`act` is accept or reject, with `-all` for everything of this list instead of what was ticked."""
    number = form.one("page")
    place = _place(
        form.one("show"), form.one("reason"), int(number) if number.isdecimal() and len(number) < 6 else 1
    )
    act, _, scope = form.one("act").partition("-")
    chosen = None if scope == "all" else _chosen(form)
    if act not in {"accept", "reject"} or chosen == []:
        wrong = (Problem("responses", CHOOSE_FIRST),)
        return await _page(request, tx, slug, place, at=now, problems=wrong)
    standing = await _standing(tx, slug)
    done = await actions.accept_or_reject(
        tx,
        member,
        standing,
        accepted=act == "accept",
        of=place.decision,
        reason=place.reason,
        only=chosen,
        at=now,
    )
    told = {"accepted" if done.accepted else "rejected": done.count}
    if chosen is None and done.left:
        told["left"] = done.left
    return Redirect(
        f"/{request.path_params['locale']}/office/c/{slug}/held?{place.query(**told)}", status_code=303
    )


def _chosen(form: Fields) -> list[UUID]:
    chosen = []
    for given in form.many("responses"):
        with contextlib.suppress(ValueError):
            chosen.append(UUID(given))
    return chosen


@post(HELD + "/guard", permission=Permission.RESPONSES_SCREEN)
async def guard(request: Req, slug: FromPath[str], tx: Tx, member: Desk, form: Form, now: Now) -> Redirect:
    standing = await _standing(tx, slug)
    await actions.guard(tx, member, standing, is_on=form.one("on") == "1", at=now)
    return Redirect(f"/{request.path_params['locale']}/office/c/{slug}/held", status_code=303)


ROUTES = (held, decide, guard)
