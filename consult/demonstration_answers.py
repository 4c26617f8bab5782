"""The demonstration's people: who answers, by which way, and the closed answers around their written words.

Drawn with a fixed seed, so that two machines show the same figures. Every response goes through the same form reader as a
citizen's.
"""

import csv
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from consult.consultations.model import ConsultationDocument, read_all
from consult.consultations.store import Standing
from consult.responses import actions
from consult.responses.model import Submission, submission_key_of
from consult.web.forms import Fields

RESPONSES = 1_240
SEED = 2035
CHANNELS = {"web": 61, "stand": 19, "meeting": 9, "paper": 8, "import": 3}
PLACES = {
    "jara": 15, "menzel": 13, "chatt_essalem": 14, "sidi_boulbaba": 9, "centre_corniche": 16,
    "port": 6, "el_amel": 10, "mtorrech": 7, "zrig": 6, "elsewhere": 4,
}  # fmt: skip
AGES = {"15-19": 11, "20-29": 27, "30-39": 22, "40-49": 17, "50-59": 13, "60+": 10}
YOUNG = ("15-19", "20-29", "30-39")
OBSTACLE_OF = {
    "ENV1": "air", "ENV2": "water", "ENV3": "waste", "ECO2": "work", "URB1": "transport", "SOC1": "health",
    "URB2": "safety", "SOC2": "leisure", "URB3": "housing",
}  # fmt: skip
OBSTACLES = {
    "air": 30, "water": 16, "waste": 22, "work": 26, "transport": 17, "health": 19, "safety": 9, "leisure": 11,
    "housing": 10,
}  # fmt: skip
IMPORTANCE = {"ENV1": 3.6, "SOC1": 3.5, "ECO2": 3.4, "ENV2": 3.2, "ENV3": 3.1, "URB3": 2.8}
STATEMENTS = {"s1": (66, 22), "s2": (48, 34), "s3": (71, 14), "s4": (52, 27), "s5": (60, 15), "s6": (86, 4)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One written answer with what its writer says it is about."""

    question: str
    variety: str
    theme: str
    objective: str
    title: str
    text: str

    @property
    def about(self) -> str:
        """The prepared topic it belongs to; empty when it says nothing."""
        if self.question == "q_stay":
            if not self.objective:
                return "" if not self.theme or len(self.text) < 15 else "STAY2"
            return "STAY1" if self.objective.startswith("ECO") else "STAY2"
        return self.objective or ("" if not self.theme else "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    submission: Submission
    labels: Mapping[UUID, str]


def read(path: Path) -> list[Voice]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Voice(
                **{name: row[name] for name in ("question", "variety", "theme", "objective", "title", "text")}
            )
            for row in rows
        ]


def submissions(standing: Standing, voices: Sequence[Voice], *, today: date) -> list[Filled]:
    """RESPONSES people; each written answer belongs to one of them, the others answer closed questions only."""
    chance = random.Random(SEED)  # noqa: S311 - believable, not secret
    by_question: dict[str, list[Voice]] = {}
    for voice in voices:
        by_question.setdefault(voice.question, []).append(voice)
    for listed in by_question.values():
        chance.shuffle(listed)
    return [_person(standing, number, by_question, chance, today=today) for number in range(RESPONSES)]


def _person(
    standing: Standing, number: int, waiting: dict[str, list[Voice]], chance: random.Random, *, today: date
) -> Filled:
    said: list[Voice] = []
    if waiting["q_change"]:
        said.append(waiting["q_change"].pop())
    if waiting["q_project"] and number % 5 == 0:
        said.append(waiting["q_project"].pop())
    age = _pick(chance, AGES)
    if waiting["q_stay"] and number % 4 == 1:
        age = chance.choice(YOUNG)
        said.append(waiting["q_stay"].pop())
    form = _form(standing.document, said, age, chance)
    fields = Fields.of({name: (given,) if isinstance(given, str) else given for name, given in form.items()})
    reading = read_all(standing.document.questionnaire, fields)
    if reading.problems:
        raise AssertionError(f"a demonstration form is wrong: {reading.problems}")
    token = f"demonstration-{number}"
    day = today - timedelta(days=chance.randrange(1, 20))
    minute = time(chance.randrange(7, 23), chance.randrange(60))
    submission = actions.submission(
        standing,
        reading,
        key=submission_key_of(token),
        token="",
        channel=_pick(chance, CHANNELS),
        locale=_locale(said, chance),
        at=datetime.combine(day, minute, tzinfo=UTC),
    )
    by_question = {voice.question: voice.about for voice in said}
    labels = {
        item.id: by_question[item.question_key]
        for item in submission.items
        if item.question_key in by_question and item.item.body
    }
    return Filled(submission=submission, labels=labels)


def _locale(said: Sequence[Voice], chance: random.Random) -> str:
    if said and said[0].variety in {"fr", "en"}:
        return said[0].variety
    return _pick(chance, {"ar": 74, "fr": 23, "en": 3})


def _pick(chance: random.Random, weights: Mapping[str, int]) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]


def _form(
    document: ConsultationDocument, said: Sequence[Voice], age: str, chance: random.Random
) -> dict[str, str | Sequence[str]]:
    """A whole form as a browser would send it; people skip about one question in six."""
    form: dict[str, str | Sequence[str]] = {}
    objective = next((voice.objective for voice in said if voice.objective), "")
    theme = next((voice.theme for voice in said if voice.theme and voice.theme != "migration"), "")
    form["q_link"] = _pick(chance, {"resident": 82, "commuter": 9, "abroad": 6, "newcomer": 3})
    if form["q_link"] == "resident":
        form["q_place"] = _pick(chance, PLACES)
    _sometimes(
        form, chance, {"q_vision": lambda: _pick(chance, {"1": 5, "2": 11, "3": 29, "4": 36, "5": 19})}
    )
    _sometimes(form, chance, {"q_evening": lambda: str(min(10, max(0, round(chance.gauss(5.6, 2.6)))))})
    if chance.random() < 0.86:
        obstacle = OBSTACLE_OF.get(objective)
        others = list(OBSTACLES)
        picked = {obstacle} if obstacle else set()
        while len(picked) < chance.choice((2, 3, 3)):
            picked.add(chance.choices(others, list(OBSTACLES.values()))[0])
        form["q_obstacles"] = sorted(str(one) for one in picked)
    axes = [axis.id for axis in document.axes]
    if chance.random() < 0.8:
        urge = {"environment": 0.25} | ({theme: 0.6} if theme else {})
        order = sorted(axes, key=lambda axis: chance.random() - urge.get(axis, 0.0))
        form |= {f"q_rank_axes.{axis}": str(place) for place, axis in enumerate(order, start=1)}
    if chance.random() < 0.84:
        for one in document.objectives:
            mean = IMPORTANCE.get(one.id, 3.0) + (0.5 if one.id == objective else 0)
            form[f"q_objectives.{one.id}"] = str(min(4, max(1, round(chance.gauss(mean, 0.7)))))
    if chance.random() < 0.72:
        tens = [0] * len(axes)
        for _ in range(10):
            tens[chance.choices(range(len(axes)), [3 if axis == theme else 1.4 for axis in axes])[0]] += 10
        form |= {f"q_budget.{axis}": str(amount) for axis, amount in zip(axes, tens, strict=True)}
    if chance.random() < 0.78:
        for key, (agree, disagree) in STATEMENTS.items():
            form[f"q_statements.{key}"] = _pick(
                chance, {"agree": agree, "disagree": disagree, "pass": 100 - agree - disagree}
            )
    form |= _about_you(age, chance)
    for voice in said:
        if voice.question == "q_project":
            form |= {"q_project.1.title": voice.title, "q_project.1.text": voice.text}
            if voice.theme:
                form["q_project.1.axis"] = voice.theme
        else:
            form[voice.question] = voice.text
    return form


def _sometimes(
    form: dict[str, str | Sequence[str]], chance: random.Random, draws: Mapping[str, object]
) -> None:
    for name, draw in draws.items():
        if chance.random() < 0.85:
            assert callable(draw)
            form[name] = draw()


def _about_you(age: str, chance: random.Random) -> dict[str, str]:
    young = age in YOUNG[:1]
    return {
        "d_age": age,
        "d_gender": _pick(chance, {"f": 44, "m": 51, "none": 5}),
        "d_education": _pick(
            chance, {"none": 4, "primary": 14, "secondary": 37, "vocational": 14, "higher": 31}
        ),
        "d_activity": "student"
        if young
        else _pick(
            chance, {"employed": 42, "unemployed": 21, "student": 13, "home": 13, "retired": 8, "other": 3}
        ),
        "d_disability": _pick(chance, {"no": 88, "some": 9, "lot": 3}),
    }
