"""The reader's language: bound once at the start, before any help text is made."""

from __future__ import annotations

import gettext
import os
from pathlib import Path
from typing import TYPE_CHECKING

from crmcli.own_signs import has_ascii_form, in_ascii, signs_in_ascii, writes_unicode

if TYPE_CHECKING:
    from collections.abc import Callable

DOMAIN = "crmcli"
LANGUAGES = ("en", "zh")
"""The languages that may be asked for; messages are written in the first one."""
LOCALE = Path(__file__).with_name("locale")
CONTEXT_END = "\x04"
"""What stands in a message id between its context and its text (GNU gettext's own mark)."""


def _as_they_are(text: str) -> str:
    return text


_bound: list[gettext.NullTranslations] = [gettext.NullTranslations()]
_present: list[str] = [LANGUAGES[0]]
_signs: list[Callable[[str], str]] = [_as_they_are]


def bind(language: str | None) -> None:
    """Choose the catalogue that messages are taken from.

    Args:
        language: a language such as `zh` or `zh_CN.UTF-8`; None for what the locale says. One that
            there is no catalogue for is shown in English.
    """
    chosen = _spoken() if language is None else known(language)
    _present[0] = chosen or LANGUAGES[0]
    _bound[0] = gettext.translation(DOMAIN, LOCALE, languages=[_present[0]], fallback=True)
    # Who asks for another language in a locale without it, as under cron, gets it all the same.
    plain = _present[0] == LANGUAGES[0] and not writes_unicode()
    _signs[0] = in_ascii if plain else _as_they_are


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
    return own(_found(message)) if message else ""


def pgettext(context: str, message: str) -> str:
    """Translate a message that means something else in another context."""
    return _(CONTEXT_END.join((context, message)))


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a message whose words depend on a count."""
    return own(_bound[0].ngettext(one, many, count))


def own(text: str) -> str:
    """Write a text or a sign of crm's own, as the locale can: never what is in the book."""
    return _signs[0](text)


def can_say(text: str) -> bool:
    """Tell whether the locale can write a text of crm's own, at least in other words."""
    return _signs[0] is _as_they_are or has_ascii_form(text)


def reworded(text: str) -> str:
    """Translate a text that may be a message, or was filled in already with what somebody typed."""
    found = _found(text)
    return found if _signs[0] is _as_they_are else signs_in_ascii(found)


def _found(message: str) -> str:
    found = _bound[0].gettext(message) if message else ""
    return found.partition(CONTEXT_END)[2] if CONTEXT_END in found else found
