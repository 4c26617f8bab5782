"""Words that set clusters apart, per language."""

from analysis.label.terms import ClassTerms, label_words


def fitted(texts: list[tuple[str, str, str]]) -> dict[str, dict[str, tuple[str, ...]]]:
    return (
        ClassTerms()
        .fit(
            [text for text, _, _ in texts],
            [label for _, label, _ in texts],
            varieties=[variety for _, _, variety in texts],
        )
        .terms_
    )


TEXTS = [
    ("Les poubelles débordent", "a", "fr"),
    ("Une poubelle par rue", "a", "fr"),
    ("الزبلة في كل بلاصة", "a", "aeb"),
    ("zebla fel 7ouma", "a", "arabizi"),
    ("The bins are full", "a", "en"),
    ("Les bus sont rares dans la rue", "b", "fr"),
    ("Un bus par jour", "b", "fr"),
    ("الكار ما تجيش", "b", "aeb"),
]


def test_terms_are_counted_apart_by_language() -> None:
    terms = fitted(TEXTS)
    assert terms["a"]["fr"][0] == "poubelle"
    assert terms["a"]["en"] == ("bins", "full")
    assert terms["b"]["fr"][0] == "bus"


def test_derja_and_arabizi_count_toward_arabic_together() -> None:
    assert fitted(TEXTS)["a"]["ar"][0] in ("الزبلة", "زبلة")


def test_a_word_of_every_cluster_comes_last_or_not_at_all() -> None:
    terms = fitted(TEXTS)["a"]["fr"]
    assert "rue" not in terms[:1]


def test_stop_words_and_personal_data_are_never_terms() -> None:
    found = label_words("je m'appelle Selma, 98 000 111, la rue est sombre", "fr")
    assert [word.surface for word in found] == ["appelle", "rue", "sombre"]


def test_the_words_of_a_mixed_text_go_each_to_its_language() -> None:
    found = {word.surface: word.language for word in label_words("les poubelles m3abbin fel 7ouma", "mixed")}
    assert found == {"poubelles": "fr", "معبين": "ar", "حومة": "ar"}


def test_what_only_spelling_rules_could_write_is_not_shown() -> None:
    assert [word.surface for word in label_words("zarbout fel 7ouma", "arabizi")] == ["حومة"]


def test_a_language_nobody_used_has_no_terms() -> None:
    assert fitted([("La rue est noire", "a", "fr")])["a"] == {"ar": (), "fr": ("noire", "rue"), "en": ()}


def test_no_texts_give_no_terms() -> None:
    assert fitted([]) == {}
