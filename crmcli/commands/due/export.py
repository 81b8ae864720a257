"""`crm due export`: the list as a calendar for khal, Thunderbird and phones."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands.customer.options import Key
from crmcli.commands.due import filters as option
from crmcli.commands.due.ahead import Ahead
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from crmcli.domain.due_choice import Cut
    from crmcli.exchange.target import Target

app = verbs()


@app.command(
    "export",
    short_help=_("Export the due list as a calendar (iCalendar)."),
    help=_(
        "Export the due list as a calendar (iCalendar), an all-day entry for each row: what is due"
        " or overdue stands on the day of the list and says how late it is, what comes or is"
        " snoozed on its own day. A later export updates the entries of an earlier one. What was"
        " done meanwhile goes where the file is replaced as a whole, as a subscribed calendar is;"
        " a calendar that was imported keeps it. Customers who may not be shared are left out,"
        " since calendars lie on phones and servers. Texts beyond 2,000 columns are cut. Every"
        " export is recorded, with its purpose and whom it holds."
    ),
    epilog=examples(
        "crm due export due.ics",
        "crm due export due.ics --ahead 14 --alarm 08:30 --force",
        "crm due export --as todo --kind promise > promises.ics",
    ),
)
def export(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="[FILE.ics]", help=_("A new file; - or nothing is stdout."))
    ] = "-",
    as_: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="KIND",
            help=_("event, the default, or todo; phones show events alone."),
        ),
    ] = None,
    alarm: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TIME",
            help=_("When it rings: 08:30 on the day, or 6h before the day begins; repeatable."),
        ),
    ] = None,
    kind: option.Kind = None,
    grade: option.Grade = None,
    owner: option.Owner = None,
    tag: option.Tag = None,
    customer: option.Customer = None,
    ahead: Ahead = None,
    as_of: option.AsOf = None,
    limit: option.Limit = None,
    budget: option.Budget = None,
    theirs: option.Theirs = False,
    purpose: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help=_("What for; recorded, else as calendar.")),
    ] = None,
    force: Annotated[
        bool,
        typer.Option("--force", help=_("Replace the file if it is there, as a morning feed must.")),
    ] = False,
    key: Key = None,
) -> None:
    del kind, grade, owner, tag, ahead, as_of, theirs
    session = session_of(context)
    from crmcli.domain.calendar import EntryKind, read_alarm
    from crmcli.domain.choice import read_choice
    from crmcli.domain.text import clean
    from crmcli.exchange.calendar_file import needs_calendars
    from crmcli.exchange.target import Target
    from crmcli.render.calendar import calendar_entry, calendar_name, exported_due
    from crmcli.render.exporting import delivered, progress
    from crmcli.services.due.exporting import DueExport, DueRequest

    needs_calendars()
    target = Target(file, force=force, kept=session.book.places)
    _check_suffix(target)
    query = option.query_of(session, context.params)
    told = _told(context.params)
    if customer is not None:
        from crmcli.commands.asking import chosen

        customer = chosen(session, customer)
    request = DueRequest(
        target=target,
        query=query,
        kind=read_choice(EntryKind, as_ or EntryKind.EVENT, "--as"),
        name=calendar_name(),
        alarms=[read_alarm(each) for each in alarm or ()],
        customer=customer,
        cut=_cut(limit, budget),
        filter=told,
        purpose=clean(purpose or "", "--purpose").strip() or "calendar",
    )
    if key is None:
        target.check()
    run = session.run("due export", key=key)
    with progress(_("Exporting")) as (shown,):
        done = DueExport(session.book, request, calendar_entry, shown)
        result = done.run(run, delivered)
    exported_due(session.output, result, done)


def _check_suffix(target: Target) -> None:
    from crmcli.errors import UsageFault
    from crmcli.exchange.calendar_file import SUFFIXES

    if not target.is_stdout and PurePath(target.name).suffix.lower() not in SUFFIXES:
        raise UsageFault(
            reason=_("{path} is not named like a calendar.").format(path=target.name),
            hint=_("Name it like due.ics; a table is `crm due --format csv`."),
        )


def _cut(limit: int | None, budget: str | None) -> Cut | None:
    if limit is None and budget is None:
        return None
    from crmcli.domain.due_choice import Cut
    from crmcli.domain.minutes import read_minutes

    return Cut(limit, None if budget is None else read_minutes(budget))


_FILTERS = ("kind", "grade", "owner", "tag", "customer", "ahead", "as_of", "limit", "budget")


def _told(given: Mapping[str, Any]) -> str | None:
    """Say which part of the list is asked for, as it was given; None for what is due."""
    parts = []
    for name in _FILTERS:
        value = given[name]
        if value:
            text = value if isinstance(value, (str, int)) else ", ".join(value)
            parts.append(f"{name} = {text}")
    if given["theirs"]:
        parts.append("theirs")
    return " and ".join(parts) or None
