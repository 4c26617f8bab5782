"""What a reviewer may not do, and what they are told."""

from typing import Any

import pytest

from consult.clusters.model import (
    NAME_MAX,
    AnswersExcluded,
    AnswersMoved,
    AnswersPinned,
    ClusterAccepted,
    ClusterJoined,
    Frame,
    Needed,
    NoteAdded,
    Payload,
    ThemeCorrected,
    TopicCreated,
    TopicDecided,
    TopicDescribed,
    TopicLinked,
    TopicRenamed,
    TopicsMerged,
    TopicSplit,
    TopicUnlinked,
    Undone,
    check,
)
from consult.errors import Conflict, Invalid, NotFound
from consult.i18n.text import Text

NAMES = Text(ar="ماء", fr="eau", en="water")
FRENCH = Text(fr="eau")


def problems(desk: Any, act: Payload) -> list[str]:
    with pytest.raises(Invalid) as refused:
        desk.add(act)
    return [problem.field for problem in refused.value.problems]


def test_a_name_is_asked_for_in_every_language_of_publication(desk: Any) -> None:
    topic = desk.topic()
    cluster = next(iter(desk.review.candidates))
    acts: list[Payload] = [
        TopicCreated(topic=desk.new_id(), theme="economy", names=FRENCH),
        TopicRenamed(topic=topic, names=FRENCH),
        ClusterAccepted(cluster=cluster, topic=desk.new_id(), theme="economy", names=FRENCH),
    ]
    for act in acts:
        assert problems(desk, act) == ["name_ar", "name_en"]


def test_a_consultation_published_in_one_language_asks_for_that_one(desk: Any) -> None:
    frame = Frame(themes=frozenset({"economy"}), objectives=frozenset(), languages=("fr",))
    check(TopicCreated(topic=desk.new_id(), theme="economy", names=FRENCH), review=desk.review, frame=frame)


def test_a_name_has_a_limit_and_the_problem_says_which_name(desk: Any) -> None:
    long = Text(ar="م" * (NAME_MAX + 1), fr="eau", en="w" * NAME_MAX)
    assert problems(desk, TopicCreated(topic=desk.new_id(), theme="economy", names=long)) == ["name_ar"]
    french = Text(fr="e" * (NAME_MAX + 1))
    assert problems(desk, TopicCreated(topic=desk.new_id(), theme="economy", names=french)) == [
        "name_ar",
        "name_en",
        "name_fr",
    ]


def test_every_problem_of_a_form_is_told_at_once(desk: Any) -> None:
    act = TopicCreated(topic=desk.new_id(), theme="weather", names=Text(ar=" "))
    assert problems(desk, act) == ["name_ar", "name_fr", "name_en", "theme"]


def test_a_decision_needs_its_reason_in_every_language_of_publication(desk: Any) -> None:
    act = TopicDecided(topic=desk.topic(), outcome="declined", reason=FRENCH)
    assert problems(desk, act) == ["reason_ar", "reason_en"]


def test_an_exclusion_for_another_reason_says_which(desk: Any) -> None:
    assert problems(desk, AnswersExcluded(answers=(desk.answers[0],), reason="other", note=" ")) == ["note"]
    wrong = AnswersExcluded(answers=(desk.answers[0],), reason="dislike")  # type: ignore[arg-type]
    assert problems(desk, wrong) == ["reason"]


def test_an_act_on_answers_names_at_least_one(desk: Any) -> None:
    topic = desk.topic(desk.answers[0])
    acts: list[Payload] = [
        AnswersMoved(answers=(), topic=topic),
        AnswersPinned(answers=(), topic=topic),
        AnswersExcluded(answers=(), reason="off_topic"),
        ThemeCorrected(answers=(), theme="economy"),
        TopicSplit(source=topic, topic=desk.new_id(), names=NAMES, answers=()),
    ]
    assert [problems(desk, act) for act in acts] == [["answers"]] * len(acts)


def test_a_link_in_favour_or_against_names_an_objective_and_one_outside_does_not(desk: Any) -> None:
    topic = desk.topic()
    assert problems(desk, TopicLinked(topic=topic, relation="opposes")) == ["objective"]
    desk.add(TopicLinked(topic=topic, relation="outside"))
    desk.add(TopicLinked(topic=topic, relation="supports", objective="ENV1"))
    assert [link.relation for link in desk.review.topics[topic].links] == ["outside", "supports"]


def test_a_note_says_something_about_something_known(desk: Any) -> None:
    topic = desk.topic()
    assert problems(desk, NoteAdded(about=topic, text=" ")) == ["text"]
    with pytest.raises(NotFound):
        desk.add(NoteAdded(about=desk.new_id(), text="Read again."))
    for known in (topic, desk.answers[0], next(iter(desk.review.candidates))):
        desk.add(NoteAdded(about=known, text="Read again."))
    assert len(desk.review.notes) == 3


def test_a_topic_is_not_merged_into_itself_or_with_nothing(desk: Any) -> None:
    one, two = desk.topic(), desk.topic()
    assert problems(desk, TopicsMerged(sources=(one, two), target=one)) == ["target"]
    assert problems(desk, TopicsMerged(sources=(one, one), target=two)) == ["target"]
    assert problems(desk, TopicsMerged(sources=(), target=two)) == ["sources"]


def test_a_split_leaves_something_behind(desk: Any) -> None:
    one, two = desk.at_theme(0)[:2]
    topic = desk.topic(one, two)
    act = TopicSplit(source=topic, topic=desk.new_id(), names=NAMES, answers=(one, two))
    assert problems(desk, act) == ["answers"]


def test_a_split_of_answers_that_have_left_the_topic_is_a_conflict(desk: Any) -> None:
    one, two, elsewhere = desk.at_theme(0)[:3]
    topic = desk.topic(one, two)
    with pytest.raises(Conflict, match="no longer in this topic"):
        desk.add(TopicSplit(source=topic, topic=desk.new_id(), names=NAMES, answers=(elsewhere,)))


def test_an_answer_is_pinned_where_it_is_and_nowhere_else(desk: Any) -> None:
    topic, answer = desk.topic(), desk.answers[0]
    with pytest.raises(Conflict, match="no longer in this topic"):
        desk.add(AnswersPinned(answers=(answer,), topic=topic))


@pytest.mark.parametrize("gone", [False, True])
def test_acts_on_a_topic_that_is_not_there_are_refused(desk: Any, *, gone: bool) -> None:
    """NotFound when it never was; a conflict when it was merged away."""
    topic, other = desk.new_id(), desk.topic()
    if gone:
        topic = desk.topic()
        desk.add(TopicsMerged(sources=(topic,), target=other))
    acts: list[Payload] = [
        TopicRenamed(topic=topic, names=NAMES),
        TopicDescribed(topic=topic, description=NAMES),
        TopicDecided(topic=topic, outcome="adopted", reason=NAMES),
        TopicLinked(topic=topic, relation="supports", objective="ENV1"),
        TopicUnlinked(topic=topic, objective="ENV1"),
        TopicsMerged(sources=(topic,), target=other),
        TopicsMerged(sources=(other,), target=topic),
        TopicSplit(source=topic, topic=desk.new_id(), names=NAMES, answers=(desk.answers[0],)),
        AnswersMoved(answers=(desk.answers[0],), topic=topic),
        AnswersPinned(answers=(desk.answers[0],), topic=topic),
        ClusterJoined(cluster=next(iter(desk.review.candidates)), topic=topic),
    ]
    for act in acts:
        with pytest.raises(Conflict if gone else NotFound):
            desk.add(act)


def test_a_topic_s_id_is_not_used_twice_even_after_a_merge(desk: Any) -> None:
    topic, other = desk.topic(), desk.topic()
    with pytest.raises(Conflict, match="exists already"):
        desk.add(TopicCreated(topic=topic, theme="economy", names=NAMES))
    desk.add(TopicsMerged(sources=(topic,), target=other))
    with pytest.raises(Conflict, match="exists already"):
        desk.add(TopicCreated(topic=topic, theme="economy", names=NAMES))


def test_a_group_belongs_to_one_topic(desk: Any) -> None:
    cluster = next(iter(desk.review.candidates))
    topic = desk.accept(cluster)
    for act in (
        ClusterAccepted(cluster=cluster, topic=desk.new_id(), theme="economy", names=NAMES),
        ClusterJoined(cluster=cluster, topic=topic),
    ):
        with pytest.raises(Conflict, match="already belongs"):
            desk.add(act)


def test_a_group_joins_a_topic_that_says_the_same(desk: Any) -> None:
    first, second = list(desk.review.candidates.items())[:2]
    topic = desk.accept(first[0])
    desk.add(ClusterJoined(cluster=second[0], topic=topic))
    assert set(desk.review.topics[topic].answers) == {*first[1].answers, *second[1].answers}
    assert desk.review.topics[topic].clusters == (first[0], second[0])


def test_a_group_replaced_by_a_newer_run_is_not_accepted_unseen(desk: Any) -> None:
    cluster = next(iter(desk.review.candidates))
    desk.run()
    with pytest.raises(Conflict, match="newer analysis"):
        desk.accept(cluster)


def test_an_answer_that_is_no_longer_here_is_a_conflict(desk: Any) -> None:
    with pytest.raises(Conflict, match="no longer here"):
        desk.add(AnswersMoved(answers=(desk.answers[0], desk.new_id()), topic=desk.topic()))


def test_an_answer_set_aside_by_a_person_is_taken_back_before_it_is_placed(desk: Any) -> None:
    answer, topic = desk.answers[0], desk.topic()
    excluded = desk.add(AnswersExcluded(answers=(answer,), reason="off_topic"))
    acts: list[Payload] = [
        AnswersMoved(answers=(answer,), topic=topic),
        AnswersExcluded(answers=(answer,), reason="abusive"),
        ThemeCorrected(answers=(answer,), theme="economy"),
    ]
    for act in acts:
        with pytest.raises(Conflict, match="set aside"):
            desk.add(act)
    desk.undo(excluded)
    desk.add(acts[0])


def test_a_theme_is_one_of_the_consultation(desk: Any) -> None:
    assert problems(desk, ThemeCorrected(answers=(desk.answers[0],), theme="weather")) == ["theme"]


def test_an_objective_is_one_of_the_framework(desk: Any) -> None:
    with pytest.raises(NotFound):
        desk.add(TopicLinked(topic=desk.topic(), relation="supports", objective="MOON1"))


def test_a_link_is_removed_once(desk: Any) -> None:
    topic = desk.topic()
    desk.add(TopicLinked(topic=topic, relation="supports", objective="ENV1"))
    desk.add(TopicUnlinked(topic=topic, objective="ENV1"))
    with pytest.raises(Conflict, match="already been removed"):
        desk.add(TopicUnlinked(topic=topic, objective="ENV1"))


def test_an_act_that_others_rest_on_is_not_undone_and_the_refusal_names_them(desk: Any) -> None:
    topic = desk.topic()
    created = desk.events[-1]
    renamed = desk.add(TopicRenamed(topic=topic, names=NAMES))
    decided = desk.add(TopicDecided(topic=topic, outcome="adopted", reason=NAMES))
    with pytest.raises(Needed) as refused:
        desk.undo(created)
    assert refused.value.events == (renamed, decided)
    assert refused.value.params == {"count": 2, "who": "Amel"}


def test_an_act_is_undone_once(desk: Any) -> None:
    desk.topic()
    created = desk.events[-1]
    desk.undo(created)
    with pytest.raises(Conflict, match="already undone"):
        desk.undo(created)


def test_an_act_that_never_was_is_not_undone(desk: Any) -> None:
    with pytest.raises(NotFound):
        desk.add(Undone(event=desk.new_id()))


def test_the_description_may_be_emptied(desk: Any) -> None:
    topic = desk.topic()
    desk.add(TopicDescribed(topic=topic, description=NAMES))
    desk.add(TopicDescribed(topic=topic, description=Text()))
    assert desk.review.topics[topic].description == Text()
