"""What the lexicon knows of a file, and what not."""

from analysis.lexicon.coverage import coverage


def test_coverage_is_told_by_variety_concept_and_unknown_word() -> None:
    texts = ["les poubelles débordent", "le zorglub du quartier", "le zorglub encore", "👍", ""]
    found = coverage(texts)
    french = next(line for line in found if line.kind == "variety" and line.key == "fr")
    assert (french.count, round(french.share, 2)) == (1, 0.33)
    assert any(line.kind == "concept" and line.key == "waste_collection" for line in found)
    unknown = next(line for line in found if line.kind == "unknown")
    assert (unknown.key, unknown.count) == ("zorglub", 2)


def test_names_and_numbers_of_people_are_no_unknown_words() -> None:
    found = coverage(["je m'appelle Zoubeir Trabelsi 98 123 456 zorglub"])
    assert "zoubeir" not in {line.key for line in found}


def test_nothing_is_covered_by_nothing() -> None:
    assert coverage([]) == []
