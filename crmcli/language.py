"""The reader's language: bound once at the start, before any help text is made."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

DOMAIN = "crmcli"
LANGUAGES = ("en", "zh")
"""The languages that may be asked for; messages are written in the first one."""
LOCALE = Path(__file__).with_name("locale")
CONTEXT_END = "\x04"
"""What stands in a message id between its context and its text (GNU gettext's own mark)."""

_bound: list[gettext.NullTranslations] = [gettext.NullTranslations()]
_present: list[str] = [LANGUAGES[0]]


def bind(language: str | None) -> None:
    """Choose the catalogue that messages are taken from.

    Args:
        language: a language such as `zh` or `zh_CN.UTF-8`; None for what the locale says. One that
            there is no catalogue for is shown in English.
    """
    chosen = _spoken() if language is None else known(language)
    _present[0] = chosen or LANGUAGES[0]
    _bound[0] = gettext.translation(DOMAIN, LOCALE, languages=[_present[0]], fallback=True)


def present() -> str:
    """Name the language that messages are in, one of `LANGUAGES`."""
    return _present[0]


def known(language: str) -> str | None:
    """Return the one of `LANGUAGES` that is meant, as by `zh_CN.UTF-8` or `zh-TW`; None if none."""
    base = language.strip().replace("-", "_").partition("_")[0].partition(".")[0].lower()
    return base if base in LANGUAGES else _NAMES.get(base)


_NAMES = {"english": "en", "英文": "en", "英语": "en", "chinese": "zh", "中文": "zh", "汉语": "zh"}
"""What people call them."""


def _spoken() -> str | None:
    """Give the first language of the environment that is known, as gettext looks for it."""
    given = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, given), "C")
    if locale.partition(".")[0] in {"C", "POSIX"}:
        # Whoever chose this locale wants no translation, whatever LANGUAGE says.
        return None
    wanted = os.environ.get("LANGUAGE") or locale
    return next(filter(None, map(known, wanted.split(":"))), None)


def _(message: str) -> str:
    """Translate a message; one with a context (`errors.NC_`) is shown without it."""
    if not message:
        return ""
    found = _bound[0].gettext(message)
    return found.partition(CONTEXT_END)[2] if CONTEXT_END in found else found


def pgettext(context: str, message: str) -> str:
    """Translate a message that means something else in another context."""
    return _(CONTEXT_END.join((context, message)))


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a message whose words depend on a count."""
    return _bound[0].ngettext(one, many, count)
