"""A release with everything in it that passes the gate, and the answers it quotes."""

from datetime import date

import pytest

from consult.i18n.text import Text
from consult.results.model import (
    Decision,
    Evidence,
    Finding,
    Link,
    Original,
    PublishedTheme,
    PublishedTopic,
    Release,
    Span,
    mix,
    quote_of,
)

WORDS = "Call me, Samir Trabelsi, 98 123 456: the bus never comes to our street."
NAME, NUMBER = Span(start=9, end=23, kind="name"), Span(start=25, end=35, kind="phone")


def said(words: str) -> Text:
    return Text(ar=f"{words} بالعربية", fr=f"{words} en français", en=words)


@pytest.fixture
def original():
    return Original(text=WORDS, marks=(NAME, NUMBER), topics=frozenset({"t_bus"}))


@pytest.fixture
def quote():
    return quote_of(
        WORDS,
        answer_id="a1",
        start=9,
        end=len(WORDS),
        redactions=(NAME, NUMBER),
        variety="en",
        approved_by="Amel",
    )


@pytest.fixture
def draft(figure, quote):
    bus = PublishedTopic(
        id="t_bus",
        theme="planning",
        names=said("Buses"),
        count=120,
        base=400,
        varieties=mix({"aeb": 80, "fr": 35, "en": 5}),
        links=(Link(objective="URB1", title=said("Getting around")), Link(relation="new")),
        decision=Decision(outcome="adopted", reason=said("It is cheap and many asked for it")),
        quotes=(quote,),
    )
    rest = PublishedTopic(id="t_light", theme="planning", names=said("Lights"), count=None, base=400)
    return Release(
        consultation="gabes-2035",
        titles=said("Results"),
        intro=said("What you said"),
        findings=(
            Finding(
                sentence=said("Many want buses"),
                evidence=(Evidence(kind="topic", key="t_bus"), Evidence(kind="figure", key="q_work")),
            ),
        ),
        figures=(
            figure("single_choice", ("air", 600), ("work", 395), ("water", 5), key="q_work"),
            figure("scale", (3, 500), (7, 400), key="q_evening", seen=1000),
        ),
        themes=(PublishedTheme(id="planning", name=said("Planning")),),
        topics=(bus, rest),
        method=said("Answers were grouped by a machine and checked by people"),
        opens_on=date(2026, 3, 2),
        closes_on=date(2026, 4, 5),
        n=1000,
        channels=mix({"web": 700, "stand": 280, "paper": 20}),
    )
