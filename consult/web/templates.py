"""One Jinja environment per locale, made in one place: autoescape on, undefined names refused, texts translated.

`ui` (macro families), `questions` and `figures` are globals, because a macro imported at the top of a page is not there
when a block of it is rendered alone. It refuses to know rooms: templates are named by them.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from consult.i18n import formats
from consult.i18n.catalogue import translations_of
from consult.i18n.locales import Locale
from consult.i18n.text import Text
from consult.web.assets import drawing, static
from consult.web.qr import qr_svg

FOLDER = Path(__file__).resolve().parents[2] / "templates"


class _Family(Mapping[str, Any]):
    """Macro modules of one folder by file name, loaded when first named."""

    def __init__(self, environment: Environment, folder: str) -> None:
        self.environment = environment
        self.folder = folder

    def __getitem__(self, name: str) -> Any:
        return self.environment.get_template(f"{self.folder}/{name}.html").module

    def __iter__(self) -> Iterator[str]:
        return iter(path.stem for path in sorted((FOLDER / self.folder).glob("*.html")))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _LazyUi(SimpleNamespace):
    def __init__(self, environment: Environment) -> None:
        super().__init__()
        self._environment = environment

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        module = self._environment.get_template(f"ui/{name}.html").module
        setattr(self, name, module)
        return module


@cache
def environment_for(locale: Locale) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # templates do not change under a running process
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(translations_of(locale.code), newstyle=True)  # type: ignore[attr-defined]

    def text(said: Text | None) -> str:
        return said.in_(locale.code) if said else ""

    def moment(at: datetime) -> str:
        return formats.datetime(at, locale=locale)

    environment.filters.update(
        number=lambda value: formats.number(value, locale=locale),
        percent=lambda share: formats.percent(share, locale=locale),
        date=lambda day: formats.date(day, locale=locale),
        datetime=moment,
        listed=lambda items: formats.listed(items, locale=locale),
    )
    environment.globals.update(
        text=text,
        static=static,
        drawing=drawing,
        qr_svg=qr_svg,
        ui=_LazyUi(environment),
        questions=_Family(environment, "questions"),
        figures=_Family(environment, "figures"),
    )
    return environment
