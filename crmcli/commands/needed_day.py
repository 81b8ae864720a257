"""A date that a verb cannot do without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.errors import N_, UsageFault

if TYPE_CHECKING:
    from datetime import date

    from crmcli.session import Session


class DayMissing(UsageFault):
    """A date was left out, and nobody can be asked."""

    code = "missing_argument"
    sentence = N_("{name} is missing.")
    hint = N_("Give a date, as in {name} +1w or {name} 2026-12-01.")


def day_of(session: Session, given: str | None, option: str, question: str) -> date:
    """Read a date looking ahead, asking for it on a terminal if it was left out.

    Args:
        session: the run.
        given: the option's text.
        option: the option's name, for the message.
        question: what to ask.

    Raises:
        DayMissing: a script left it out.
        UnreadableDate, AmbiguousDate: it cannot be read.
    """
    if given is None:
        if not session.interactive:
            raise DayMissing(name=option)
        from crmcli.commands.asking import ask_until, load_writers

        load_writers()
        return ask_until(question, session.day)
    return session.day(given)
