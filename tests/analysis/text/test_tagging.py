"""The language of each Latin word."""

from analysis.text.tagging import TrigramModel, tag_latin_words, without_elision


def tags(text: str) -> dict[str, str]:
    return {tagged.word: tagged.language for tagged in tag_latin_words(text)}


def test_words_of_a_code_switched_sentence_go_each_to_its_language() -> None:
    found = tags("les poubelles m3abbin w zidou camion lel 7ouma")
    assert found["les"] == found["poubelles"] == "fr"
    assert found["m3abbin"] == found["7ouma"] == "arabizi"


def test_neighbours_decide_an_ambiguous_word() -> None:
    assert tags("la route est en panne")["la"] == "fr"
    assert tags("la 5edma la flous")["la"] == "arabizi"


def test_a_french_accent_is_never_english() -> None:
    assert tags("zéro accessibilité")["accessibilité"] == "fr"


def test_places_are_those_of_the_text() -> None:
    text = "ya 7asra 3la l'eau"
    assert [text[tagged.start : tagged.end] for tagged in tag_latin_words(text)] == [
        "ya",
        "7asra",
        "3la",
        "l'eau",
    ]


def test_numbers_with_units_and_arabic_words_are_not_tagged() -> None:
    assert tags("à 18h30 2eme الحافلة 5km") == {"à": "fr"}


def test_a_very_long_text_is_read_in_part() -> None:
    assert len(tag_latin_words("mot " * 5000)) == 400


def test_an_elided_article_is_taken_off() -> None:
    assert without_elision("l'eau") == "eau"
    assert without_elision("qu’elle") == "elle"
    assert without_elision("aujourd'hui") == "aujourd'hui"


def test_a_trigram_model_prefers_what_it_has_seen() -> None:
    model = TrigramModel(["route", "routes", "trous"])
    assert model.log_probability("route") > model.log_probability("zxqwk")
