"""Recognising given topics."""

import numpy as np
import pytest

from analysis.cluster.assigner import TopicAssigner
from analysis.encode.vectors import encode_texts
from analysis.model import Topic
from analysis.text.identify import identify

TOPICS = (
    Topic(
        key="waste",
        names={"ar": "النظافة والفضلات", "fr": "Propreté et déchets", "en": "Cleanliness and waste"},
        descriptions={"fr": "Le ramassage des ordures, les poubelles et les dépotoirs."},
    ),
    Topic(
        key="bus",
        names={"ar": "النقل العمومي", "fr": "Transports publics", "en": "Public transport"},
        descriptions={"fr": "Les bus, les taxis et leurs horaires."},
    ),
    Topic(
        key="school",
        names={"ar": "المدارس", "fr": "Écoles", "en": "Schools"},
        descriptions={"fr": "Les élèves, les enseignants et l'entretien des écoles."},
        words=("القراية", "9raya"),
    ),
)


def probabilities(
    assigner: TopicAssigner, texts: list[str]
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    varieties = [identify(text).variety for text in texts]
    return assigner.predict_proba(
        texts, varieties=varieties, vectors=encode_texts(texts, varieties=varieties)
    )


@pytest.fixture(scope="module")
def assigner() -> TopicAssigner:
    return TopicAssigner().fit(TOPICS)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Les poubelles débordent depuis une semaine", "waste"),
        ("Rubbish piles up and nobody collects it", "waste"),
        ("تتراكم الفضلات أمام المنازل", "waste"),
        ("el bus dima m5aser w ma yjich fi wa9tou", "bus"),
        ("The bus is always late", "bus"),
        ("سقف المدرسة يقطر على التلاميذ", "school"),
        ("el 9raya s3iba", "school"),
    ],
)
def test_an_answer_finds_its_topic_in_any_language(assigner: TopicAssigner, text: str, key: str) -> None:
    assert assigner.classes_[int(probabilities(assigner, [text])[0, :-1].argmax())] == key


def test_what_belongs_nowhere_is_left_to_review(assigner: TopicAssigner) -> None:
    texts = ["Bonjour à tous et merci", "I do not know what to say", "الله يوفقكم جميعا"]
    varieties = ["fr", "en", "ar"]
    vectors = encode_texts(texts, varieties=varieties)
    assert assigner.predict(texts, varieties=varieties, vectors=vectors) == [None] * 3


def test_probabilities_with_none_of_them_sum_to_one(assigner: TopicAssigner) -> None:
    found = probabilities(assigner, ["les bus", "quelque chose", "👍"])
    assert found.shape == (3, 4)
    assert np.allclose(found.sum(axis=1), 1.0)


def test_the_other_answers_do_not_matter(assigner: TopicAssigner) -> None:
    alone = probabilities(assigner, ["Le bus ne passe pas"])
    together = probabilities(assigner, ["الفضلات في كل مكان", "Le bus ne passe pas", "classes surchargées"])
    assert np.allclose(alone[0], together[1], atol=1e-3)


def test_a_confirmed_example_teaches_what_no_description_said() -> None:
    text = "Il fait un froid de canard dans la salle, les vitres sont cassées"
    before = probabilities(TopicAssigner().fit(TOPICS), [text])[0, 2]
    taught = Topic(
        key="school",
        names=TOPICS[2].names,
        descriptions=TOPICS[2].descriptions,
        examples=("Les vitres de la salle sont cassées et il fait froid",),
    )
    after = probabilities(TopicAssigner().fit((*TOPICS[:2], taught)), [text])[0, 2]
    assert 1.0 - after < (1.0 - before) / 2.0


def test_one_topic_is_not_the_answer_to_everything() -> None:
    found = probabilities(TopicAssigner().fit(TOPICS[:1]), ["La musique adoucit les mœurs"])
    assert found[0, 0] < 0.2


def test_two_topics_with_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="same key"):
        TopicAssigner().fit((TOPICS[0], TOPICS[0]))


def test_no_texts_and_no_topics_are_possible(assigner: TopicAssigner) -> None:
    assert assigner.predict([], varieties=[], vectors=np.zeros((0, 512))) == []
    nothing = TopicAssigner().fit(())
    assert nothing.predict(["la rue"], varieties=["fr"], vectors=np.ones((1, 512))) == [None]
