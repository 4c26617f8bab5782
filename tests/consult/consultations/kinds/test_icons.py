"""The drawings: a small set of our own, each worth its bytes, each with a name that the loader knows."""

import pytest

from consult.consultations.kinds.icons import ICONS
from consult.i18n.locales import LOCALES
from consult.web.templates import environment_for


def module():
    return environment_for(LOCALES[0]).get_template("ui/icons.html").module


def test_every_name_has_a_drawing_and_every_drawing_a_name():
    assert set(module().drawings) == set(ICONS)
    assert len(set(module().drawings.values())) == len(ICONS)


@pytest.mark.parametrize("name", ICONS)
def test_a_drawing_is_small_silent_and_of_one_colour(name):
    drawn = str(module().icon(name))
    assert len(drawn.encode()) <= 160
    assert 'aria-hidden="true"' in drawn
    assert not {"fill=", "stroke=", "style="} & set(drawn.split())
