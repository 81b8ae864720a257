"""Texts put together: what stands between items, clauses and sentences is the language's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.language import _, own, pgettext

if TYPE_CHECKING:
    from collections.abc import Iterable


def items(parts: Iterable[str]) -> str:
    """Put the items of a list together: `a, b, c`; empty ones are left out."""
    return pgettext("between the items of a list", ", ").join(filter(None, parts))


def facts(parts: Iterable[str]) -> str:
    """Put together what is known of one thing: `a, b, c`; empty ones are left out."""
    return _("{first}, {rest}").format(first="", rest="").join(filter(None, parts))


def clauses(parts: Iterable[str]) -> str:
    """Put the clauses of a line together: `a; b; c`; empty ones are left out."""
    return pgettext("between the clauses of a line", "; ").join(filter(None, parts))


def sentences(parts: Iterable[str]) -> str:
    """Put sentences one after the other; empty ones are left out."""
    return _("{first} {rest}").format(first="", rest="").join(filter(None, parts))


def titled(title: str, text: str) -> str:
    """Put a word before what it is about: `title: text`."""
    return pgettext("a word and what it is about", "{title}: {text}").format(title=title, text=text)


def dotted(parts: Iterable[str]) -> str:
    """Put things that are known of one beside each other: `a · b`; empty ones are left out."""
    return own(" · ").join(filter(None, parts))


def heading(title: str) -> str:
    """Put what stands over the lines below it: `title:`."""
    return titled(title, "").rstrip()


def noted(text: str, note: str) -> str:
    """Put in brackets behind a text what is to be known of it: `text (note)`."""
    return pgettext("a text and a note on it", "{text} ({note})").format(text=text, note=note)


def without_stop(text: str) -> str:
    """Take the full stop off a sentence that another one goes on with."""
    return text.rstrip(".。")
