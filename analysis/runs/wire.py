"""Writes runs as JSON: the same run is the same bytes."""

from __future__ import annotations

import json
from dataclasses import asdict

from analysis.model import AssignmentResult, AssignRun, Cluster, ClusterRun


def _cluster(cluster: Cluster) -> dict[str, object]:
    return {
        "key": cluster.key,
        "theme": cluster.theme,
        "size": cluster.size,
        "terms": {language: list(terms) for language, terms in cluster.terms.items()},
        "exemplars": list(cluster.exemplars),
        "stability": cluster.stability,
        "varieties": dict(cluster.varieties),
        "names": dict(cluster.names),
        "concepts": [{"key": key, "share": share} for key, share in cluster.concepts],
        "parts": [asdict(part) for part in cluster.parts],
    }


def _assignment(result: AssignmentResult, name: str) -> dict[str, object]:
    line: dict[str, object] = {
        "id": result.id,
        name: result.key,
        "score": result.score,
        "variety": result.variety,
        "state": result.state,
    }
    if name == "topic":
        return line | {"suggestion": result.suggestion, "second": result.second}
    return line | {"part": result.part}


def as_json(run: ClusterRun | AssignRun) -> str:
    """The run as JSON text, one assignment per line in the order of ids, so that the order of the input
    leaves no trace.
    """
    parts: list[tuple[str, object]] = [("run", asdict(run.run))]
    name = "topic"
    if isinstance(run, ClusterRun):
        name = "cluster"
        parts.append(("clusters", [_cluster(cluster) for cluster in run.clusters]))
    head = ",\n".join(f'"{key}": {json.dumps(value, ensure_ascii=False, indent=1)}' for key, value in parts)
    ordered = sorted(run.assignments, key=lambda result: result.id)
    lines = ",\n".join(" " + json.dumps(_assignment(result, name), ensure_ascii=False) for result in ordered)
    return "{" + head + ',\n"assignments": [\n' + lines + "\n]}\n"
