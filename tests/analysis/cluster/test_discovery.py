"""Finding groups and justifying their number."""

import numpy as np
import pytest
from numpy.typing import NDArray

from analysis.cluster.discovery import TopicDiscovery, default_bounds
from analysis.reduce.centering import unit_rows


def blobs(groups: int, each: int) -> NDArray[np.float64]:
    random = np.random.default_rng(1)
    return unit_rows(
        np.repeat(np.eye(groups) * 6.0, each, axis=0) + random.normal(scale=0.3, size=(groups * each, groups))
    )


def test_separate_groups_are_found_and_counted() -> None:
    discovery = TopicDiscovery().fit(blobs(5, 20))
    assert len(set(discovery.labels_)) == 5
    assert all(len(set(discovery.labels_[start : start + 20])) == 1 for start in range(0, 100, 20))
    assert discovery.similarities_.min() > 0.9


def test_the_choice_is_justified() -> None:
    discovery = TopicDiscovery().fit(blobs(5, 20))
    assert discovery.reason_.startswith("5 groups")
    assert [tried.k for tried in discovery.candidates_] == sorted(
        {tried.k for tried in discovery.candidates_}
    )
    chosen = next(tried for tried in discovery.candidates_ if tried.k == 5)
    assert chosen.silhouette >= max(tried.silhouette for tried in discovery.candidates_) * 0.9


def test_a_number_asked_for_is_given() -> None:
    assert len(set(TopicDiscovery(n_topics=3).fit_predict(blobs(5, 20)))) == 3


def test_bounds_are_kept() -> None:
    discovery = TopicDiscovery(bounds=(7, 9)).fit(blobs(5, 20))
    assert 7 <= len(set(discovery.labels_)) <= 9


def test_there_are_never_more_groups_than_distinct_answers() -> None:
    vectors = np.repeat(np.eye(3), 5, axis=0)
    assert len(set(TopicDiscovery(n_topics=10).fit_predict(vectors))) == 3
    assert len(set(TopicDiscovery(bounds=(8, 9)).fit_predict(vectors))) <= 3


@pytest.mark.parametrize("vectors", [np.ones((10, 4)), np.zeros((10, 4)), np.eye(4), np.ones((1, 4))])
def test_what_cannot_be_divided_is_one_group(vectors: NDArray[np.float64]) -> None:
    discovery = TopicDiscovery().fit(vectors)
    assert set(discovery.labels_) == {0}
    assert "one group" in discovery.reason_


def test_impossible_input_is_refused() -> None:
    with pytest.raises(ValueError, match="non-empty"):
        TopicDiscovery().fit(np.zeros((0, 3)))
    with pytest.raises(ValueError, match="bounds"):
        TopicDiscovery(bounds=(5, 2)).fit(np.eye(9))


@pytest.mark.parametrize(
    ("count", "bounds"), [(10, (2, 4)), (300, (5, 13)), (2500, (10, 27)), (10**6, (20, 30))]
)
def test_more_answers_deserve_more_groups(count: int, bounds: tuple[int, int]) -> None:
    assert default_bounds(count) == bounds
