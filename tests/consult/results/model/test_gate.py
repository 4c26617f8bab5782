"""The gate: a sound draft passes whole, and every way to publish something wrong is found and named."""

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from consult.consultations.model import ShowIf
from consult.errors import Conflict, Invalid
from consult.i18n.locales import LOCALES
from consult.i18n.text import Text
from consult.results.figures.contract import Part
from consult.results.model import Evidence, Finding, problems, publish, retract

AT = datetime(2026, 4, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def check(original):
    def found(draft, **changed):
        originals = {"a1": replace_original(original, **changed)}
        return {(problem.field, problem.message) for problem in problems(draft, originals=originals)}

    return found


def replace_original(original, **changed):
    return type(original)(**{name: getattr(original, name) for name in type(original).__slots__} | changed)


def with_topic(draft, **changed):
    first, *rest = draft.topics
    return replace(draft, topics=(replace(first, **changed), *rest))


def with_quote(draft, **changed):
    return with_topic(draft, quotes=(replace(draft.topics[0].quotes[0], **changed),))


def fields(found):
    return {field for field, _ in found}


def test_a_sound_draft_passes(draft, check):
    assert check(draft) == set()


@pytest.mark.parametrize("code", [locale.code for locale in LOCALES])
@pytest.mark.parametrize("field", ["titles", "intro", "method", "not_a_poll"])
def test_a_text_missing_in_one_language_is_named_with_the_language(draft, original, field, code):
    text = replace(getattr(draft, field), **{code: " "})
    (found,) = problems(replace(draft, **{field: text}), originals={"a1": original})
    assert found.field == field
    assert [locale.name for locale in LOCALES if locale.code == code] == [found.params["languages"]]


def test_every_text_inside_is_checked_too(draft, check):
    holes = replace(
        with_topic(draft, names=Text(ar="حافلات"), links=(replace(draft.topics[0].links[0], title=Text()),)),
        findings=(replace(draft.findings[0], sentence=Text(fr="Des bus")),),
        themes=(replace(draft.themes[0], name=Text()),),
        figures=(draft.figures[0], replace(draft.figures[1], note=Text(en="Only here"))),
    )
    assert fields(check(holes)) == {
        "topics.t_bus.names",
        "topics.t_bus.links.URB1",
        "findings.0",
        "themes.planning",
        "figures.q_evening",
    }


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"n": None}, "n"),
        ({"n": 9, "channels": (Part(key="web", count=None),)}, "n"),
        ({"k": 4}, "k"),
        ({"opens_on": None}, "opens_on"),
        ({"closes_on": date(2026, 3, 1)}, "opens_on"),
        ({"channels": ()}, "channels"),
        ({"channels": (Part(key="web", count=996), Part(key="paper", count=4))}, "channels"),
        ({"channels": (Part(key="web", count=996), Part(key="paper", count=None))}, "channels"),
        ({"findings": (), "figures": (), "topics": ()}, ""),
    ],
)
def test_a_release_needs_people_dates_channels_and_something_to_say(draft, original, changed, field):
    draft = replace(draft, **changed)
    assert field in {problem.field for problem in problems(draft, originals={"a1": original})}


def test_a_finding_needs_evidence_that_the_release_shows(draft, check):
    sentence = draft.findings[0].sentence
    hidden = Evidence(kind="topic", key="t_light")
    absent = Evidence(kind="figure", key="q_absent")
    for evidence in ((), (hidden,), (absent,), (*draft.findings[0].evidence, absent)):
        found = check(replace(draft, findings=(Finding(sentence=sentence, evidence=evidence),)))
        assert fields(found) == {"findings.0"}


def test_a_figure_in_which_something_was_unhidden_by_hand_is_stopped(draft, check):
    first = draft.figures[0]
    rows = tuple(replace(row, count=5) if row.count is None else row for row in first.rows)
    assert fields(check(replace(draft, figures=(replace(first, rows=rows), *draft.figures[1:])))) == {
        "figures.q_work"
    }


def test_a_figure_built_with_a_lower_threshold_is_stopped(draft, figure, check):
    low = figure("single_choice", ("air", 600), ("work", 400), key="q_work", k=5)
    assert fields(check(replace(draft, figures=(low,)))) == {"figures.q_work"}


def test_one_question_has_one_figure(draft, check):
    assert ("figures.q_work", "This question has two figures: keep one.") in check(
        replace(draft, figures=(*draft.figures, draft.figures[0]))
    )


def test_a_figure_that_tells_what_another_one_hides_is_stopped(draft, figure, check):
    parent = figure("single_choice", ("air", 993), ("work", 7), key="q_work")
    condition = ShowIf(question="q_work", any_of=("air",))
    child = figure("scale", (3, 500), (7, 490), key="q_evening", seen=993, show_if=condition)
    assert [row.count for row in parent.rows if row.key == "work"] == [None]
    assert fields(check(replace(draft, figures=(parent, child)))) == {"figures.q_evening"}
    harmless = figure("scale", (3, 300), (7, 90), key="q_evening", show_if=condition)
    assert check(replace(draft, figures=(parent, harmless))) == set()
    assert check(replace(draft, findings=(), figures=(child,))) == set()


def test_a_topic_below_the_threshold_is_hidden_or_stopped(draft, check):
    assert "topics.t_bus" in fields(check(with_topic(draft, count=9, varieties=())))
    assert "topics.t_bus" in fields(check(with_topic(draft, count=401, varieties=())))
    assert "topics.t_bus" in fields(check(with_topic(draft, base=None)))


def test_a_theme_in_which_few_wrote_has_no_base_in_public(draft, check):
    few = replace(draft.topics[1], base=9)
    assert "topics.t_light" in fields(check(replace(draft, findings=(), topics=(few,))))
    assert check(replace(draft, findings=(), topics=(replace(few, base=None),))) == set()


def test_a_hidden_topic_that_the_others_give_away_is_stopped(draft, check):
    found = check(replace(draft, topics=(replace(draft.topics[0], count=393, varieties=()), draft.topics[1])))
    assert fields(found) == {"themes.planning"}


def test_topics_of_one_theme_have_one_base(draft, check):
    assert fields(check(with_topic(draft, base=500))) == {"themes.planning"}


def test_a_topic_belongs_to_a_theme_of_the_release(draft, check):
    assert fields(check(replace(draft, themes=()))) == {"topics.t_bus", "topics.t_light"}


def test_the_varieties_of_a_topic_are_suppressed_too(draft, check):
    few = (Part(key="aeb", count=115), Part(key="en", count=5))
    assert fields(check(with_topic(draft, varieties=few))) == {"topics.t_bus"}
    told = replace(draft.topics[1], varieties=(Part(key="aeb", count=30),))
    assert fields(check(replace(draft, topics=(draft.topics[0], told)))) == {"topics.t_light"}


def test_a_decision_needs_its_reason_in_every_language(draft, check):
    silent = replace(draft.topics[0].decision, reason=Text(fr="Parce que"))
    found = check(with_topic(draft, decision=silent))
    assert found == {("topics.t_bus.decision", "A decision needs its reason in: %(languages)s.")}
    assert check(with_topic(draft, decision=None)) == set()


def test_nobody_is_quoted_from_a_topic_whose_size_is_hidden(draft, check):
    hidden = with_topic(replace(draft, findings=()), count=None, varieties=())
    assert check(hidden) == {("topics.t_bus.quotes.0", "Nobody is quoted from a topic whose size is hidden.")}


@pytest.mark.parametrize(
    ("changed", "behind", "message"),
    [
        (
            {"text": "The bus always comes to our street."},
            {},
            "A quote must repeat the words of the answer exactly.",
        ),
        ({"start": 40}, {}, "A quote must repeat the words of the answer exactly."),
        ({"end": 4000}, {}, "A quote must repeat the words of the answer exactly."),
        ({"start": 9, "end": 23, "text": "▇▇▇"}, {}, "A quote must repeat the words of the answer exactly."),
        ({"approved_by": " "}, {}, "A quote needs the name of the person who approved it."),
        ({}, {"may_be_quoted": False}, "The person who wrote this did not allow quoting it."),
        ({}, {"topics": frozenset({"t_light"})}, "The quoted answer is not in this topic."),
    ],
)
def test_a_quote_is_verbatim_approved_allowed_and_from_its_topic(draft, check, changed, behind, message):
    assert check(with_quote(draft, **changed), **behind) == {("topics.t_bus.quotes.0", message)}


def test_personal_data_in_a_quote_is_always_blacked_out(draft, check, original):
    name, number = original.marks
    bare = with_quote(draft, redactions=(name,), text="▇▇▇, 98 123 456: the bus never comes to our street.")
    assert check(bare) == {("topics.t_bus.quotes.0", "Personal data in this quote must be blacked out.")}
    part = replace(number, end=number.end - 3)
    most = with_quote(draft, redactions=(name, part), text="▇▇▇, ▇▇▇456: the bus never comes to our street.")
    assert check(most) == {("topics.t_bus.quotes.0", "Personal data in this quote must be blacked out.")}
    beside = with_quote(draft, start=37, redactions=(), text="the bus never comes to our street.")
    assert check(beside) == set()


def test_an_answer_that_was_withdrawn_cannot_be_quoted(draft):
    found = {(problem.field, problem.message) for problem in problems(draft, originals={})}
    assert found == {("topics.t_bus.quotes.0", "The answer behind this quote is no longer there.")}


def test_publishing_freezes_the_draft_and_says_when(draft, original):
    release = publish(draft, originals={"a1": original}, at=AT)
    assert (release.state, release.is_frozen, release.published_at) == ("published", True, AT)
    assert not draft.is_frozen
    with pytest.raises(Conflict):
        publish(release, originals={"a1": original}, at=AT)


def test_a_draft_with_problems_is_not_published(draft, original):
    with pytest.raises(Invalid) as refused:
        publish(replace(draft, n=None, titles=Text()), originals={"a1": original}, at=AT)
    assert {problem.field for problem in refused.value.problems} == {"n", "channels", "titles"}


def test_a_release_is_withdrawn_once_with_a_reason_in_every_language(draft, original):
    reason = Text(ar="خطأ في الأرقام", fr="Erreur dans les chiffres", en="Wrong numbers")
    with pytest.raises(Conflict):
        retract(draft, reason=reason, at=AT)
    release = publish(draft, originals={"a1": original}, at=AT)
    with pytest.raises(Invalid):
        retract(release, reason=Text(en="Wrong numbers"), at=AT)
    retracted = retract(release, reason=reason, at=AT)
    assert (retracted.state, retracted.retraction, retracted.retracted_at) == ("retracted", reason, AT)
    with pytest.raises(Conflict):
        retract(retracted, reason=reason, at=AT)
