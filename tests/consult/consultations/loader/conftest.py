"""A small consultation file that is right, and what is told when one thing in it is changed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from consult.consultations.loader import LoadProblem, load_consultation
from consult.errors import Invalid

Told = list[tuple[int, str]]


@pytest.fixture(scope="session")
def small() -> str:
    return (Path(__file__).parent / "small.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def told() -> Callable[[str], Told]:
    """Every problem of a file that must be refused: its line and its words."""

    def problems_of(text: str) -> Told:
        with pytest.raises(Invalid) as caught:
            load_consultation(text)
        problems = caught.value.problems
        assert all(isinstance(problem, LoadProblem) and "%(" not in str(problem) for problem in problems)
        return [(problem.line, problem.message % problem.params) for problem in problems]

    return problems_of


@pytest.fixture(scope="session")
def check(small: str, told: Callable[[str], Told]) -> Callable[[str, str, str, str], None]:
    """After one change, the problem with these words is told at the line where `needle` stands."""

    def check_change(before: str, after: str, needle: str, words: str) -> None:
        assert before in small
        text = small.replace(before, after, 1)
        line = text[: text.index(needle)].count("\n") + 1
        found = told(text)
        assert any(at == line and words in said for at, said in found), (line, found)

    return check_change
