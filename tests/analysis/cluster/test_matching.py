"""What became of an earlier run's clusters."""

import numpy as np

from analysis.cluster.matching import ClusterMatcher

OLD = {"c001": {"1", "2", "3", "4"}, "c002": {"5", "6", "7"}, "c003": {"8", "9"}}


def changes(matcher: ClusterMatcher) -> set[tuple[str | None, str | None, str]]:
    return {(edge.old, edge.new, edge.change) for edge in matcher.lineage_}


def test_the_same_groups_under_other_keys_are_recognised() -> None:
    new = {"c001": OLD["c003"], "c002": OLD["c001"], "c003": OLD["c002"]}
    matcher = ClusterMatcher().fit(OLD, new)
    assert matcher.matches_ == {"c001": "c003", "c002": "c001", "c003": "c002"}
    assert {edge.change for edge in matcher.lineage_} == {"continued"}
    assert all(edge.overlap == 1.0 for edge in matcher.lineage_)


def test_answers_only_one_run_saw_do_not_matter() -> None:
    new = {"a": {"1", "2", "3", "4", "20", "21", "22", "23", "24"}}
    assert ClusterMatcher().fit(OLD, new).matches_ == {"a": "c001"}


def test_splits_merges_new_and_retired_groups_are_told() -> None:
    new = {"a": {"1", "2"}, "b": {"3", "4"}, "c": {"5", "6", "7", "8", "9"}, "d": {"30", "31"}}
    found = changes(ClusterMatcher().fit(OLD, new))
    assert ("c002", "c", "continued") in found
    assert ("c003", "c", "merged") in found
    assert (None, "d", "new") in found
    assert {change for old, _, change in found if old == "c001"} == {"continued", "split"}
    gone = ClusterMatcher().fit({"x": {"50", "51"}, **OLD}, OLD)
    assert ("x", None, "retired") in changes(gone)


def test_centres_carry_a_group_over_when_few_answers_are_shared() -> None:
    old, new = {"c001": {"1"}, "c002": {"2"}}, {"n1": {"3"}, "n2": {"4"}}
    alone = ClusterMatcher(least=0.2).fit(old, new)
    guided = ClusterMatcher(least=0.2).fit(old, new, old_centres=np.eye(2), new_centres=np.eye(2)[::-1])
    assert alone.matches_ == {}
    assert guided.matches_ == {"n1": "c002", "n2": "c001"}


def test_nothing_matches_nothing() -> None:
    matcher = ClusterMatcher().fit({}, {})
    assert matcher.matches_ == {}
    assert matcher.lineage_ == ()
