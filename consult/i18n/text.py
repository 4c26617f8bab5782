"""Text that staff write once per language, and the mark for messages that the catalogues translate.

It refuses to know which language is official where: whoever publishes decides whether a missing one blocks.
"""

import msgspec

from consult.i18n.locales import CODES


class Text(msgspec.Struct, frozen=True, omit_defaults=True):
    """The same thing said in each locale; an empty string means that nobody has written it yet."""

    ar: str = ""
    fr: str = ""
    en: str = ""

    def in_(self, code: str) -> str:
        """The text in that locale, else in the first locale that has one, else the empty string."""
        return getattr(self, code, "") or next((said for c in CODES if (said := getattr(self, c))), "")

    def language_of(self, code: str) -> str:
        """The locale in which `in_` would answer, for the `lang` attribute."""
        return code if getattr(self, code, "") else next((c for c in CODES if getattr(self, c)), code)

    def missing(self) -> tuple[str, ...]:
        return tuple(code for code in CODES if not getattr(self, code).strip())


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for a message translated later
    """Marks a message id for extraction; the template translates it when it is shown."""
    return message
