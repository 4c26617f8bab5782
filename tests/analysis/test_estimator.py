"""The bridge to scikit-learn."""

from sklearn.base import BaseEstimator, clone
from threadpoolctl import threadpool_info

from analysis.cluster.discovery import TopicDiscovery
from analysis.estimator import Estimator, one_thread


def test_our_estimators_are_scikit_learn_s() -> None:
    assert issubclass(Estimator, BaseEstimator)
    assert clone(TopicDiscovery(n_topics=4)).get_params()["n_topics"] == 4


def test_inside_everything_runs_on_one_thread() -> None:
    with one_thread():
        assert {pool["num_threads"] for pool in threadpool_info()} <= {1}
