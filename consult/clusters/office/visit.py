"""What every page of the board has in common: the review as it stands, where one is, what was just done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, TypeAlias
from uuid import UUID

from litestar.params import QueryParameter

from consult.clusters import actions, store
from consult.clusters.actions import Board
from consult.clusters.forms import uuid_of
from consult.clusters.model import CandidateSum, Needed, Pile, Stale, TopicSum, history, last_seq
from consult.clusters.office.places import Place, board_base, resolved
from consult.clusters.views import words
from consult.clusters.views.board import PAGE, Viewer, exemplars_of, page_count
from consult.clusters.views.telling import Line, Teller, entries
from consult.consultations.model import theme_of, themes
from consult.db.transaction import Tx
from consult.errors import Conflict, Problem
from consult.i18n.locales import CODES
from consult.i18n.text import Text
from consult.web.context import Req
from consult.web.forms import Fields
from consult.web.pages import Page

PageNumber: TypeAlias = Annotated[int, QueryParameter(ge=1, le=99_999)]
Done: TypeAlias = Annotated[str, QueryParameter(max_length=36)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form that came back: which one, what was typed in it, what is wrong with it."""

    form: str = ""
    fields: Fields = field(default_factory=lambda: Fields.of({}))
    problems: tuple[Problem, ...] = ()

    def value(self, form: str, name: str, default: str = "") -> str:
        return self.fields.one(name) if self.form == form else default

    def has(self, form: str, name: str, value: str) -> bool:
        return self.form == form and value in self.fields.many(name)

    def problem(self, form: str, name: str) -> Problem | None:
        if self.form != form:
            return None
        return next((problem for problem in self.problems if problem.field == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """An act refused because things had moved on: what others did, and what this person had typed."""

    message: str
    params: Mapping[str, object]
    lines: tuple[Line, ...]
    typed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands around the content of a board page. `base` is the address below which its forms lie."""

    title: Text
    languages: tuple[str, ...]
    base: str
    place: Place
    seen: int
    done: Line | None
    filled: Filled
    clash: Clash | None = None

    @property
    def back(self) -> str:
        return self.place.token

    def paged(self, number: int) -> str:
        return self.place.at_page(number).href(self.base)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage(Page):
    """Answered 409 when an act clashed, so that a program too can tell it from one that needs mending."""

    around: Around

    @property
    def status(self) -> int:
        if self.around.clash is not None:
            return 409
        return 422 if self.problems else 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request: the board as it stands, and how the page is to come back."""

    tx: Tx
    board: Board
    locale: str
    base: str
    place: Place
    done: UUID | None = None
    filled: Filled = field(default_factory=Filled)
    conflict: Conflict | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.filled.problems

    def teller(self) -> Teller:
        return Teller(self.board, locale=self.locale)

    def around(self) -> Around:
        document = self.board.standing.document
        return Around(
            title=document.title,
            languages=tuple(code for code in CODES if code in document.languages),
            base=self.base,
            place=self.place,
            seen=last_seq(self.board.events),
            done=self._done(),
            filled=self.filled,
            clash=self._clash(),
        )

    def _done(self) -> Line | None:
        event = next((event for event in self.board.events if event.id == self.done), None)
        if event is None:
            return None
        line = self.teller().line(entries(self.board.events, [event])[0])
        return line if line.can_be_undone else None

    def _clash(self) -> Clash | None:
        if self.conflict is None:
            return None
        others = self.conflict.events if isinstance(self.conflict, Stale | Needed) else ()
        teller = self.teller()
        return Clash(
            message=self.conflict.message,
            params=self.conflict.params,
            lines=tuple(teller.line(entry) for entry in entries(self.board.events, others)),
            typed=tuple(
                (label, said) for name, label in words.TYPED.items() if (said := self.filled.fields.one(name))
            ),
        )

    async def viewer(
        self,
        *,
        topics: Sequence[TopicSum] = (),
        candidates: Sequence[CandidateSum] = (),
        pile: Pile | None = None,
        total: int = 0,
    ) -> Viewer:
        """Fetches what these cards and this list show: the words of one voice a variety, and a page of the list."""
        ours = self.board.standing.id
        firsts = await store.first_of_each(self.tx, ours, topics=topics, candidates=candidates)
        offset = (min(self.place.number, page_count(total)) - 1) * PAGE
        stands = await store.listed(self.tx, ours, pile, offset=offset, limit=PAGE) if pile else []
        proposed = exemplars_of(self.board, topics, candidates)
        at = await store.stands_of(self.tx, proposed)
        shown = [*(one for first in firsts.values() for one in first.values()), *at]
        said = await actions.words_of(self.tx, list(dict.fromkeys([*shown, *(s.answer_id for s in stands)])))
        return Viewer(self.board, locale=self.locale, firsts=firsts, at=at, stands=tuple(stands), said=said)

    def lines(self, newest: int) -> tuple[Line, ...]:
        """The last acts, the newest first."""
        teller = self.teller()
        return tuple(teller.line(entry) for entry in reversed(history(self.board.events, newest=newest)))

    def theme_name(self, theme: str | None) -> Text | None:
        found = theme_of(self.board.standing.document, theme) if theme else None
        return found.name if found else Text(en=theme) if theme else None

    def topic_choices(self, theme: str | None, *, without: UUID | None = None) -> tuple[tuple[str, str], ...]:
        """Topics to choose from, those of this theme first; the others say which theme they are of."""
        topics = [topic for topic in self.board.survey.topics.values() if topic.id != without]
        ours_first = sorted(topics, key=lambda topic: topic.theme != theme)
        return tuple((str(topic.id), self._choice(topic, theme)) for topic in ours_first)

    def _choice(self, topic: TopicSum, theme: str | None) -> str:
        name = topic.names.in_(self.locale)
        other = self.theme_name(topic.theme)
        return name if topic.theme == theme or other is None else f"{name} – {other.in_(self.locale)}"

    def theme_choices(self) -> tuple[tuple[str, str], ...]:
        return tuple(
            (theme.id, theme.name.in_(self.locale)) for theme in themes(self.board.standing.document)
        )


async def begin_visit(request: Req, tx: Tx, slug: str, place: Place, *, done: str = "") -> Visit:
    """Opens the board; the visit's place is where that place is now."""
    board = await actions.open_board(tx, slug)
    locale = str(request.path_params["locale"])
    return Visit(
        tx=tx,
        board=board,
        locale=locale,
        base=board_base(locale, slug),
        place=resolved(board, place),
        done=uuid_of(done),
    )
