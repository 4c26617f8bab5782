"""Groups within each theme, with every answer accounted for."""

import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_mutual_info_score

from analysis.clustering import cluster
from analysis.model import Answer, ClusterRun
from analysis.runs.wire import as_json
from analysis.wordlists import rows

CIVIC = rows("dev/civic.tsv")
ANSWERS = [Answer(id=row["id"], text=row["text"]) for row in CIVIC]
THEMED = [Answer(id=row["id"], text=row["text"], theme=row["theme"]) for row in CIVIC]
STRANGE = [
    "", "   ", "\u202e\u202c", "👍👍", "12 34", "؟؟؟!!!", "x" * 5000, "كلام " * 1000, "\x00\x01abc\x7f",
    "\ud800 rue", "\u202bالطريق\u202c road \u2067kaya\u2069", "Wir brauchen Busse", "我们需要水", "a", "ا",
    "http://example.tn", "a@example.tn",
]  # fmt: skip


@pytest.fixture(scope="module")
def run() -> ClusterRun:
    return cluster(THEMED)


def test_every_answer_is_accounted_for_once_and_in_order(run: ClusterRun) -> None:
    assert [result.id for result in run.assignments] == [answer.id for answer in THEMED]
    counts = run.run.counts
    assert counts["assigned"] + counts["review"] + counts["empty"] == counts["answers"] == len(THEMED)


def test_a_cluster_is_as_large_as_its_assignments_and_stays_in_its_theme(run: ClusterRun) -> None:
    sizes = Counter(result.key for result in run.assignments if result.state == "assigned")
    assert sizes == {group.key: group.size for group in run.clusters}
    themes = {answer.id: answer.theme for answer in THEMED}
    of_cluster = {group.key: group.theme for group in run.clusters}
    assert all(of_cluster[result.key] == themes[result.id] for result in run.assignments if result.key)


def test_exemplars_are_members_and_show_every_variety_of_the_cluster(run: ClusterRun) -> None:
    by_id = {result.id: result for result in run.assignments}
    for group in run.clusters:
        assert all(by_id[chosen].key == group.key for chosen in group.exemplars)
        shown = {by_id[chosen].variety for chosen in group.exemplars}
        assert shown == set(group.varieties)
        assert sum(group.varieties.values()) == group.size


def test_a_cluster_has_terms_in_three_languages_and_a_run_its_reasons(run: ClusterRun) -> None:
    assert all(set(group.terms) == {"ar", "fr", "en"} for group in run.clusters)
    themes: Any = run.run.metrics["themes"]
    assert len(themes) == 10
    assert all(theme["reason"] and "language_leakage" in theme for theme in themes)


def test_groups_follow_meaning_more_than_language() -> None:
    found = cluster(ANSWERS, topics=10)
    keys = [result.key or "" for result in found.assignments]
    assert adjusted_mutual_info_score([row["theme"] for row in CIVIC], keys) > 0.2
    assert adjusted_mutual_info_score([row["variety"] for row in CIVIC], keys) < 0.05
    assert len(found.clusters) == 10


def test_the_order_of_the_answers_changes_no_byte() -> None:
    shuffled = ANSWERS[:]
    random.Random(4).shuffle(shuffled)
    assert as_json(cluster(shuffled)) == as_json(cluster(ANSWERS))


def test_vectors_from_a_cache_give_the_same_run() -> None:
    cache: dict[str, Any] = {}
    first = as_json(cluster(ANSWERS, cache=cache))
    assert as_json(cluster(ANSWERS, cache=cache)) == first
    assert len(cache) == len(ANSWERS)


def test_bounds_hold_in_every_theme() -> None:
    found = cluster(ANSWERS, bounds=(4, 5))
    assert 4 <= len(found.clusters) <= 5
    with pytest.raises(ValueError, match="bounds"):
        cluster(ANSWERS, bounds=(6, 2))


def test_ten_identical_answers_are_one_group() -> None:
    found = cluster([Answer(id=str(number), text="Les poubelles débordent") for number in range(10)])
    assert [group.size for group in found.clusters] == [10]


def test_a_theme_of_one_or_two_answers_is_left_to_review() -> None:
    found = cluster([Answer(id="1", text="la rue est noire"), Answer(id="2", text="la rue est sombre")])
    assert [result.state for result in found.assignments] == ["review", "review"]
    assert found.clusters == ()


def test_three_answers_about_nothing_in_common_are_no_group() -> None:
    texts = ["Le poisson est cher au marché", "Des livres pour la bibliothèque", "Il pleut dans ma chambre"]
    found = cluster([Answer(id=text, text=text) for text in texts])
    assert {result.state for result in found.assignments} == {"review"}


def test_no_answers_are_a_run_without_clusters() -> None:
    found = cluster([])
    assert (found.clusters, found.assignments, found.run.counts["answers"]) == ((), (), 0)


def test_strange_answers_have_a_state_each() -> None:
    found = cluster([Answer(id=str(number), text=text) for number, text in enumerate(STRANGE)])
    states = [result.state for result in found.assignments]
    assert states[:6] == ["empty", "empty", "empty", "review", "review", "review"]
    assert len(states) == len(STRANGE)
    as_json(found)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=40), max_size=12), st.integers(1, 6))
def test_any_texts_and_any_number_of_groups_give_a_complete_run(
    letters: Any, texts: list[str], topics: int
) -> None:
    answers = [Answer(id=str(number), text=text) for number, text in enumerate(texts)]
    found = cluster(answers, topics=topics, encoder=letters)
    assert [result.id for result in found.assignments] == [answer.id for answer in answers]
    assert all((result.key is not None) == (result.state == "assigned") for result in found.assignments)


def test_two_answers_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="same id"):
        cluster([ANSWERS[0], ANSWERS[0]])
