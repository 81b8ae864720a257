"""The global options in a command line that is kept, which belong to the run that keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crmcli.session import Session


def without_run_options(session: Session, words: Iterable[str]) -> list[str]:
    """Take out of the words of another command line what belongs to this run, and heed it.

    These are the global options but for the format: which book, which day, which language.

    Args:
        session: the run.
        words: the words, the options among them.
    """
    kept = []
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        if word in _RUN_FLAGS:
            setattr(session, _RUN_FLAGS[word], True)
        elif name in _RUN_VALUES:
            given = value if equals else next(rest, None)
            if given is not None:
                setattr(session, _RUN_VALUES[name], given)
        else:
            kept.append(word)
    return kept


def without_value(words: Iterable[str], option: str) -> tuple[str | None, list[str]]:
    """Take an option with its value out of the words of another command line.

    Args:
        words: the words, the options among them.
        option: the option.

    Returns:
        Its last value, None if it is not there; and the other words.
    """
    found, kept = None, []
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        if name == option:
            found = value if equals else next(rest, "")
        else:
            kept.append(word)
    return found, kept


def without_format(words: Iterable[str]) -> list[str]:
    """Take out of the words of another command line what says in which format it answers."""
    _, kept = without_value(words, "--format")
    return [word for word in kept if word not in _FORMAT_FLAGS]


_FORMAT_FLAGS = {"--json", "--md"}
_RUN_FLAGS = {"--quiet": "quiet", "--no-input": "no_input", "--debug": "debug"}
_RUN_VALUES = {"--db": "db", "--today": "moment", "--lang": "language"}
"""The attributes of the session that they set."""
