"""Computes a run again from its manifest and says in what the two differ."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from analysis.model import Answer, AssignRun, ClusterRun
from analysis.runs.wire import as_json

Run = ClusterRun | AssignRun
_MANIFEST = ("kind", "input_sha256", "code_sha256", "packages", "encoder", "parameters", "seed")


def differences(
    written: str, answers: Sequence[Answer], *, again: Callable[[Mapping[str, Any], Sequence[Answer]], Run]
) -> list[str]:
    """What differs between a run as `as_json` wrote it and the same run computed again by `again`, which
    receives the manifest; an empty list when not one byte does. Raises ValueError for a text that is no run.
    """
    try:
        held = json.loads(written)
        manifest = held["run"]
        named = {key: manifest[key] for key in _MANIFEST}
    except (json.JSONDecodeError, KeyError, TypeError):
        raise ValueError("this is no run written by `cluster` or `assign`") from None
    computed = as_json(again(manifest, answers))
    if computed == written:
        return []
    new = json.loads(computed)
    found = [
        f"{key}: {json.dumps(value, ensure_ascii=False)} then, "
        f"{json.dumps(new['run'][key], ensure_ascii=False)} now"
        for key, value in named.items()
        if new["run"][key] != value
    ]
    before = {line["id"]: line for line in held.get("assignments", ())}
    after = {line["id"]: line for line in new["assignments"]}
    moved = sum(before.get(key) != line for key, line in after.items())
    found.append(f"{moved} of {len(after)} assignments differ")
    if held.get("clusters") != new.get("clusters"):
        found.append("the clusters differ")
    return found
