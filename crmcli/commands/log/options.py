"""The options that logging and editing a contact share."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.language import _

Via = Annotated[
    str | None,
    typer.Option(help=_("phone, email, visit, meeting, wechat, sms, video or other.")),
]
At = Annotated[str | None, typer.Option(help=_('When it happened, as in --at "yesterday 15:00".'))]
Purpose = Annotated[
    str | None,
    typer.Option(
        help=_(
            "introduction, consulting, problem_solving, maintenance, greeting, collection or other."
        )
    ),
]
Outcome = Annotated[
    str | None, typer.Option(help=_("reached, no_answer, declined, agreed or other."))
]
Said = Annotated[
    str | None, typer.Option(help=_('What the customer said, as in --said "too dear".'))
]
Incoming = Annotated[
    bool | None, typer.Option("--in/--out", help=_("Who made the contact: they or you."))
]
Minutes = Annotated[
    int | None, typer.Option(min=0, max=24 * 60, help=_("How long it took, as in --minutes 20."))
]
With = Annotated[
    list[str] | None,
    typer.Option("--with", help=_("One of the customer's people who took part; repeatable.")),
]
Also = Annotated[
    list[str] | None,
    typer.Option("--also", help=_("Another customer who took part; repeatable.")),
]
Need = Annotated[str | None, typer.Option(help=_("A new fact: clear, potential or none."))]
Close = Annotated[
    str | None, typer.Option(help=_("A new fact: the expected close, as in --close +3w."))
]
Grade = Annotated[str | None, typer.Option(help=_("A grade by hand, A to E."))]
Reason = Annotated[str | None, typer.Option("--reason", help=_("Why this grade."))]
Key = Annotated[
    str | None, typer.Option("--key", help=_("Makes a retry safe: the same key logs once."))
]
