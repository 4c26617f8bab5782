"""A neighbourhood of the city's list, or one the list forgot."""

import gzip
from pathlib import Path
from types import SimpleNamespace

import html5lib
import msgspec

from consult.consultations.kinds.choices import Choice
from consult.consultations.kinds.outlines import Area
from consult.consultations.kinds.place import KIND, NAME_CHARS, Spec
from consult.consultations.kinds.reading import TOO_LONG
from consult.consultations.loader import load_consultation
from consult.consultations.model import Question
from consult.i18n.locales import LOCALES
from consult.i18n.text import Text
from consult.web.forms import Fields
from consult.web.templates import environment_for

DEMO = Path(__file__).parents[4] / "consult" / "demo" / "gabes.yaml"

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


MAPPED = Spec(
    options=OPTIONS,
    areas=(Area(id="jara", points=((0, 0), (500, 0), (500, 400)), at=(333, 133)),),
    water=((600, 0), (1000, 0), (1000, 1000)),
)


def shown(spec: Spec) -> str:
    question = Question(key="q", prompt=Text(en="Where?"), spec=spec)
    here = SimpleNamespace(locale=LOCALES[2], path="/en/c/x/answer")
    macro = environment_for(LOCALES[2]).globals["questions"]["place"].ask
    return str(macro(question, Fields.of({"q": ["jara"]}), (), here))


def test_without_a_map_a_place_is_looked_up_in_a_list_that_opens():
    assert "<select" in shown(Spec(options=OPTIONS))
    assert "<svg" not in shown(Spec(options=OPTIONS))


def test_on_a_map_the_district_lies_in_the_label_of_its_own_choice():
    """A tap on the district is a tap on the label: it chooses without a script."""
    tree = html5lib.parseFragment(shown(MAPPED), namespaceHTMLElements=False)
    (label,) = [label for label in tree.iter("label") if "Jara" in "".join(label.itertext())]
    assert label.find(".//input").get("value") == "jara"
    assert [path.get("d") for path in label.iterfind(".//{*}path")] == ["M0 0l500 0 0 400z"]
    assert [text.text for text in label.iterfind(".//{*}text")] == [label.find(".//b").text] == ["1"]
    assert all(svg.get("data-fixed") is not None for svg in tree.iterfind(".//{*}svg"))
    assert len(list(tree.iter("input"))) == 3


def test_ten_districts_weigh_little():
    question = load_consultation(DEMO.read_text(encoding="utf-8")).questionnaire.question("q_place")
    bare = msgspec.structs.replace(question.spec, areas=question.spec.areas[:1], water=(), caption=None)
    sizes = [len(gzip.compress(shown(spec).encode(), 9)) for spec in (question.spec, bare)]
    assert len(question.spec.areas) == 9
    assert sizes[0] - sizes[1] <= 1200
