"""Numbers and addresses that belong to one person."""

import pytest

from analysis.text.identifiers import find_identifiers


def kinds(text: str) -> set[str]:
    return {kind for _, _, kind in find_identifiers(text)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("98123456", "phone"),
        ("+216 55 432 109", "phone"),
        ("00216 55.432.109", "phone"),
        ("+33 6 12 34 56 78", "phone"),
        ("(+216) 22 315 780", "phone"),
        ("9 6 4 1 2 2 0 8", "phone"),
        ("le dossier, tel 52 341 177", "phone"),
        ("4567 تونس 123", "plate"),
        ("voiture 5 TU 120", "plate"),
        ("01234567", "cin"),
        ("CIN 98765432", "cin"),
        ("بطاقة التعريف 98765432", "cin"),
        ("tel: 01 234 567", "phone"),
        ("a.b+c@example.tn", "email"),
        ("ali (at) example.tn", "email"),
        ("https://example.tn/page", "url"),
        ("www.example.tn", "url"),
        ("t.me/groupe7ouma", "url"),
        ("TN59 1000 6035 1835 9847 8831", "iban"),
        ("10 006 0351835984788 31", "rib"),
        ("4970 1012 3456 7893", "card"),
        ("1234567A/A/M/000", "tax_id"),
        ("matricule fiscal 1234567A", "tax_id"),
        ("123 تونس 4567", "plate"),
        ("87 TUN 1234", "plate"),
        ("passeport X123456", "passport"),
    ],
)
def test_an_identifier_is_recognised(text: str, kind: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "12 000 000 dinars",
        "25 000 000 دينار",
        "le 25/12/2023",
        "2023-12-25",
        "entre 2020-2021",
        "(1894-1895)",
        "ligne 5 arrêt 12 à 7h30",
        "15000 habitants",
        "1234567",
        "123456789",
        "rue 18 janvier 1952",
        "fin.me voila",
        "20 500 000 arbres",
        "un budget de 35 500 350",
        "2011 2012",
        "de 2000 2500 par mois",
        "dossier n° 20230614",
        "contrat STEG 22334455",
        "ملف عدد 20231107",
        "numéro vert 80 106 107",
        "الرقم الأخضر 80 106 006",
        "match 2 tunis 1 sfax",
        "tunis 2030",
    ],
)
def test_amounts_dates_and_counts_belong_to_nobody(text: str) -> None:
    assert kinds(text) == set()


def test_a_card_number_must_pass_its_check_digit() -> None:
    assert "card" not in kinds("4970 1012 3456 7890")


def test_two_phones_with_a_stroke_between_them_are_two() -> None:
    assert [span[2] for span in find_identifiers("98-765-432/22-765-432")] == ["phone", "phone"]
