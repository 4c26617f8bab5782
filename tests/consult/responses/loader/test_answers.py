"""A file of answers means what an export of the same answers would say, in ids or in labels, and all that is wrong is told."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consult.consultations.kinds import kind_of
from consult.consultations.loader import load_consultation
from consult.consultations.store import Standing
from consult.i18n.text import Text
from consult.responses.loader import AnswerReader, Bad, Row
from consult.responses.model import Box, boxes_of, copied, read_copy
from consult.web.clean import clean_text
from consult.web.forms import Fields
from tests.conftest import gabes_file

DOCUMENT = load_consultation(gabes_file())
NOW = datetime.now(UTC)
STANDING = Standing(
    id=UUID(int=1),
    city_id=UUID(int=2),
    slug=DOCUMENT.slug,
    opens_on=date(2026, 1, 1),
    closes_on=date(2030, 1, 1),
    published_at=NOW,
    form_version_id=UUID(int=3),
    form_number=1,
    document=DOCUMENT,
)
READER = AnswerReader(STANDING, now=NOW)
FORM = copied(DOCUMENT.questionnaire)


def file_of(rows: Sequence[Mapping[str, object]], *, delimiter: str = ",", bom: bool = True) -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row))
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, names, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode("utf-8-sig" if bom else "utf-8")


def read(*rows: Mapping[str, object], delimiter: str = ",", bom: bool = True) -> list[Row | Bad]:
    return list(READER.read(file_of(rows, delimiter=delimiter, bom=bom)))


def good(*rows: Mapping[str, object], delimiter: str = ",", bom: bool = True) -> list[Row]:
    found = read(*rows, delimiter=delimiter, bom=bom)
    assert all(isinstance(one, Row) for one in found), found
    return [one for one in found if isinstance(one, Row)]


def told(*rows: Mapping[str, object]) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.value) for one in read(*rows) if isinstance(one, Bad)]


WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp")), min_size=1, max_size=40
)  # fmt: skip


@st.composite
def forms(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    """Fields that a browser could send, question by question; those that the rules refuse are left out."""
    fields: dict[str, tuple[str, ...]] = {}
    for question in FORM.questions:
        if draw(st.booleans()):
            continue
        trial = dict(fields)
        for box in boxes_of(question):
            if value := draw(_values(box)):
                trial[box.name] = value
        if not any(problem.field for problem in read_copy(FORM, Fields.of(trial)).problems):
            fields = trial
    return fields


def _values(box: Box) -> st.SearchStrategy[tuple[str, ...]]:
    none: st.SearchStrategy[tuple[str, ...]] = st.just(())
    ids = [option.id for option in box.options]
    if box.takes == "several":
        return none | st.lists(st.sampled_from(ids), max_size=3, unique=True).map(tuple)
    if box.takes == "one":
        return none | st.sampled_from(ids).map(lambda one: (one,))
    if box.takes == "number":
        return none | st.integers(0, 100).map(lambda number: (str(number),))
    return none | WORDS.map(lambda said: (said,))


@given(st.lists(forms(), min_size=1, max_size=4), st.sampled_from(",;\t"), st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_was_exported_comes_in_as_it_was(
    given_forms: list[dict[str, tuple[str, ...]]], delimiter: str, bom: bool
) -> None:
    rows: list[dict[str, object]] = []
    expected = []
    for number, fields in enumerate(given_forms):
        cleaned = Fields.of({name: [v.strip() for v in values] for name, values in fields.items()})
        reading = read_copy(FORM, cleaned)
        if reading.problems:
            continue
        row: dict[str, object] = {"id": f"r{number}"}
        for question in FORM.questions:
            if question.key in reading.items:
                row |= kind_of(question.spec).export_row(question, reading.items[question.key])
        rows.append(row)
        expected.append(reading)
    if not rows:
        return
    found = good(*rows, delimiter=delimiter, bom=bom)
    normal = [_normal(row.reading.items) for row in found]
    assert normal == [_normal(reading.items) for reading in expected]
    assert [row.reading.skipped for row in found] == [reading.skipped for reading in expected]


def _normal(items: Mapping[str, object]) -> str:
    return clean_text(repr(dict(sorted(items.items()))))


@pytest.mark.parametrize(
    "said", ["resident", "J'y habite", "j’y  HABITE", "أسكن في المدينة", "اسكن في المدينه", "I live here"]
)
def test_an_answer_may_be_its_label_in_any_language(said: str) -> None:
    (row,) = good({"q_link": said})
    assert row.reading.items["q_link"][0].value == "resident"


@pytest.mark.parametrize(
    "said",
    [
        "air waste",
        "air;waste",
        "L'air et les odeurs; Les déchets et les moustiques",
        "Air and smells | waste",
    ],
)
def test_several_answers_are_parted_by_blanks_or_marks(said: str) -> None:
    (row,) = good({"q_obstacles": said})
    assert row.reading.items["q_obstacles"][0].value == ["air", "waste"]


def test_one_label_that_holds_blanks_is_one_answer() -> None:
    (row,) = good({"q_obstacles": "Les déchets et les moustiques"})
    assert row.reading.items["q_obstacles"][0].value == ["waste"]


def test_a_column_may_be_called_by_its_question() -> None:
    prompt = next(one.prompt for one in FORM.questions if one.key == "q_change")
    for words in (prompt.ar, prompt.fr.upper(), prompt.en):
        (row,) = good({words: "الماء"})
        assert row.reading.items["q_change"][0].body == "الماء"
    rank = next(one for one in FORM.questions if one.key == "q_rank_axes")
    label = rank.spec.items[0].label  # type: ignore[union-attr]
    (row,) = good({f"{rank.prompt.fr} / {label.fr}": "1"})
    assert row.reading.items["q_rank_axes"][0].value == {rank.spec.items[0].id: 1}  # type: ignore[union-attr]


def test_two_answers_with_one_label_are_not_guessed() -> None:
    question = next(one for one in FORM.questions if one.key == "q_link")
    same = Text(ar="نعم", fr="Oui", en="Yes")
    options = tuple(msgspec.structs.replace(one, label=same) for one in question.spec.options)  # type: ignore[union-attr]
    doubled = msgspec.structs.replace(question, spec=msgspec.structs.replace(question.spec, options=options))
    form = msgspec.structs.replace(DOCUMENT.questionnaire, questions=(doubled,), pages=(FORM.pages[0],))
    standing = Standing(
        **{name: getattr(STANDING, name) for name in Standing.__slots__ if name != "document"},
        document=msgspec.structs.replace(DOCUMENT, questionnaire=form),
    )
    (bad,) = AnswerReader(standing, now=NOW).read(file_of([{"q_link": "oui"}]))
    assert isinstance(bad, Bad)
    assert "commuter" in str(bad.problem.params["ids"])


def test_every_bad_cell_of_every_row_is_told_with_its_place() -> None:
    found = told(
        {"id": "1", "q_link": "mayor", "q_evening": "11", "q_change": "x"},
        {"id": "2", "q_link": "resident"},
        {"id": "2", "q_link": "resident"},
        {"id": "3", "d_age": "60+", "q_stay": "عمل"},
        {"id": "4"},
        {"id": "5", "q_rank_axes.economy": "9", "q_budget.economy": "30"},
    )
    assert found == [
        (2, "q_link", "mayor"),
        (2, "q_evening", "11"),
        (4, "id", "2"),
        (5, "q_stay", "عمل"),
        (6, "", ""),
        (7, "q_rank_axes.economy", "9"),
        (7, "q_budget", ""),
    ]


@pytest.mark.parametrize(
    ("header", "message"),
    [("q_lnik", "meant"), ("_uuid", "take the column out"), ("id", "No column belongs")],
)
def test_a_header_that_means_nothing_stops_the_file(header: str, message: str) -> None:
    found = read({header: "x"})
    assert len(found) == 1
    assert isinstance(found[0], Bad)
    assert found[0].row == 1
    assert message in found[0].problem.message


def test_two_columns_for_one_field_are_told() -> None:
    prompt = next(one.prompt for one in FORM.questions if one.key == "q_change")
    (bad,) = read({"q_change": "a", prompt.fr: "b"})
    assert isinstance(bad, Bad)
    assert bad.column == prompt.fr


def test_columns_about_the_row() -> None:
    (row,) = good(
        {"id": "7", "submitted_at": "2026-03-02T14:30", "locale": "FR", "channel": "meeting", "q_change": "x"}
    )
    assert row.at == datetime(2026, 3, 2, 13, 30, tzinfo=UTC)
    assert (row.locale, row.channel) == ("fr", "meeting")
    tomorrow = (NOW + timedelta(days=2)).date().isoformat()
    found = told(
        {"submitted_at": "02/03/2026", "locale": "de", "channel": "pigeon", "q_change": "x"},
        {"submitted_at": tomorrow, "q_change": "x"},
    )
    assert [(row, column) for row, column, _ in found] == [
        (2, "submitted_at"),
        (2, "locale"),
        (2, "channel"),
        (3, "submitted_at"),
    ]


def test_the_same_row_twice_is_two_people_and_the_same_file_twice_is_the_same_people() -> None:
    rows = [{"q_change": "الماء"}, {"q_change": "الماء"}, {"q_change": "الكار"}]
    keys = [row.key for row in good(*rows)]
    assert len(set(keys)) == 3
    assert [row.key for row in good(*rows)] == keys
    assert {row.key for row in good(*rows[::-1])} == set(keys)
    assert good({"id": "1", "q_change": "a"})[0].key == good({"id": "1", "q_change": "b"})[0].key


def test_words_lose_what_has_no_business_in_them() -> None:
    (row,) = good({"q_change": "=1+1\u202e\x0b ماء"})
    assert row.reading.items["q_change"][0].body == "=1+1 ماء"
