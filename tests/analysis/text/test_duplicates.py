"""Copies and light edits."""

import pytest

from analysis.text.duplicates import NearDuplicates, duplicate_groups

LONG = "نطالب البلدية بفتح المستوصف ليلا وتوفير طبيب قار لأهالي الحي كامل أيام الأسبوع"
FRENCH = "Nous demandons l'ouverture du dispensaire la nuit avec un médecin présent tous les jours"


def test_copies_that_differ_in_marks_and_accents_are_one_group() -> None:
    one, two, other = duplicate_groups([FRENCH, FRENCH.upper().replace("É", "E") + " !!!", LONG])
    assert one is not None
    assert one == two
    assert other is None


@pytest.mark.parametrize(
    "edited",
    [
        LONG.replace("طبيب قار", "طبيبة قارة"),
        "السلام عليكم " + LONG,
        " ".join(LONG.split()[:-1]),
        LONG + " وشكرا",
    ],
)
def test_light_edits_are_one_group(edited: str) -> None:
    groups = duplicate_groups([LONG, edited])
    assert groups[0] is not None
    assert groups[0] == groups[1]


def test_like_minded_answers_are_not_copies() -> None:
    texts = [
        "نطالب البلدية بإصلاح الطريق المؤدية إلى المدرسة الابتدائية قبل الشتاء",
        "نريد من البلدية أن تفتح المستوصف ليلا لأن المرضى يموتون في الطريق",
        "Il faut ouvrir le dispensaire le soir pour les urgences du quartier",
        "Nous demandons plus de bus pour aller au travail le matin",
    ]
    assert duplicate_groups(texts) == [None] * 4


def test_short_answers_are_never_a_campaign() -> None:
    assert duplicate_groups(["النقل", "النقل", "transport", "transport"]) == [None] * 4


def test_groups_do_not_depend_on_order() -> None:
    texts = [LONG, FRENCH, LONG + "!", "tout autre chose ici pour voir ce que cela donne", FRENCH + " merci"]
    forward = dict(zip(texts, duplicate_groups(texts), strict=True))
    backward = dict(zip(texts[::-1], duplicate_groups(texts[::-1]), strict=True))
    assert forward == backward


def test_a_crowd_of_copies_is_one_group() -> None:
    groups = duplicate_groups([f"{LONG} {number}" for number in range(80)])
    assert len(set(groups)) == 1


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["👍"] * 10, ["x" * 5000]])
def test_strange_input_has_no_groups(texts: list[str]) -> None:
    assert duplicate_groups(texts) == [None] * len(texts)


def test_a_higher_threshold_asks_for_closer_copies() -> None:
    edited = LONG.replace("طبيب قار", "ممرض متربص").replace("كامل", "خلال")
    assert NearDuplicates(threshold=0.4).fit_predict([LONG, edited])[0] is not None
    assert NearDuplicates(threshold=0.95).fit_predict([LONG, edited]) == [None, None]
