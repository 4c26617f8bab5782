"""Names after the words that announce them."""

import pytest

from analysis.text.names import find_names


def names(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in find_names(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("اسمي سامية بن عمار وأسكن هنا", ["سامية بن عمار"]),
        ("أنا محمد من الحي", ["محمد"]),
        ("السيد كمال الجلاصي وعدنا", ["كمال الجلاصي"]),
        ("je m'appelle Hatem Belhaj et j'habite ici", ["Hatem Belhaj"]),
        ("je m’appelle ines, la rue est noire", ["ines"]),
        ("M. Ridha Ayari nous a promis", ["Ridha Ayari"]),
        ("my name is Leila Haddad and I wait", ["Leila Haddad"]),
        ("I'm Karim, I use a wheelchair", ["Karim"]),
        ("esmi Wassim w nesken fel 7ouma", ["Wassim"]),
        ("ana mohamed w n7eb", ["mohamed"]),
        ("nom :Sofiene Mabrouk", ["Sofiene Mabrouk"]),
        ("اسمي عبد الجليل الماطري من سكان الحي", ["عبد الجليل الماطري"]),
        ("اسمي نور الدين بالطيب وأشتغل هنا", ["نور الدين بالطيب"]),
        ("اسمي جمال عبد الناصر الوحيشي", ["جمال عبد الناصر الوحيشي"]),
        ("السيد علي بن خليفة وعدنا", ["علي بن خليفة"]),
        ("السيد المنجي في المصلحة الفنية", ["المنجي"]),
        ("الدكتور الطرابلسي غائب", ["الطرابلسي"]),
        ("أنا الممضي أسفله محرز العياري", ["محرز العياري"]),
        ("أنا سعيد الجويني من حي السلام", ["سعيد الجويني"]),
        ("ابني إلياس عمره سبع سنين", ["إلياس"]),
        ("mon fils Aziz joue dans la rue", ["Aziz"]),
        ("M. A. Trabelsi est absent", ["A. Trabelsi"]),
        ("Monsieur El Ayeb du premier étage", ["El Ayeb"]),
        ("Mme Ben Romdhane et M. Bou Kacem", ["Ben Romdhane", "Bou Kacem"]),
        ("je soussignée Wafa Hajji demande une autorisation", ["Wafa Hajji"]),
        ("sincerely, Omar Turki", ["Omar Turki"]),
        ("ismi Zied Bouazizi w 3omri 31", ["Zied Bouazizi"]),
        ("ana Sami w jari Fethi", ["Sami", "Fethi"]),
    ],
)
def test_an_announced_name_is_found_without_its_announcement(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "السيد رئيس البلدية لا يجيب",
        "السيد الوالي زار الحي",
        "Monsieur le maire, la route",
        "Madame la ministre doit venir",
        "ana n7eb el bled tkoun ndhifa",
        "I am tired of waiting",
        "je suis étudiant",
        "الدكتور غائب كل يوم",
        "si l'eau est coupée",
        "أنا مواطن من قابس",
        "أنا سعيد بهذه المبادرة",
        "أخي الصغير في المدرسة",
        "السيدة تدفع الثمن",
        "السيد الأمين العام للولاية",
        "اسمي على القائمة",
        "اسمي مسجل منذ عامين",
        "عمي الحاج يبدل الدواء",
        "je suis marié et père de deux filles",
        "c'est demain la réunion",
        "cordialement, un habitant",
        "signé par le maire",
        "my name was removed from the list",
        "el docteur 9al ghodwa",
        "esmi mouch fel 9ayma",
    ],
)
def test_offices_and_ordinary_words_are_no_names(text: str) -> None:
    assert names(text) == []
