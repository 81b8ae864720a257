"""`crm due snooze`: a row goes away until a day, with a reason."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

app = verbs()


@app.command(
    "snooze",
    short_help=_("Put a row of the list off to a later day, with a reason."),
    help=_("Put a row of the list off to a later day, with a reason; a contact ends it."),
    epilog=examples(
        _('crm due snooze follow_up:17 --until +1w --reason "on holiday"'),
        _('crm due snooze 王芳 --until 下周一 --reason "asked for it"'),
    ),
)
def snooze(
    context: typer.Context,
    ref: Annotated[
        str,
        typer.Argument(metavar="REF", help=_("Like promise:5; a customer means its follow-up.")),
    ],
    until: Annotated[
        str | None, typer.Option("--until", help=_("When it comes back, as in --until +1w."))
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", help=_("Why; kept in the history."))
    ] = None,
    key: Annotated[
        str | None, typer.Option("--key", help=_("Makes a retry safe: the same key writes once."))
    ] = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import chosen, reason_of
    from crmcli.commands.needed_day import day_of
    from crmcli.domain.due import read_ref

    day = day_of(session, until, "--until", _("Until when"))
    why = reason_of(session, reason, "due snooze")
    if read_ref(ref) is None:
        ref = chosen(session, ref)
    from crmcli.render.due import snoozed
    from crmcli.services.due.snoozing import snooze as snooze_row

    run = session.run("due snooze", reason=why, key=key)
    snoozed(session.output, snooze_row(session.book, run, ref, day))
