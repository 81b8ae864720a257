"""Texts put together: what stands between items, clauses and sentences is the language's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.language import _, pgettext

if TYPE_CHECKING:
    from collections.abc import Iterable


def items(parts: Iterable[str]) -> str:
    """Put the items of a list together: `a, b, c`; empty ones are left out."""
    return pgettext("between the items of a list", ", ").join(filter(None, parts))


def clauses(parts: Iterable[str]) -> str:
    """Put the clauses of a line together: `a; b; c`; empty ones are left out."""
    return pgettext("between the clauses of a line", "; ").join(filter(None, parts))


def sentences(parts: Iterable[str]) -> str:
    """Put sentences one after the other; empty ones are left out."""
    return _("{first} {rest}").format(first="", rest="").join(filter(None, parts))


def titled(title: str, text: str) -> str:
    """Put a word before what it is about: `title: text`."""
    return pgettext("a word and what it is about", "{title}: {text}").format(title=title, text=text)


def without_stop(text: str) -> str:
    """Take the full stop off a sentence that another one goes on with."""
    return text.rstrip(".。")
