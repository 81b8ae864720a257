"""The reader's language: bound once at the start, before any help text is made."""

from __future__ import annotations

import gettext
from pathlib import Path

DOMAIN = "crmcli"
LANGUAGES = ("en", "zh")
"""The languages that may be asked for; one without a catalogue is shown in English."""
LOCALE = Path(__file__).with_name("locale")

_bound: list[gettext.NullTranslations] = [gettext.NullTranslations()]


def bind(language: str | None) -> None:
    """Choose the catalogue that messages are taken from.

    Args:
        language: a language such as `zh`; None for what the locale says. English, and any
            language there is no catalogue for, need none.
    """
    chosen = None if language is None else [language]
    _bound[0] = gettext.translation(DOMAIN, LOCALE, languages=chosen, fallback=True)


def present() -> str:
    """Name the language that messages are in, one of `LANGUAGES`."""
    named = _bound[0].info().get("language", "")
    return next((each for each in LANGUAGES if named.startswith(each)), LANGUAGES[0])


def _(message: str) -> str:
    """Translate a message."""
    return _bound[0].gettext(message) if message else ""


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a message whose words depend on a count."""
    return _bound[0].ngettext(one, many, count)
