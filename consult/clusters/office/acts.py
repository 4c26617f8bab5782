"""What a reviewer does, one form each: read it, add the act, lead back to where the form stood.

An act that is refused shows the same page again: 422 with each problem in place, or 409 with what others did
in the meantime; what was typed is kept either way.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias
from uuid import UUID, uuid4

from litestar import post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath
from litestar.response import Redirect

from consult.clusters import actions, forms
from consult.clusters.model import Payload, Undone
from consult.clusters.office.places import board_base, place_of
from consult.clusters.office.topic import page_at
from consult.clusters.office.visit import BoardPage, Filled, begin_visit
from consult.db import transaction
from consult.errors import Conflict, Invalid
from consult.web.context import Desk, Form, Now, Req, Tx
from consult.web.forms import Fields
from consult.web.permissions import Member, Permission

OFFICE = "/{locale:str}/office/c/{slug:str}"
REVIEW = Permission.TOPICS_REVIEW


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A submitted form of the board, and who sent it."""

    request: Req
    tx: transaction.Tx
    member: Member
    slug: str
    fields: Fields
    at: datetime

    async def act(self, form: str, read: Callable[[], Payload]) -> BoardPage | Redirect:
        """`form` names the form on its page, so that what was typed returns to it and to no other."""
        seen = forms.read_seen(self.fields)
        try:
            event = await actions.act(self.tx, self.member, self.slug, read(), seen=seen, at=self.at)
        except Invalid as invalid:
            return await self._again(Filled(form=form, fields=self.fields, problems=invalid.problems))
        except Conflict as conflict:
            return await self._again(Filled(form=form, fields=self.fields), conflict)
        base = board_base(str(self.request.path_params["locale"]), self.slug)
        return Redirect(place_of(self.fields.one("back")).href(base, done=event.id), status_code=303)

    async def _again(self, filled: Filled, conflict: Conflict | None = None) -> BoardPage:
        visit = await begin_visit(self.request, self.tx, self.slug, place_of(self.fields.one("back")))
        return await page_at(replace(visit, filled=filled, conflict=conflict))


async def provide_sent(request: Req, slug: FromPath[str], tx: Tx, member: Desk, form: Form, now: Now) -> Sent:
    return Sent(request=request, tx=tx, member=member, slug=slug, fields=form, at=now)


Sending: TypeAlias = NamedDependency[Sent]
SENT = {"sent": Provide(provide_sent)}


@post(OFFICE + "/cluster/{cluster:uuid}/accept", permission=REVIEW, dependencies=SENT)
async def accept(sent: Sending, cluster: FromPath[UUID]) -> BoardPage | Redirect:
    return await sent.act(
        f"accept-{cluster}", lambda: forms.read_accept(sent.fields, cluster=cluster, topic=uuid4())
    )


@post(OFFICE + "/cluster/{cluster:uuid}/join", permission=REVIEW, dependencies=SENT)
async def join(sent: Sending, cluster: FromPath[UUID]) -> BoardPage | Redirect:
    return await sent.act(f"join-{cluster}", lambda: forms.read_join(sent.fields, cluster=cluster))


@post(OFFICE + "/topics/create", permission=REVIEW, dependencies=SENT)
async def create(sent: Sending) -> BoardPage | Redirect:
    return await sent.act("create", lambda: forms.read_create(sent.fields, topic=uuid4()))


@post(OFFICE + "/topic/{topic:uuid}/rename", permission=REVIEW, dependencies=SENT)
async def rename(sent: Sending, topic: FromPath[UUID]) -> BoardPage | Redirect:
    return await sent.act("rename", lambda: forms.read_rename(sent.fields, topic=topic))


@post(OFFICE + "/topic/{topic:uuid}/describe", permission=REVIEW, dependencies=SENT)
async def describe(sent: Sending, topic: FromPath[UUID]) -> BoardPage | Redirect:
    return await sent.act("describe", lambda: forms.read_describe(sent.fields, topic=topic))


@post(OFFICE + "/topic/{topic:uuid}/merge", permission=REVIEW, dependencies=SENT)
async def merge(sent: Sending, topic: FromPath[UUID]) -> BoardPage | Redirect:
    return await sent.act("merge", lambda: forms.read_merge(sent.fields, topic=topic))


@post(OFFICE + "/topic/{topic:uuid}/link", permission=REVIEW, dependencies=SENT)
async def link(sent: Sending, topic: FromPath[UUID]) -> BoardPage | Redirect:
    return await sent.act("link", lambda: forms.read_link(sent.fields, topic=topic))


@post(OFFICE + "/topic/{topic:uuid}/unlink", permission=REVIEW, dependencies=SENT)
async def unlink(sent: Sending, topic: FromPath[UUID]) -> BoardPage | Redirect:
    return await sent.act("unlink", lambda: forms.read_unlink(sent.fields, topic=topic))


@post(OFFICE + "/topic/{topic:uuid}/decide", permission=REVIEW, dependencies=SENT)
async def decide(sent: Sending, topic: FromPath[UUID]) -> BoardPage | Redirect:
    return await sent.act("decide", lambda: forms.read_decide(sent.fields, topic=topic))


@post(
    [OFFICE + "/topic/{about:uuid}/note", OFFICE + "/cluster/{about:uuid}/note"],
    permission=REVIEW,
    dependencies=SENT,
)
async def note(sent: Sending, about: FromPath[UUID]) -> BoardPage | Redirect:
    return await sent.act("note", lambda: forms.read_note(sent.fields, about=about))


@post(OFFICE + "/answers/move", permission=REVIEW, dependencies=SENT)
async def move(sent: Sending) -> BoardPage | Redirect:
    return await sent.act("answers", lambda: forms.read_move(sent.fields))


@post(OFFICE + "/answers/exclude", permission=REVIEW, dependencies=SENT)
async def exclude(sent: Sending) -> BoardPage | Redirect:
    return await sent.act("answers", lambda: forms.read_exclude(sent.fields))


@post(OFFICE + "/answers/theme", permission=REVIEW, dependencies=SENT)
async def correct_theme(sent: Sending) -> BoardPage | Redirect:
    return await sent.act("answers", lambda: forms.read_theme(sent.fields))


@post(OFFICE + "/events/{event:uuid}/undo", permission=REVIEW, dependencies=SENT)
async def undo(sent: Sending, event: FromPath[UUID]) -> BoardPage | Redirect:
    return await sent.act("undo", lambda: Undone(event=event))


ROUTES = (
    accept,
    join,
    create,
    rename,
    describe,
    merge,
    link,
    unlink,
    decide,
    note,
    move,
    exclude,
    correct_theme,
    undo,
)
