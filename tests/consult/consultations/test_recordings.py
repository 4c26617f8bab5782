"""Recordings come in with their file, from its folder alone, and go out in parts and for ever."""

import pytest
from sqlalchemy import text

from consult.consultations.actions import load_file
from consult.consultations.folder import RecordingFolder
from consult.consultations.model.recordings import MOST_BYTES, Unfit
from consult.consultations.pages import part_of
from consult.db.transaction import begin_reading
from consult.errors import Invalid
from tests.conftest import gabes_file, standing_of

SOUND = b"ID3\x04" + bytes(range(256)) * 4
HEARD = "  - id: q_link\n    audio: {ar: link.mp3, fr: fr/link.mp3}\n"


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "city"
    (place / "fr").mkdir(parents=True)
    (place / "link.mp3").write_bytes(SOUND)
    (place / "fr" / "link.mp3").write_bytes(SOUND + b"fr")
    (tmp_path / "secret.mp3").write_bytes(SOUND)
    return place


def heard_file() -> str:
    return gabes_file().replace("  - id: q_link\n", HEARD, 1)


@pytest.fixture
async def heard(engine, folder):
    return await standing_of(engine, await load_file(engine, heard_file(), folder=folder))


@pytest.mark.parametrize(
    "name", ["../secret.mp3", "/etc/passwd", "gone.mp3", ".", "fr", "link.mp3\0", "x" * 5000]
)
def test_only_files_in_the_folder_can_be_taken(folder, name):
    with pytest.raises(Unfit, match="not beside this file"):
        RecordingFolder(folder).take(name)


def test_a_link_out_of_the_folder_leads_nowhere(folder):
    (folder / "out.mp3").symlink_to(folder.parent / "secret.mp3")
    with pytest.raises(Unfit, match="not beside this file"):
        RecordingFolder(folder).take("out.mp3")


async def test_every_problem_of_a_recording_is_told_with_its_line_and_nothing_is_kept(engine, folder):
    (folder / "link.mp3").write_bytes(b"ID3" + b"\0" * MOST_BYTES)
    (folder / "fr" / "link.mp3").write_bytes(b"<html>")
    with pytest.raises(Invalid) as caught:
        await load_file(engine, heard_file(), folder=folder)
    line = heard_file()[: heard_file().index("audio:")].count("\n") + 1
    assert [problem.line for problem in caught.value.problems] == [line, line]
    assert "too large" in str(caught.value)
    assert "not a recording" in str(caught.value)
    async with begin_reading(engine) as tx:
        assert (await tx.execute(text("select count(*) from consultation_address"))).scalar_one() == 0


async def test_loading_again_keeps_one_of_each_and_a_new_recording_makes_a_new_form(engine, folder, heard):
    again = await standing_of(engine, await load_file(engine, heard_file(), folder=folder))
    assert again.form_version_id == heard.form_version_id
    (folder / "link.mp3").write_bytes(SOUND + b"better")
    better = await standing_of(engine, await load_file(engine, heard_file(), folder=folder))
    assert better.form_number == heard.form_number + 1
    async with begin_reading(engine, city_id=heard.city_id) as tx:
        assert (await tx.execute(text("select count(*) from recording"))).scalar_one() == 3
    async with begin_reading(engine) as tx:
        assert (await tx.execute(text("select count(*) from recording"))).scalar_one() == 0


async def test_a_recording_goes_out_whole_and_in_parts(citizen, heard):
    key = heard.document.questionnaire.question("q_link").audio["ar"]
    address = f"/ar/c/{heard.slug}/listen/{key}"
    whole = await citizen.get(address)
    assert (whole.status_code, whole.content, whole.headers["content-type"]) == (200, SOUND, "audio/mpeg")
    assert "immutable" in whole.headers["cache-control"]
    assert "media-src 'self'" in whole.headers["content-security-policy"]
    part = await citizen.get(address, headers={"range": "bytes=0-1"})
    assert (part.status_code, part.content) == (206, SOUND[:2])
    assert part.headers["content-range"] == f"bytes 0-1/{len(SOUND)}"
    rest = await citizen.get(address, headers={"range": "bytes=1000-"})
    assert rest.content == SOUND[1000:]
    none = await citizen.get(address, headers={"range": "bytes=9999-"})
    assert (none.status_code, none.headers["content-range"]) == (416, f"bytes */{len(SOUND)}")


@pytest.mark.parametrize("key", ["0" * 64, "x", "A" * 64, "0" * 65])
async def test_what_was_never_recorded_is_not_found(citizen, heard, key):
    assert (await citizen.get(f"/ar/c/{heard.slug}/listen/{key}")).status_code == 404


async def test_another_consultation_does_not_play_it(citizen, heard, kairouan):
    key = heard.document.questionnaire.question("q_link").audio["ar"]
    assert (await citizen.get(f"/ar/c/{kairouan.slug}/listen/{key}")).status_code == 404


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("", None),
        ("bytes=-", None),
        ("bytes=0-1,5-6", None),
        ("lines=0-1", None),
        ("bytes=0-", range(10)),
        ("bytes=2-4", range(2, 5)),
        ("bytes=8-99", range(8, 10)),
        ("bytes=-3", range(7, 10)),
        ("bytes=-99", range(10)),
        ("bytes=10-", range(10, 10)),
    ],
)
def test_the_part_that_is_asked_for(asked, part):
    assert part_of(asked, size=10) == part
