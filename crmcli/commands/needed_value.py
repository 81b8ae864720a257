"""Values that a verb cannot do without: asked for on a terminal, missing in a script."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from crmcli.errors import N_, UsageFault
from crmcli.language import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from crmcli.session import Session

T = TypeVar("T")

_BEST = 5


class BadScore(UsageFault):
    """A score that is none."""

    sentence = N_("A score is a whole number from 1 to 5.")


def needed(
    session: Session,
    given: T | None,
    name: str,
    command: str,
    *,
    question: str,
    read: Callable[[str], T],
) -> T:
    """Return a value that a verb cannot do without, asking for it where someone can be asked.

    Args:
        session: the run.
        given: the value, if it was given.
        name: the argument or option, for the message.
        command: the command, as it is typed.
        question: what to ask.
        read: reads an answer, or raises a `CrmError`.

    Raises:
        UsageFault: a script left it out.
    """
    if given is not None:
        return given
    if not session.interactive:
        raise UsageFault(
            reason=_("{name} is missing.").format(name=name),
            hint=_("See {command} --help.").format(command=f"crm {command}"),
        )
    from crmcli.commands.asking import ask_until, load_writers

    load_writers()
    return ask_until(question, read)


def needed_text(session: Session, given: str | None, name: str, command: str, question: str) -> str:
    """Return a text that a verb cannot do without, as it was given or as it is typed; as `needed`.

    Raises:
        UsageFault: a script left it out.
    """
    from crmcli.domain.text import clean_name

    def read(answer: str) -> str:
        return clean_name(answer, name)

    return needed(session, given, name, command, question=question, read=read)


def read_score(text: str) -> int:
    """Read a score from 1 to 5.

    Raises:
        BadScore: it is none.
    """
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= _BEST):
        raise BadScore
    return int(text)
