"""Runs as JSON."""

import json
from typing import Any

from analysis.model import Answer, AssignmentResult, AssignRun, Cluster, ClusterRun
from analysis.runs.manifest import manifest_of
from analysis.runs.wire import as_json

RESULTS = (
    AssignmentResult(id="b", key="c001", score=0.5, state="assigned", variety="ar", suggestion="c001"),
    AssignmentResult(id="a", key=None, score=0.0, state="empty", variety="other"),
)
GROUP = Cluster(
    key="c001",
    theme=None,
    size=1,
    terms={"ar": ("طريق",), "fr": (), "en": ()},
    exemplars=("b",),
    stability=None,
    varieties={"ar": 1},
)


def parsed(run: ClusterRun | AssignRun) -> Any:
    return json.loads(as_json(run))


def test_a_cluster_run_has_the_shape_the_site_and_the_shell_share(letters: Any) -> None:
    manifest = manifest_of(
        "cluster", [Answer(id="a", text="")], encoder=letters, parameters={}, counts={}, metrics={}
    )
    found = parsed(ClusterRun(run=manifest, clusters=(GROUP,), assignments=RESULTS))
    assert set(found) == {"run", "clusters", "assignments"}
    assert found["clusters"][0]["terms"] == {"ar": ["طريق"], "fr": [], "en": []}
    assert found["assignments"] == [
        {"id": "a", "cluster": None, "score": 0.0, "variety": "other", "state": "empty", "part": None},
        {"id": "b", "cluster": "c001", "score": 0.5, "variety": "ar", "state": "assigned", "part": None},
    ]


def test_an_assignment_names_the_topic_and_the_best_guess(letters: Any) -> None:
    manifest = manifest_of("assign", [], encoder=letters, parameters={}, counts={}, metrics={})
    found = parsed(AssignRun(run=manifest, assignments=RESULTS[:1]))
    assert "clusters" not in found
    assert found["assignments"][0]["topic"] == "c001"
    assert found["assignments"][0]["suggestion"] == "c001"


def test_arabic_is_written_as_arabic(letters: Any) -> None:
    manifest = manifest_of("cluster", [], encoder=letters, parameters={}, counts={}, metrics={})
    assert "طريق" in as_json(ClusterRun(run=manifest, clusters=(GROUP,), assignments=()))
