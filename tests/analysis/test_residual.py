"""New topics among what fits none."""

from analysis import Answer, Topic, discover_residual, fewest_for_candidate
from analysis.meaning.corpus import corpus

WASTE = Topic(
    key="waste", names={"fr": "Déchets"}, descriptions={"fr": "Le ramassage des ordures ménagères."}
)


def told(concept: str, count: int) -> list[Answer]:
    own = [answer for answer in corpus("dev") if answer.concept == concept]
    own += [answer for answer in corpus("train") if answer.concept == concept]
    return [Answer(id=f"{concept}{place}", text=answer.text) for place, answer in enumerate(own[:count])]


def test_what_fits_no_topic_comes_up_as_a_candidate() -> None:
    answers = told("waste_collection", 20) + told("cemeteries", 20)
    run = discover_residual(answers, [WASTE])
    assigned = {result.id for result in run.assigned.assignments if result.state == "assigned"}
    assert len([one for one in assigned if one.startswith("waste")]) > 14
    assert run.candidates.clusters
    largest = run.candidates.clusters[0]
    assert largest.concepts[0][0] == "cemeteries"
    assert largest.size >= 8


def test_every_answer_is_accounted_for_once() -> None:
    answers = told("noise", 8) + told("waste_collection", 8) + [Answer(id="empty", text="")]
    run = discover_residual(answers, [WASTE])
    assert [result.id for result in run.assigned.assignments] == [answer.id for answer in answers]
    waiting = {result.id for result in run.assigned.assignments if result.state == "review"}
    assert {result.id for result in run.candidates.assignments} == waiting


def test_a_candidate_needs_enough_answers_to_be_worth_a_look() -> None:
    assert fewest_for_candidate(0) == fewest_for_candidate(5000) == 5
    assert fewest_for_candidate(100_000) == 100
    run = discover_residual(told("cemeteries", 4), [WASTE])
    assert run.candidates.clusters == ()
