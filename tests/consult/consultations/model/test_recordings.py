"""A recording is told by its content, and by its name as well."""

import pytest

from consult.consultations.model.recordings import MOST_BYTES, TYPES, Unfit, media_type_of, recording

MP3, OGG = b"ID3\x04" + b"\0" * 40, b"OggS" + b"\0" * 40
M4A = b"\0\0\0\x20ftypM4A " + b"\0" * 40


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("q.mp3", MP3, "audio/mpeg"),
        ("sounds/q.MP3", b"\xff\xfb\x90\x00" + b"\0" * 40, "audio/mpeg"),
        ("q.ogg", OGG, "audio/ogg"),
        ("q.m4a", M4A, "audio/mp4"),
    ],
)
def test_what_browsers_play_is_taken(name, content, media_type):
    found = recording(name, content)
    assert found.media_type == media_type == media_type_of(content)
    assert len(found.key) == 64
    assert recording("other." + name.rpartition(".")[2], content).key == found.key


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("q.mp3", OGG),
        ("q.html", MP3),
        ("mp3", b"<script>"),
        ("q.mp3", b"<html><script>alert(1)</script>"),
        ("q.m4a", b"\0\0\0\x20ftypheic" + b"\0" * 40),
        ("q.mp3", b"\xff\xf1\x50\x80" + b"\0" * 40),
        ("q.mp3", b""),
        ("q.svg", b"<svg/>"),
    ],
)
def test_anything_else_is_refused_whatever_it_is_called(name, content):
    with pytest.raises(Unfit, match="not a recording"):
        recording(name, content)


def test_too_large_a_recording_is_refused_with_both_sizes():
    with pytest.raises(Unfit, match=f"{MOST_BYTES + 1} bytes"):
        recording("q.mp3", b"ID3" + b"\0" * (MOST_BYTES - 2))
    assert recording("q.mp3", b"ID3" + b"\0" * (MOST_BYTES - 3)).media_type == TYPES["mp3"]
