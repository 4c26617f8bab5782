"""Settings come from the environment, and one start tells everything that is wrong with them."""

import pytest

from consult.errors import Invalid
from consult.settings import Settings


def test_nothing_set_is_the_demonstration() -> None:
    assert Settings.from_environ({}) == Settings()


def test_every_problem_is_told_at_once() -> None:
    wrong = {
        "CONSULT_PORT": "eighty",
        "CONSULT_WORKERS": "0",
        "CONSULT_BASE_URL": "consult.tn",
        "CONSULT_DATABASE_URL": "mysql://x",
        "CONSULT_LOG_JSON": "perhaps",
    }
    with pytest.raises(Invalid) as refused:
        Settings.from_environ(wrong)
    assert {problem.field for problem in refused.value.problems} == set(wrong)


def test_a_database_address_gets_the_driver_of_the_site() -> None:
    settings = Settings.from_environ({"CONSULT_DATABASE_URL": "postgres://site:secret@db/consult"})
    assert settings.database_url == "postgresql+asyncpg://site:secret@db/consult"
    assert "secret" not in repr(settings)
