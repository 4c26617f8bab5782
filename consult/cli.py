"""The `consult` command: thin words over actions. It refuses to hold any rule."""

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator, Coroutine
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from sqlalchemy.ext.asyncio import AsyncEngine

from consult import demonstration, doctoring, inviting, serving, worker
from consult.consultations.actions import load_file
from consult.consultations.loader import LoadProblem
from consult.db.databases import Databases, databases
from consult.db.engine import create_engine
from consult.db.transaction import begin, enter_city
from consult.db.upgrade import differences, revision_of, upgrade, write_revision
from consult.errors import ConsultError, Invalid, NotFound, Problem
from consult.frameworks import store as frameworks
from consult.i18n import upkeep
from consult.people import actions as people
from consult.people.model import Role
from consult.responses.actions import importing
from consult.schema import metadata
from consult.settings import Settings
from consult.web.logs import set_up_logs

T = TypeVar("T")


class _Told(click.ClickException):
    """One clear line, or one line a problem; exit code 1."""

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=True)


def _run(work: Coroutine[Any, Any, T]) -> T:
    try:
        return asyncio.run(work)
    except Invalid as invalid:
        raise _Told("\n".join(_line(problem) for problem in invalid.problems)) from invalid
    except NotFound as error:
        raise _Told(str(error) or "There is nothing of that name.") from error
    except ConsultError as error:
        raise _Told(str(error)) from error


def _line(problem: Problem) -> str:
    if isinstance(problem, LoadProblem):
        return str(problem)
    said = problem.message % dict(problem.params) if problem.params else problem.message
    return f"{problem.field}: {said}" if problem.field else said


def _settings() -> Settings:
    try:
        return Settings.from_environ(os.environ)
    except Invalid as invalid:
        raise _Told("\n".join(f"{p.field} {p.message}" for p in invalid.problems)) from invalid


@contextlib.asynccontextmanager
async def _site(settings: Settings) -> AsyncIterator[tuple[Databases, AsyncEngine]]:
    """The database (started if it is ours) and an engine under the site's role."""
    with databases(settings) as db:
        engine = create_engine(db.app_url, pool_size=settings.pool_size)
        try:
            yield db, engine
        finally:
            await engine.dispose()


@click.group()
@click.version_option(package_name="tashawur")
def main() -> None:
    """Tashawur: cities consult their citizens, and say what they decided."""
    set_up_logs(as_json=os.environ.get("CONSULT_LOG_JSON", "0") in {"1", "true"})


@main.command()
@click.option("--no-serve", is_flag=True, help="Load, analyse and publish, then stop.")
def demo(no_serve: bool) -> None:
    """Everything at once: database, consultation, answers, analysis, a release, the site."""
    settings = _settings()
    with databases(settings) as db:
        _run(demonstration.prepare(settings, db))
        if not no_serve:
            _serve(settings, db, with_worker=True)


@main.command()
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--workers", type=click.IntRange(1, 256), help="Web processes.")
@click.option("--with-worker", is_flag=True, help="Also run one background worker.")
def serve(host: str | None, port: int | None, workers: int | None, with_worker: bool) -> None:
    """Serve the site."""
    settings = serving.with_options(_settings(), host=host, port=port, workers=workers)
    with databases(settings) as db:
        _run(_upgrade(db))
        _serve(settings, db, with_worker=with_worker)


def _serve(settings: Settings, found: Databases, *, with_worker: bool) -> None:
    try:
        serving.serve(settings, found, with_worker=with_worker)
    except ConsultError as error:
        raise _Told(str(error)) from error


@main.command("worker")
@click.option("--until-empty", is_flag=True, help="Stop when no job waits any more.")
def run_worker(until_empty: bool) -> None:
    """Do background work: screening, placing, analysis."""
    settings = _settings()

    async def work() -> None:
        async with _site(settings) as (_, engine):
            await worker.run(engine, until_empty=until_empty)

    _run(work())


@main.group()
def db() -> None:
    """The schema of the database."""


async def _upgrade(found: Databases) -> None:
    owner = create_engine(found.owner_url, pool_size=1)
    try:
        await upgrade(owner, metadata)
    finally:
        await owner.dispose()


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to the schema of this version."""
    with databases(_settings()) as found:
        _run(_upgrade(found))
    click.echo("The schema is up to date.")


@db.command("check")
def db_check() -> None:
    """Say whether tables and migrations agree; exit code 1 when they do not."""

    async def check(found: Databases) -> tuple[str | None, list[Any]]:
        owner = create_engine(found.owner_url, pool_size=1)
        try:
            return await revision_of(owner), await differences(owner, metadata)
        finally:
            await owner.dispose()

    with databases(_settings()) as found:
        revision, differing = _run(check(found))
    for difference in differing:
        click.echo(str(difference))
    click.echo(f"Revision {revision}; {len(differing)} differences.")
    sys.exit(1 if differing else 0)


@db.command("revision")
@click.argument("number")
@click.argument("message")
def db_revision(number: str, message: str) -> None:
    """Write a new migration from what the tables say (for developers)."""

    async def write(found: Databases) -> None:
        owner = create_engine(found.owner_url, pool_size=1)
        try:
            await write_revision(owner, metadata, message=message, number=number)
        finally:
            await owner.dispose()

    with databases(_settings()) as found:
        _run(write(found))


@main.group()
def load() -> None:
    """Bring a consultation or answers in from a file."""


@load.command("consultation")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def load_consultation(file: Path) -> None:
    """Add the consultation of a YAML file; every problem is listed with its line."""
    text = file.read_text("utf-8")

    async def work() -> str:
        async with _site(_settings()) as (found, engine):
            await _upgrade(found)
            return await load_file(engine, text, folder=file.parent)

    slug = _run(work())
    click.echo(f"/ar/c/{slug}")


@load.command("answers")
@click.argument("slug")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--channel", type=click.Choice(importing.CHANNELS), default="import", help="How they came in.")
@click.option("--dry-run", is_flag=True, help="Say what would come in, and change nothing.")
def load_answers(slug: str, file: Path, channel: str, dry_run: bool) -> None:
    """Bring in answers from a CSV file or a workbook, all or nothing; every bad row is told."""
    content = file.read_bytes()

    async def work() -> importing.Look | importing.Imported:
        async with _site(_settings()) as (_, engine):
            at = datetime.now(UTC)
            return await importing.load_answers(engine, slug, content, channel=channel, at=at, is_dry=dry_run)

    done = _run(work())
    if isinstance(done, importing.Imported):
        click.echo(f"{done.new_count} responses came in; {done.known_count} were here already.")
        return
    if done.bad:
        raise _Told(
            "\n".join(f"row {bad.row}: {_line(replace(bad.problem, field=bad.column))}" for bad in done.bad)
        )
    click.echo(f"{done.new_count} responses would come in; {done.known_count} are here already.")


@main.group()
def invitations() -> None:
    """Codes for consultations that only invited people answer."""


@invitations.command("make")
@click.argument("slug")
@click.option("--count", type=click.IntRange(1, 100_000), required=True, help="How many codes.")
@click.option(
    "--to",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="A CSV file that does not exist yet.",
)
def invitations_make(slug: str, count: int, file: Path) -> None:
    """Write new codes into a file, once: only their hashes are stored, so that nobody can read them again."""
    settings = _settings()

    async def work() -> tuple[str, list[str]]:
        async with _site(settings) as (_, engine):
            return await inviting.make(engine, slug, count=count)

    try:
        with inviting.new_file(file) as out:
            path, codes = _run(work())
            inviting.write(out, codes, address=settings.base_url + path)
    except ConsultError as error:
        raise _Told(str(error)) from error
    click.echo(f"{len(codes)} codes in {file}. Keep it safe, and delete it when the invitations are printed.")


@main.group()
def clusters() -> None:
    """The analysis of free-text answers."""


@clusters.command("run")
@click.argument("slug")
@click.option("--theme", help="Only this theme.")
def clusters_run(slug: str, theme: str | None) -> None:
    """Group the answers of a consultation afresh; what people reviewed stays as they left it."""

    async def work() -> str:
        async with _site(_settings()) as (_, engine):
            return await worker.run_clusters(engine, slug, theme=theme)

    click.echo(_run(work()))


@main.group()
def results() -> None:
    """Published results."""


@results.command("export")
@click.argument("slug")
@click.option(
    "--to", "folder", type=click.Path(file_okay=False, path_type=Path), default=Path(), help="Folder."
)
def results_export(slug: str, folder: Path) -> None:
    """Write the published figures of the latest release as CSV."""

    async def work() -> Path:
        async with _site(_settings()) as (_, engine):
            return await worker.export_release(engine, slug, folder=folder)

    click.echo(_run(work()))


@main.group("people")
def people_group() -> None:
    """Who works here."""


@people_group.command("invite")
@click.argument("email")
@click.option("--city", required=True, help="The city's code, for example 5111.")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--name", required=True, help="The name colleagues see.")
@click.option(
    "--password", prompt=True, hide_input=True, confirmation_prompt=True, help="At least 12 characters."
)
def people_invite(email: str, city: str, role: str, name: str, password: str) -> None:
    """Give a person a role in a city."""

    async def work() -> None:
        async with _site(_settings()) as (_, engine), begin(engine) as tx:
            found = await frameworks.city_by_code(tx, city)
            if found is None:
                raise NotFound(f"No city has the code {city}.")
            await enter_city(tx, found.id)
            await people.invite(
                tx, email=email, name=name, city_id=found.id, role=Role(role), password=password
            )

    _run(work())
    click.echo(f"{email} may sign in at /ar/office/sign-in")


@main.group()
def locales() -> None:
    """The catalogues of the site's own words."""


@locales.command("extract")
def locales_extract() -> None:
    """List the messages of code and templates (to standard output, as a PO template)."""
    click.echo(upkeep.template(), nl=False)


@locales.command("update")
def locales_update() -> None:
    """Bring the three catalogues in step with code and templates."""
    for line in upkeep.update():
        click.echo(line)


@locales.command("check")
def locales_check() -> None:
    """Say what is missing or wrong in the catalogues; exit code 1 when anything is."""
    found = upkeep.problems()
    for line in found:
        click.echo(line)
    click.echo(f"{len(found)} problems.")
    sys.exit(1 if found else 0)


@main.command()
def doctor() -> None:
    """Look at settings, database, catalogues and queue, and say what to do; exit code 1 when something is wrong."""
    findings = _run(doctoring.examine(_settings()))
    for finding in findings:
        click.echo(f"{'ok  ' if finding.is_well else 'MEND'} {finding.what}: {finding.said}")
    sys.exit(0 if all(finding.is_well for finding in findings) else 1)
