"""The house rules that a machine can check: sizes, docstrings, routes, templates, words, the README."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from litestar.handlers import HTTPRouteHandler

from consult.app import create_app
from consult.cli import main
from consult.i18n import upkeep
from consult.i18n.catalogue import PLURAL_FORMS, translations_of
from consult.settings import Settings
from consult.web.permissions import Permission

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(
    path
    for folder in ("consult", "analysis")
    for path in (ROOT / folder).rglob("*.py")
    if "versions" not in path.parts
)
MOST_LINES = 400
APP = create_app(Settings(), "postgresql+asyncpg://nobody@localhost/none")
HANDLERS = sorted(
    {
        handler
        for route in APP.routes
        for handler in getattr(route, "route_handlers", ())
        if isinstance(handler, HTTPRouteHandler) and handler.http_methods != {"OPTIONS"}
    },
    key=lambda handler: (handler.handler_name, sorted(handler.paths), sorted(handler.http_methods)),
)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_short_and_opens_with_what_it_is_for(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring is not None
    assert docstring.strip()


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda p: p.name)
def test_a_template_writes_nothing_that_the_policy_forbids(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 250
    for forbidden in (
        r"\sstyle=",
        r"\son[a-z]+=",
        r"\|\s*safe\b",
        r"<script(?![^>]*\ssrc=)",
        r"hx-on",
        r"autoescape",
    ):
        assert not re.search(forbidden, text), forbidden


@pytest.mark.parametrize(
    "path", sorted((ROOT / "consult" / "web" / "static").glob("*.css")), ids=lambda p: p.name
)
def test_the_stylesheets_know_no_left_and_right(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    sides = r"(?:left|right)"
    physical = (
        rf"(?:margin|padding|border)-{sides}|[\s;{{]{sides}\s*:|(?:text-align|float|clear)\s*:\s*{sides}"
    )
    assert re.findall(physical, text) == []


@pytest.mark.parametrize("handler", HANDLERS, ids=lambda handler: f"{handler.handler_name}")
def test_office_routes_are_never_public_and_public_routes_never_in_the_office(
    handler: HTTPRouteHandler,
) -> None:
    permission = Permission(handler.opt["permission"])
    is_sign_in = any(path.endswith("/office/sign-in") for path in handler.paths)
    in_office = any("/office" in path for path in handler.paths) and not is_sign_in
    assert (permission != Permission.PUBLIC) == in_office


def test_every_permission_is_used_by_a_route() -> None:
    assert {Permission(handler.opt["permission"]) for handler in HANDLERS} >= set(Permission)


def test_the_three_catalogues_are_complete() -> None:
    assert upkeep.problems() == []


@pytest.mark.parametrize("code", PLURAL_FORMS)
def test_arabic_counts_as_arabic_does(code: str) -> None:
    translations = translations_of(code)
    categories = {"ar": [0, 1, 2, 3, 11, 100], "fr": [0, 2], "en": [1, 2]}[code]
    forms = {translations.ngettext("%(shown)s response", "%(shown)s responses", n) for n in categories}
    assert len(forms) >= (4 if code == "ar" else 2)


def test_a_web_process_never_imports_the_analysis() -> None:
    code = (
        "import sys, consult.app; "
        "print([m for m in ('analysis', 'sklearn', 'numpy', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


def test_the_readme_lists_every_setting_and_every_command() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for name in Settings.__slots__:
        assert f"`CONSULT_{name.upper()}`" in readme, name
    for name, command in main.commands.items():
        below = getattr(command, "commands", {"": command})
        for sub in below:
            assert f"`consult {name} {sub}".rstrip() in readme, f"{name} {sub}"


def test_no_import_hides_in_a_function() -> None:
    hidden = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in MODULES
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []
