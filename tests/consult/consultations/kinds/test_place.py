"""A neighbourhood of the city's list, or one the list forgot."""

from consult.consultations.kinds.choices import Choice
from consult.consultations.kinds.place import KIND, NAME_CHARS, Spec
from consult.consultations.kinds.reading import TOO_LONG
from consult.consultations.model import Question
from consult.i18n.text import Text
from consult.web.forms import Fields

OPTIONS = (
    Choice(id="jara", label=Text(ar="جارة", fr="Jara", en="Jara")),
    Choice(id="elsewhere", label=Text(ar="حيّ آخر", fr="Autre quartier", en="Elsewhere"), free_text=True),
)
QUESTION = Question(key="q", prompt=Text(en="Where?"), spec=Spec(options=OPTIONS))


def read(**fields: str):
    return KIND.read(QUESTION, Fields.of({"q": [fields.get("q", "")], "q.other": [fields.get("own", "")]}))


def test_a_listed_place_is_stored_by_its_id():
    assert read(q="jara").items[0].value == "jara"


def test_a_forgotten_place_is_kept_by_its_name():
    items = read(own="Teboulbou").items
    assert (items[0].value, items[0].body) == ("elsewhere", "Teboulbou")
    told = KIND.summarise(QUESTION, items, locale="fr")
    assert [(line.text, line.is_citizen_text) for line in told] == [
        ("Autre quartier", False),
        ("Teboulbou", True),
    ]


def test_a_name_of_a_place_is_short():
    assert read(own="x" * (NAME_CHARS + 1)).problems[0].message == TOO_LONG


def test_places_keep_the_order_of_the_file_whatever_the_seed():
    assert QUESTION.spec.offered("seed") == OPTIONS
