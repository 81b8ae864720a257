"""Texts of a feedback as they are typed, made ready to be kept."""

from __future__ import annotations


def label_of(text: str | None, field: str) -> str | None:
    """Read a category or the name of somebody; None where nothing was given.

    Raises:
        UnusableText: it cannot be kept, or says nothing.
    """
    from crmcli.domain.text import clean_label

    return None if text is None else clean_label(text, field)


def words_of(text: str | None, field: str) -> str | None:
    """Read a note or another text, `-` from stdin; None where nothing was given.

    Raises:
        UnusableText: it cannot be kept, or says nothing.
    """
    if text is None:
        return None
    from crmcli.commands.asking import standard_input
    from crmcli.domain.text import clean_name

    return clean_name(standard_input() if text == "-" else text, field)
