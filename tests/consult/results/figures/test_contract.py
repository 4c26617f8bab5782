"""What every figure must be: true, safe, storable, and readable in three languages."""

from collections import Counter
from datetime import date
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consult.consultations.kinds import KINDS, open_text
from consult.consultations.model import ShowIf
from consult.i18n.locales import LOCALES
from consult.results import figures
from consult.results.figures import AnyFigure, Group
from consult.results.figures.contract import is_safe
from consult.results.suppression import discloses

OPTIONS = ["air", "water", "waste", "work"]
VALUES = {
    "single_choice": st.sampled_from(OPTIONS),
    "place": st.sampled_from(OPTIONS),
    "multiple_choice": st.lists(st.sampled_from(OPTIONS), min_size=1, max_size=3, unique=True),
    "likert": st.sampled_from([1, 2, 3, 4, 5, "no_opinion"]),
    "scale": st.sampled_from([*range(11), "no_opinion"]),
    "matrix": st.dictionaries(
        st.sampled_from(OPTIONS), st.sampled_from([1, 2, 3, 4, "no_opinion"]), min_size=1
    ),
    "statements": st.dictionaries(
        st.sampled_from(OPTIONS), st.sampled_from(["agree", "disagree", "pass"]), min_size=1
    ),
    "ranking": st.permutations(OPTIONS).map(
        lambda order: {item: at for at, item in enumerate(order, start=1)}
    ),
    "allocation": st.permutations(OPTIONS).map(lambda order: {order[0]: 70, order[1]: 30}),
    "number": st.integers(0, 60),
    "date": st.dates(date(2026, 1, 15), date(2026, 6, 30)).map(str),
}
ONE = {
    "single_choice": "air",
    "place": "air",
    "multiple_choice": ["air"],
    "likert": 5,
    "scale": 7,
    "matrix": {"air": 4},
    "statements": {"air": "agree"},
    "ranking": {"air": 1},
    "allocation": {"air": 100},
    "number": 7,
    "date": "2026-03-02",
}
every_kind = pytest.mark.parametrize("kind", sorted(VALUES))
every_locale = pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.code)
people = st.one_of(st.integers(1, 12), st.integers(1, 200))
channels = st.sampled_from(["web", "stand", "meeting", "paper", "import"])
fixed = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def groups_of(kind):
    return st.lists(st.tuples(VALUES[kind], people, channels), max_size=7)


class Reader(HTMLParser):
    """Tags in order, each closed in its turn, and the text a reader meets."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.tags[tag] += 1
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def test_every_closed_kind_has_a_figure_and_words_have_none():
    assert set(VALUES) == set(figures.FIGURES)
    assert set(KINDS) - set(figures.FIGURES) == {"open_text", "proposal", "consent", "note"}


def test_an_open_question_cannot_be_drawn(ask):
    assert figures.can_draw(ask("place"))
    assert not figures.can_draw(msgspec.structs.replace(ask("place"), spec=open_text.Spec()))


@every_kind
@fixed
@given(data=st.data())
def test_no_figure_of_any_answers_gives_a_hidden_number_away(kind, data, figure):
    drawn = figure(kind, *data.draw(groups_of(kind)))
    assert is_safe(drawn.audited(), k=10)
    for line in drawn.lines():
        assert line.measure != "people" or line.value is None or not 0 < line.value < 10


@every_kind
@fixed
@given(data=st.data())
def test_every_printed_number_of_people_is_what_counting_them_one_by_one_gives(kind, data, figure):
    groups = data.draw(groups_of(kind))
    drawn = figure(kind, *groups)
    counted = Counter(cell for value, n, _ in groups for cell in _cells(kind, value) for _ in range(n))
    total = sum(n for _, n, _ in groups)
    assert drawn.head.base == (total if total >= 10 else None)
    for line in drawn.lines():
        if line.measure == "people" and line.value is not None:
            assert line.value == counted[line.row, line.column]


def _cells(kind, value):
    """(row, column) of the open data for one person's value, written without the code under test."""
    if kind in ("matrix", "statements"):
        return [(row, str(level)) for row, level in value.items()]
    if kind == "ranking":
        return [(item, "1") for item, place in value.items() if place == 1]
    if kind == "allocation":
        return []
    if kind == "number":
        return [(str(value // 10 * 10), "")]
    if kind == "date":
        return [(value[:7], "")]
    if kind == "likert":
        return [("", str(value))]
    return [(str(option), "") for option in (value if isinstance(value, list) else [value])]


@every_kind
@fixed
@given(data=st.data())
def test_a_figure_comes_back_from_storage_as_it_was(kind, data, figure):
    drawn = figure(kind, *data.draw(groups_of(kind)), seen=None)
    stored = msgspec.json.encode(drawn)
    assert msgspec.json.decode(stored, type=AnyFigure) == drawn
    assert drawn.name.encode() in stored


@every_locale
@every_kind
@pytest.mark.parametrize("people", [0, 1, 12, 500])
def test_a_figure_of_none_one_few_and_many_people_is_a_page_part(kind, people, locale, figure, draw):
    drawn = figure(kind, *([(ONE[kind], people)] if people else []), seen=people + 300)
    html = Reader(draw(drawn, locale))
    assert html.open == []
    assert html.tags["figure"] == 1
    assert drawn.head.title.in_(locale.code) in html.text
    assert not [value for name, value in html.attributes if name == "style" or name.startswith("on")]
    assert bool(html.tags["table"]) is not drawn.is_hidden
    if people < 10:
        assert "Fewer than 10 people" in html.text
    else:
        assert f"{people} people answered" in html.text


@every_locale
@every_kind
def test_every_number_of_a_figure_stands_in_its_table(kind, locale, figure, draw):
    value = {"multiple_choice": ["air", "waste"], "matrix": {"air": 4, "waste": 1}}.get(kind, ONE[kind])
    drawn = figure(kind, (value, 321), (VALUES_B[kind], 245, "stand"))
    html = Reader(draw(drawn, locale))
    for line in drawn.lines():
        if line.measure == "people":
            assert ("not shown" if line.value is None else f"{line.value:.0f}") in html.text, line
        assert line.row_label.in_(locale.code) in html.text
        assert line.column_label.in_(locale.code) in html.text


VALUES_B = {
    **ONE,
    "single_choice": "work",
    "place": "work",
    "multiple_choice": ["work"],
    "likert": 1,
    "scale": 0,
    "number": 60,
    "date": "2026-06-30",
}


@every_locale
@pytest.mark.parametrize(
    ("kind", "few"),
    [
        ("single_choice", "water"),
        ("place", "water"),
        ("multiple_choice", ["water"]),
        ("likert", 2),
        ("scale", 3),
        ("number", 33),
        ("date", "2026-05-01"),
        ("matrix", {"air": 1}),
        ("statements", {"air": "pass"}),
        ("ranking", {"water": 1}),
    ],
)
def test_what_is_hidden_is_said_in_words_and_its_number_is_nowhere(kind, few, locale, figure, draw):
    drawn = figure(kind, (ONE[kind], 600), (VALUES_B[kind], 500), (few, 7))
    html = Reader(draw(drawn, locale))
    assert "not shown" in html.text
    assert "fewer than 10 people" in html.text
    assert not {"7", "0,7%", "1%"} & set(html.text.replace("(", " ").replace(")", " ").split()) - _labels(
        drawn
    )


def _labels(drawn):
    return {line.row_label.en for line in drawn.lines()}


@every_locale
def test_channels_and_base_stand_with_the_figure_and_a_small_channel_is_hidden(locale, figure, draw):
    drawn = figure("single_choice", ("air", 300), ("work", 200, "stand"), ("work", 4, "paper"), seen=700)
    html = Reader(draw(drawn, locale))
    assert [part.count for part in drawn.head.channels] == [300, None, None]
    assert "504 people answered, of 700 who saw the question." in html.text
    assert "300" in html.text


def test_a_choice_of_several_says_that_shares_may_pass_one_hundred(figure, draw):
    drawn = figure("multiple_choice", (["air", "work"], 100))
    assert "up to 3 answers, so the shares may add up to more than 100%" in draw(drawn, LOCALES[2])


def test_the_few_who_skipped_are_not_counted_in_public(figure):
    drawn = figure("single_choice", ("air", 100), seen=104)
    assert drawn.head.few_skipped
    assert drawn.head.shown_to is None
    assert drawn.head.skipped is None
    assert drawn.head.seen_by == (101, 109)


def test_skipped_is_not_the_same_as_never_shown(figure):
    assert figure("single_choice", ("air", 100), seen=150).head.skipped == 50
    assert figure("single_choice", ("air", 100)).head.skipped is None
    assert figure("single_choice", ("air", 100), seen=100).head.skipped == 0


def test_more_answers_than_people_who_saw_the_question_are_refused(figure):
    with pytest.raises(ValueError, match="more people answered than saw"):
        figure("single_choice", ("air", 100), seen=99)


def test_the_question_that_decided_who_was_asked_is_kept(figure):
    condition = ShowIf(question="q_link", any_of=("resident",))
    assert figure("place", ("air", 50), show_if=condition).head.asked_if == condition


def test_text_in_another_language_than_the_page_is_marked(figure, draw):
    drawn = figure("single_choice", ("gone_option", 60), ("air", 40))
    only_french = msgspec.structs.replace(drawn.head, title=drawn.head.title.__class__(fr="Titre"))
    html = draw(msgspec.structs.replace(drawn, head=only_french), LOCALES[0])
    assert '<bdi lang="fr">Titre</bdi>' in html


def test_markup_in_staff_text_is_shown_and_not_run(figure, draw):
    drawn = figure("single_choice", ("<b>air</b>", 60), ("air", 40))
    html = draw(drawn, LOCALES[2])
    assert "&lt;b&gt;air&lt;/b&gt;" in html
    assert "<b>air</b>" not in html


def test_a_figure_with_a_number_put_in_by_hand_is_found_out(figure):
    drawn = figure("single_choice", ("air", 60), ("work", 40), ("water", 3))
    rows = tuple(msgspec.structs.replace(row, count=3) if row.key == "water" else row for row in drawn.rows)
    forged = msgspec.structs.replace(drawn, rows=rows)
    assert any(discloses(audited.table) for audited in forged.audited())


def test_counting_and_building_need_no_page(ask):
    question = ask("single_choice")
    tallies = figures.tally(question, [Group(value="air", people=30)], shown_to=40)
    assert figures.build(question, tallies).head.skipped == 10
