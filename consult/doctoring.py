"""Looks at an installation and names what is wrong and what to do. It mends nothing."""

from dataclasses import dataclass

from sqlalchemy import text

from consult.db.databases import databases
from consult.db.engine import create_engine, refuse_privileged_role
from consult.db.transaction import begin_reading
from consult.db.upgrade import head, revision_of
from consult.errors import Unavailable
from consult.i18n import upkeep
from consult.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    what: str
    is_well: bool
    said: str


_ARABIC = text("select lower('É') = 'é'")
_DURABLE = text("select current_setting('fsync') = 'on' and current_setting('synchronous_commit') <> 'off'")
_QUEUE = text(
    "select count(*) filter (where status = 'queued'), count(*) filter (where status = 'failed') from pgqueuer"
)


async def examine(settings: Settings) -> list[Finding]:
    findings = [_settings(settings), _catalogues()]
    try:
        with databases(settings) as db:
            findings += await _database(settings, db.app_url, db.owner_url)
    except Unavailable as error:
        findings.append(Finding(what="database", is_well=False, said=str(error)))
    return findings


def _settings(settings: Settings) -> Finding:
    if settings.host not in {"127.0.0.1", "localhost", "::1"} and not settings.is_secure:
        said = f"listening on {settings.host} without TLS: set CONSULT_BASE_URL to the https address citizens use"
        return Finding(what="settings", is_well=False, said=said)
    return Finding(what="settings", is_well=True, said=f"the site is at {settings.base_url}")


def _catalogues() -> Finding:
    found = upkeep.problems()
    said = "three languages, complete" if not found else f"{len(found)} problems: consult locales check"
    return Finding(what="catalogues", is_well=not found, said=said)


async def _database(settings: Settings, app_url: str, owner_url: str) -> list[Finding]:
    engine = create_engine(app_url, pool_size=1)
    owner = create_engine(owner_url, pool_size=1)
    try:
        revision = await revision_of(owner)
        if revision != head():
            said = f"at revision {revision}, this version needs {head()}: consult db upgrade"
            return [Finding(what="schema", is_well=False, said=said)]
        findings = [Finding(what="schema", is_well=True, said=f"revision {revision}")]
        try:
            await refuse_privileged_role(engine)
            findings.append(Finding(what="role", is_well=True, said="bound by row-level security"))
        except Unavailable as error:
            findings.append(Finding(what="role", is_well=False, said=str(error)))
        async with begin_reading(engine) as tx:
            durable = (await tx.execute(_DURABLE)).scalar_one()
            letters = (await tx.execute(_ARABIC)).scalar_one()
            waiting, failed = (await tx.execute(_QUEUE)).one()
        findings.append(
            Finding(
                what="durability",
                is_well=durable,
                said="on" if durable else "turn on fsync and synchronous_commit",
            )
        )
        findings.append(
            Finding(
                what="letters",
                is_well=letters,
                said="known" if letters else "the database needs LC_CTYPE C.UTF-8",
            )
        )
        said = f"{waiting} jobs wait, {failed} are parked" + ("" if not failed else ": see the worker's log")
        findings.append(Finding(what="queue", is_well=failed == 0, said=said))
        return findings
    finally:
        await engine.dispose()
        await owner.dispose()
