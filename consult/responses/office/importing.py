"""Answers brought in from a file: choose it, look at every row that is wrong, then bring all of it in or take it away."""

from dataclasses import dataclass
from typing import Annotated, ClassVar
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from consult.consultations.model import Question
from consult.consultations.store import Standing
from consult.errors import Invalid, Problem
from consult.i18n.catalogue import translations_of
from consult.i18n.negotiate import locale_for
from consult.i18n.text import Text
from consult.responses.actions import entering, importing
from consult.responses.actions.importing import Look
from consult.responses.loader import MOST_BYTES, AnswerReader, Bad
from consult.spreadsheets import csv_bytes
from consult.web.context import Desk, Form, Now, Req, Tx
from consult.web.pages import Page
from consult.web.permissions import Permission
from consult.web.uploads import MOST_REQUEST, read_upload

IMPORT = "/{locale:str}/office/c/{slug:str}/import"
BAD_A_PAGE = 200
Count = Annotated[int, QueryParameter(ge=-1, le=10_000_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """What one column takes."""

    name: str
    question: Question
    label: Text | None
    ids: tuple[tuple[str, Text], ...]
    is_several: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPage(Page):
    """`new_count` and `known_count` tell of the file that was just brought in; -1 when none was."""

    template: ClassVar[str] = "responses/import.html"
    title: Text
    base: str
    guides: tuple[Guide, ...]
    channels: ClassVar[tuple[str, ...]] = importing.CHANNELS
    channel: str = "import"
    new_count: int = -1
    known_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LookPage(Page):
    template: ClassVar[str] = "responses/look.html"
    title: Text
    base: str
    file_id: UUID
    name: str
    look: Look
    shown: tuple[Bad, ...]
    number: int
    page_count: int

    def paged(self, number: int) -> str:
        return f"{self.base}/{self.file_id}?page={number}"


def _base(locale: str, slug: str) -> str:
    return f"/{locale}/office/c/{slug}/import"


def _guides(standing: Standing, now: Now) -> tuple[Guide, ...]:
    found: list[Guide] = []
    for name, column in AnswerReader(standing, now=now).columns.by_name.items():
        box = column.box
        label = box.label if box is not None and name != column.question.key else None
        found.append(
            Guide(
                name=name,
                question=column.question,
                label=label,
                ids=tuple((option.id, option.label) for option in box.options) if box else (),
                is_several=box is not None and box.takes == "several",
            )
        )
    return tuple(found)


def _page(request: Req, standing: Standing, now: Now, **more: object) -> ImportPage:
    return ImportPage(
        title=standing.document.title,
        base=_base(locale_for(request.url.path).code, standing.slug),
        guides=_guides(standing, now),
        **more,  # type: ignore[arg-type]
    )


@get(IMPORT, permission=Permission.RESPONSES_IMPORT)
async def choose(
    request: Req, slug: FromPath[str], tx: Tx, now: Now, new: Count = -1, known: Count = 0
) -> ImportPage:
    standing = await entering.standing_of(tx, slug)
    return _page(request, standing, now, new_count=new, known_count=max(known, 0))


@get(IMPORT + "/template.csv", permission=Permission.RESPONSES_IMPORT)
async def template(slug: FromPath[str], tx: Tx, now: Now) -> Response[bytes]:
    """The header of a file that may be filled in, and nothing else: an example row would be brought in as an answer."""
    standing = await entering.standing_of(tx, slug)
    body = csv_bytes([AnswerReader(standing, now=now).columns.names()])
    return _download(body, f"{slug}-answers.csv")


@post(
    IMPORT,
    permission=Permission.RESPONSES_IMPORT,
    accepts_file=True,
    request_max_body_size=MOST_REQUEST,
)
async def upload(
    request: Req, locale: FromPath[str], slug: FromPath[str], tx: Tx, member: Desk, now: Now
) -> ImportPage | Redirect:
    standing = await entering.standing_of(tx, slug)
    channel = "import"
    try:
        sent = await read_upload(request, field="file", most=MOST_BYTES)
        channel = sent.fields.one("channel")
        file_id = await importing.keep_file(
            tx, member, slug, name=sent.name, content=sent.content, channel=channel, at=now
        )
    except Invalid as invalid:
        return _page(request, standing, now, channel=channel, problems=invalid.problems)
    return Redirect(f"{_base(locale, slug)}/{file_id}", status_code=303)


@get(IMPORT + "/{file:uuid}", permission=Permission.RESPONSES_IMPORT)
async def look(
    request: Req,
    slug: FromPath[str],
    file: FromPath[UUID],
    tx: Tx,
    now: Now,
    page: Annotated[int, QueryParameter(ge=1, le=99_999)] = 1,
) -> LookPage:
    return await _look_page(request, slug, file, tx, now, number=page)


async def _look_page(
    request: Req,
    slug: str,
    file_id: UUID,
    tx: Tx,
    now: Now,
    *,
    number: int = 1,
    problems: tuple[Problem, ...] = (),
) -> LookPage:
    try:
        standing, file, found = await importing.look_at_file(tx, slug, file_id, at=now)
    except Invalid as invalid:  # It could be begun and not be read to its end.
        standing, file = await importing.file_of(tx, slug, file_id)
        bad = tuple(Bad(row=0, column="", value="", problem=problem) for problem in invalid.problems)
        found = Look(row_count=0, known_count=0, bad=bad)
    pages = max(1, -(-len(found.bad) // BAD_A_PAGE))
    number = min(number, pages)
    return LookPage(
        title=standing.document.title,
        base=_base(locale_for(request.url.path).code, slug),
        file_id=file_id,
        name=file.name,
        look=found,
        shown=found.bad[(number - 1) * BAD_A_PAGE : number * BAD_A_PAGE],
        number=number,
        page_count=pages,
        problems=problems,
    )


@get(IMPORT + "/{file:uuid}/problems.csv", permission=Permission.RESPONSES_IMPORT)
async def bad_rows(
    locale: FromPath[str], slug: FromPath[str], file: FromPath[UUID], tx: Tx, now: Now
) -> Response[bytes]:
    """Everything that is wrong, in the reader's language, safe to open in a spreadsheet."""
    _, _, found = await importing.look_at_file(tx, slug, file, at=now)
    told = translations_of(locale)

    def said(problem: Problem) -> str:
        message = told.gettext(problem.message)
        return message % dict(problem.params) if problem.params else message

    rows = [("row", "column", "value", "problem")]
    rows += [(str(one.row), one.column, one.value, said(one.problem)) for one in found.bad]
    return _download(csv_bytes(rows), f"{slug}-problems.csv")


@post(IMPORT + "/{file:uuid}", permission=Permission.RESPONSES_IMPORT)
async def decide(
    request: Req,
    locale: FromPath[str],
    slug: FromPath[str],
    file: FromPath[UUID],
    tx: Tx,
    form: Form,
    member: Desk,
    now: Now,
) -> Redirect:
    """Brings the file in or takes it away. A bad row ends the transaction: nothing is kept, and the file stays."""
    if form.one("do") != "import":
        await importing.cancel_file(tx, slug, file)
        return Redirect(_base(locale, slug), status_code=303)
    done = await importing.import_file(tx, member, slug, file, at=now)
    return Redirect(f"{_base(locale, slug)}?new={done.new_count}&known={done.known_count}", status_code=303)


def _download(body: bytes, name: str) -> Response[bytes]:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type="text/csv", headers=headers)


ROUTES = (choose, template, upload, look, bad_rows, decide)
