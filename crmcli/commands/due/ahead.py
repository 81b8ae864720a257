"""How far ahead of today a list looks: a number of days, or a length of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.errors import N_, UsageFault
from crmcli.language import _

if TYPE_CHECKING:
    from datetime import date

Ahead = Annotated[
    str | None, typer.Option(help=_("Also what comes within N days, as in --ahead 7, 2w or 1m."))
]


class UnreadableAhead(UsageFault):
    """An `--ahead` that is neither days nor a length of time."""

    code = "unreadable_span"
    sentence = N_("--ahead cannot be {text}: it is a number of days, or a length of time.")
    hint = N_("Write it like --ahead 7, --ahead 2w or --ahead 1m.")


def days_ahead(text: str | None, today: date) -> int:
    """Read how many days ahead are looked at; none where that is not said.

    Raises:
        UnreadableAhead: it is neither a number of days nor a length of time.
    """
    if text is None:
        return 0
    from crmcli.domain.span import length_of
    from crmcli.domain.wording import tidy

    try:
        words = tidy(text)
    except ValueError:
        raise UnreadableAhead(text=text) from None
    if words.isascii() and words.isdigit():
        return int(words)
    span = length_of(words)
    if span is None:
        raise UnreadableAhead(text=text)
    return (span.after(today) - today).days
