"""A file of answers: looked at first, then all of it or nothing, once however often it is sent."""

import asyncio
import csv
import io
import time
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations.store import Standing
from consult.db.transaction import begin
from consult.errors import Invalid
from consult.people import actions as people
from consult.people.model import Role
from consult.responses import store
from consult.responses.actions import importing
from tests.conftest import hire, sign_in, visitor
from tests.consult.responses.office.test_entry import rows

GOOD = "id,q_link,q_change\n1,resident,الماء\n2,,الكار\n3,J'y habite,\n"


def base_of(standing: Standing) -> str:
    return f"/fr/office/c/{standing.slug}/import"


async def send(
    desk: httpx.AsyncClient, standing: Standing, content: bytes | str, *, name: str = "answers.csv", channel: str = "import"
) -> httpx.Response:  # fmt: skip
    body = content.encode() if isinstance(content, str) else content
    return await desk.post(base_of(standing), data={"channel": channel}, files={"file": (name, body)})


async def bring_in(desk: httpx.AsyncClient, standing: Standing, content: str) -> httpx.Response:
    looked = await send(desk, standing, content)
    assert looked.status_code == 303, looked.text
    return await desk.post(looked.headers["location"], data={"do": "import"})


async def test_a_good_file_comes_in_whole_and_leaves_no_copy(
    coordinator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    looked = await send(coordinator, gabes, GOOD, channel="paper", name="C:\\a\\<b>.csv")
    page = (await coordinator.get(looked.headers["location"])).text
    assert "3 réponses seraient importées" in page
    assert "&lt;b&gt;.csv" in page
    assert await rows(engine, gabes, "select id from response") == []
    done = await coordinator.post(looked.headers["location"], data={"do": "import"})
    assert done.headers["location"] == f"{base_of(gabes)}?new=3&known=0"
    assert "3 réponses importées." in (await coordinator.get(done.headers["location"])).text
    assert len(await rows(engine, gabes, "select id from counted_response where channel = 'paper'")) == 3
    assert await rows(engine, gabes, "select id from answer_file") == []
    assert len(await rows(engine, gabes, "select id from pgqueuer")) == 1
    (act,) = await rows(engine, gabes, "select subject from audit_event where action = 'import'")
    assert act.subject == "<b>.csv (3)"
    assert (await coordinator.post(looked.headers["location"], data={"do": "import"})).status_code == 409


async def test_the_same_file_again_brings_in_nothing_and_says_so(
    coordinator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    await bring_in(coordinator, gabes, GOOD)
    looked = await send(coordinator, gabes, GOOD + "4,,النور\n")
    page = (await coordinator.get(looked.headers["location"])).text
    assert "1 réponse serait importée" in page
    assert "3 lignes sont déjà là" in page
    done = await coordinator.post(looked.headers["location"], data={"do": "import"})
    assert done.headers["location"].endswith("?new=1&known=3")
    assert len(await rows(engine, gabes, "select id from response")) == 4


async def test_two_imports_at_once_are_one(
    site: Litestar, engine: AsyncEngine, gabes: Standing, coordinator: httpx.AsyncClient
) -> None:
    files = [(await send(coordinator, gabes, GOOD)).headers["location"] for _ in range(2)]
    sent = [coordinator.post(file, data={"do": "import"}) for file in files * 2]
    answers = await asyncio.gather(*sent)
    assert sorted(answer.status_code for answer in answers) == [303, 303, 409, 409]
    assert len(await rows(engine, gabes, "select id from response")) == 3


async def test_every_bad_row_is_shown_and_listed_in_a_safe_file_and_nothing_comes_in(
    coordinator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    bad = "id,q_link\n" + "".join(f"{n},=cmd|{n}\n" for n in range(1, 451)) + "451,resident\n"
    where = (await send(coordinator, gabes, bad)).headers["location"]
    page = (await coordinator.get(where)).text
    assert "450 lignes à corriger" in page
    assert "1 ligne est juste" in page
    assert 'value="import"' not in page
    assert page.count("=cmd|") == 200
    last = (await coordinator.get(f"{where}?page=3")).text
    assert last.count("=cmd|") == 50
    listed = await coordinator.get(f"{where}/problems.csv")
    cells = list(csv.reader(io.StringIO(listed.content.decode("utf-8-sig"))))
    assert len(cells) == 451
    assert cells[1] == ["2", "q_link", "'=cmd|1", "Choisissez l'une des réponses proposées."]
    refused = await coordinator.post(where, data={"do": "import"})
    assert refused.status_code == 422
    assert await rows(engine, gabes, "select id from response") == []
    assert len(await rows(engine, gabes, "select id from answer_file")) == 1
    assert (await coordinator.post(where, data={"do": "cancel"})).status_code == 303
    assert await rows(engine, gabes, "select id from answer_file") == []


async def test_a_crash_half_way_leaves_nothing(
    engine: AsyncEngine, gabes: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = ("id,q_change\n" + "".join(f"{n},ماء\n" for n in range(1200))).encode()
    kept, real = 0, store.keep

    async def crashing(*arguments: object) -> object:
        nonlocal kept
        kept += 1
        if kept == 3:
            raise RuntimeError("the power is gone")
        return await real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "keep", crashing)
    with pytest.raises(RuntimeError):
        await importing.load_answers(
            engine, gabes.slug, content, channel="import", at=datetime.now(UTC), is_dry=False
        )
    assert await rows(engine, gabes, "select id from response") == []
    assert await rows(engine, gabes, "select id from pgqueuer") == []
    monkeypatch.undo()
    done = await importing.load_answers(
        engine, gabes.slug, content, channel="import", at=datetime.now(UTC), is_dry=False
    )
    assert done == importing.Imported(new_count=1200, known_count=0)


async def test_other_requests_are_answered_while_a_file_is_read(engine: AsyncEngine, gabes: Standing) -> None:
    content = ("q_change,q_link\n" + "".join(f"{n},resident\n" for n in range(4000))).encode()
    longest, last = 0.0, time.perf_counter()

    async def beat() -> None:
        nonlocal longest, last
        while True:
            await asyncio.sleep(0.01)
            now = time.perf_counter()
            longest, last = max(longest, now - last), now

    heart = asyncio.create_task(beat())
    began = time.perf_counter()
    async with begin(engine, city_id=gabes.city_id) as tx:
        look = await importing.look(tx, gabes, content, at=datetime.now(UTC))
    heart.cancel()
    assert look.row_count == 4000
    assert longest < (time.perf_counter() - began) / 2


async def test_a_file_nobody_came_back_for_is_gone_at_the_next_upload(
    coordinator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    await send(coordinator, gabes, GOOD)
    async with begin(engine, city_id=gabes.city_id) as tx:
        tomorrow = datetime.now(UTC) + timedelta(days=1, minutes=1)
        member = await _member(coordinator, engine, gabes)
        await importing.keep_file(
            tx, member, gabes.slug, name="b.csv", content=GOOD.encode(), channel="import", at=tomorrow
        )
    assert [row.name for row in await rows(engine, gabes, "select name from answer_file")] == ["b.csv"]


async def _member(desk: httpx.AsyncClient, engine: AsyncEngine, standing: Standing):  # type: ignore[no-untyped-def]
    async with begin(engine, city_id=standing.city_id) as tx:
        email = f"coordinator-{standing.document.city.code}@example.tn"
        return await people.member_by_email(tx, email=email, city_id=standing.city_id)


async def test_an_unreadable_file_is_refused_with_what_to_do(
    coordinator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing
) -> None:
    for content, told in (
        ("ا,ب\n".encode("cp1256"), "CSV UTF-8"),
        (b"", "Choisissez d’abord un fichier"),
        (b"PK\x03\x04zip", "classeur est illisible"),
        (b"x" * (20 * 1024 * 1024 + 1), "Le fichier dépasse 20"),
    ):
        answer = await send(coordinator, gabes, content)
        assert answer.status_code == 422
        assert told in answer.text
    assert await rows(engine, gabes, "select id from answer_file") == []


async def test_a_body_that_is_no_proper_upload_is_refused_in_no_time(
    coordinator: httpx.AsyncClient, gabes: Standing
) -> None:
    slow = b'--b\r\ncontent-disposition: form-data; name="x"\r\ncontent-type: text/plain; charset=punycode\r\n\r\n'
    for kind, body in (
        ("multipart/form-data; boundary=b", slow + b"a" * 500_000 + b"\r\n--b--\r\n"),
        ("multipart/form-data; boundary=b", b"--b\r\n" * 1000),
        ("multipart/form-data", b""),
        ("multipart/form-data; boundary=" + "b" * 5000, b""),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\ncontent-disposition: form-data; name="\xff"\r\n\r\nx\r\n--b--\r\n',
        ),
    ):
        began = time.perf_counter()
        answer = await coordinator.post(base_of(gabes), content=body, headers={"content-type": kind})
        assert answer.status_code == 422, kind
        assert time.perf_counter() - began < 5


async def test_files_are_taken_here_and_nowhere_else(coordinator: httpx.AsyncClient, gabes: Standing) -> None:
    files = {"file": ("a.csv", b"x")}
    for path in (
        f"/fr/c/{gabes.slug}/check",
        "/fr/office/sign-in",
        f"/fr/office/c/{gabes.slug}/entry",
        f"{base_of(gabes)}/7b0d3f0e-7a3c-4f4c-9a53-2f9d7c9b9c11",
        "/fr/nowhere",
    ):
        answer = await coordinator.post(path, files=files)
        assert answer.status_code in {404, 415}, path
    plain = await coordinator.post(base_of(gabes), data={"channel": "import"})
    assert plain.status_code == 415


async def test_another_citys_files_do_not_exist(
    site: Litestar, coordinator: httpx.AsyncClient, engine: AsyncEngine, gabes: Standing, kairouan: Standing
) -> None:
    where = (await send(coordinator, gabes, GOOD)).headers["location"]
    async with visitor(site) as stranger:
        await sign_in(stranger, await hire(engine, kairouan, Role.COORDINATOR))
        assert (await send(stranger, gabes, GOOD)).status_code == 404
        for address in (where, where.replace(gabes.slug, kairouan.slug)):
            assert (await stranger.get(address)).status_code == 404
            assert (await stranger.get(f"{address}/problems.csv")).status_code == 404
        await stranger.post(where.replace(gabes.slug, kairouan.slug), data={"do": "cancel"})
        assert (await stranger.post(where, data={"do": "import"})).status_code == 404
    async with visitor(site) as expert:
        await sign_in(expert, await hire(engine, gabes, Role.EXPERT))
        assert (await send(expert, gabes, GOOD)).status_code == 403
    assert len(await rows(engine, gabes, "select id from answer_file")) == 1


async def test_the_empty_file_names_every_column_and_is_accepted_as_a_header(
    coordinator: httpx.AsyncClient, gabes: Standing
) -> None:
    answer = await coordinator.get(f"{base_of(gabes)}/template.csv")
    (header,) = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert header[:4] == ["id", "submitted_at", "locale", "channel"]
    assert {"q_link", "q_link.other", "q_rank_axes.economy", "d_channel"} <= set(header)
    assert (await send(coordinator, gabes, answer.content)).status_code == 303


async def test_a_command_tells_bad_rows_and_changes_nothing_when_it_is_dry(
    engine: AsyncEngine, gabes: Standing
) -> None:
    now = datetime.now(UTC)
    dry = await importing.load_answers(
        engine, gabes.slug, GOOD.encode(), channel="import", at=now, is_dry=True
    )
    assert isinstance(dry, importing.Look)
    assert dry.new_count == 3
    bad = await importing.load_answers(
        engine, gabes.slug, GOOD.replace("resident", "mayor").encode(), channel="import", at=now, is_dry=False
    )
    assert isinstance(bad, importing.Look)
    assert [one.value for one in bad.bad] == ["mayor"]
    with pytest.raises(Invalid):
        await importing.load_answers(engine, gabes.slug, b"", channel="import", at=now, is_dry=False)
    assert await rows(engine, gabes, "select id from response") == []
