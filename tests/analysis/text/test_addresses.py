"""Where somebody lives: a street together with a house number."""

import pytest

from analysis.text.addresses import find_addresses


def addresses(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in find_addresses(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("j'habite 4 rue du Lac, sans trottoir", "4 rue du Lac"),
        ("adresse : 2 bis rue Sidi Bou Saïd", "2 bis rue Sidi Bou Saïd"),
        ("immeuble n°9 rue des Jasmins", "n°9 rue des Jasmins"),
        ("avenue Taïeb Mhiri, n° 30", "avenue Taïeb Mhiri, n° 30"),
        ("14 avenue du 14 janvier en face", "14 avenue du 14 janvier"),
        ("33 rue Mongi Slim La Marsa", "33 rue Mongi Slim"),
        ("5 Palm Street has no lamp", "5 Palm Street"),
        ("neskon 8 rue bourguiba el trab", "8 rue bourguiba"),
        ("dari 12 nahj el ward ghar9et", "12 nahj el ward"),
        ("نسكن في 22 نهج المنستير بلا ضو", "22 نهج المنستير"),
        ("العنوان شارع الجمهورية عدد 90", "شارع الجمهورية عدد 90"),
        ("منزلي 11 نهج أبو القاسم الشابي مهدد", "11 نهج أبو القاسم الشابي"),
        ("عنواني عدد 7 نهج الفل", "عدد 7 نهج الفل"),
    ],
)
def test_a_street_with_a_house_number_is_an_address(text: str, found: str) -> None:
    assert addresses(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "rue de Rome, 3 mois sans eau",
        "10 rue sur 30 sont éclairées",
        "bus 20 rue de Rome en retard",
        "en 2020 rue de Rome inondée",
        "le 12 mars avenue Bourguiba fermée",
        "3andna 5 rue bla dhaw",
        "شارع فرحات حشاد بلا رصيف",
        "12 شارع بلا إنارة",
        "سنة 2019 نهج الكنيسة كان نظيفا",
        "الحافلة 14 شارع قرطاج لا تقف",
        "شارع الحرية والحافلة رقم 5",
        "",
    ],
)
def test_streets_without_a_number_and_numbers_of_other_things_are_none(text: str) -> None:
    assert addresses(text) == []
