"""`crm due spread`: level the coming days."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _, ngettext

app = verbs()


@app.command(
    "spread",
    short_help=_("Level the coming days; what is due stays."),
    help=_(
        "Level the coming days: follow-ups of D and E customers come up to half their cadence"
        " early, on days with less work, and never late. What is due or overdue stays."
    ),
    epilog=examples("crm due spread --dry-run", "crm due spread --yes", "crm due spread --days 30"),
)
def spread(
    context: typer.Context,
    days: Annotated[
        int, typer.Option(min=1, max=3660, help=_("Only what is due within N days."))
    ] = 60,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show what would move, and move nothing."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,
    key: Annotated[
        str | None, typer.Option("--key", help=_("Makes a retry safe: the same key writes once."))
    ] = None,
) -> None:
    session = session_of(context)
    from crmcli.render.due_load import show_spread

    seen = False
    if dry_run or not yes:
        from crmcli.services.due.spreading import planned

        plan = planned(session.book, session.today, days)
        if dry_run or not plan.moved:
            show_spread(session.output, plan, dry=True)
            return
        from crmcli.commands.asking import confirm, load_writers

        if session.interactive and session.output.format is None:
            load_writers()
            seen = True
            show_spread(session.output, plan, dry=True)
        question = ngettext(
            "Move {count} follow-up to an earlier day?",
            "Move {count} follow-ups to earlier days?",
            plan.moved,
        )
        confirm(session, question.format(count=plan.moved), plan.moved, yes=yes)
    from crmcli.services.due.spreading import spread as spread_days

    run = session.run("due spread", key=key)
    show_spread(session.output, spread_days(session.book, run, days), dry=False, seen=seen)
