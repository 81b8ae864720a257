"""`crm calendar`: which days are free, by country, and holidays of the years to come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

if TYPE_CHECKING:
    from crmcli.domain.calendar_days import CalendarDays
    from crmcli.domain.run import Run
    from crmcli.session import Session

app = verbs()

DryRun = Annotated[
    bool, typer.Option("--dry-run", help=_("Say what would be known; write nothing."))
]
Key = Annotated[
    str | None, typer.Option("--key", help=_("Makes a retry safe: the same key writes once."))
]


@app.command(
    "list",
    help=_("List the calendars, until when their holidays are known, and which one is in force."),
    epilog=examples("crm calendar", "crm calendar list --json", "crm config set calendar CN"),
)
def list_(context: typer.Context) -> None:
    session = session_of(context)
    from crmcli.render.output import show_list
    from crmcli.render.work_calendar import CALENDARS
    from crmcli.services.calendars.known import listed

    show_list(session.output, CALENDARS, listed(session.book))


@app.command(
    "show",
    help=_(
        "Show the free days of a calendar, and days worked on instead. --file prints it in the form"
        " that crm calendar import reads."
    ),
    epilog=examples(
        "crm calendar show CN --year 2026", _("crm calendar show CN --file > holidays.csv")
    ),
)
def show(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help=_("The calendar; the one in force if left out.")),
    ] = None,
    year: Annotated[
        int | None, typer.Option(help=_("One year alone, as in --year 2026."), max=9999)
    ] = None,
    file: Annotated[bool, typer.Option("--file", help=_("As a file to import."))] = False,
) -> None:
    session = session_of(context)
    from crmcli.domain.calendar_days import calendar_text
    from crmcli.render.output import Format, show_list
    from crmcli.render.work_calendar import DAYS, as_file, tell_of_year
    from crmcli.services.calendars.known import marked, of_known_year, rows

    found = marked(session.book, name)
    if file:
        as_file(calendar_text(found if year is None else of_known_year(found, year)))
        return
    if year is not None and not session.quiet and session.format is not Format.JSON:
        tell_of_year(found, year)
    show_list(session.output, DAYS, rows(found, year))


@app.command(
    "import",
    short_help=_("Bring in holidays from a file: the next year, or another country."),
    help=_(
        "Bring in holidays from a file: the next year, or another country. Each line has a day, or"
        " a first and a last one, free or work, and the holiday; crm calendar show CN --file prints"
        " an example. What is due follows at once if the book counts by this calendar."
    ),
    epilog=examples(
        "crm calendar import cn-2027.csv --name CN --dry-run",
        _("crm calendar import germany.csv --name DE"),
    ),
)
def import_(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help=_("The file; - reads stdin."))],
    name: Annotated[
        str | None, typer.Option(help=_("What it is called, as in --name CN; else as it says."))
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(help=_("The file's encoding, as in --encoding gb18030."))
    ] = None,
    dry_run: DryRun = False,
    key: Key = None,
) -> None:
    session = session_of(context)
    import sys

    from crmcli.exchange.source import opened
    from crmcli.services.calendars.importing import read_file

    run = session.run("calendar import", key=key)
    with opened(file, sys.stdin.buffer) as source:
        days = read_file(file, source, name, encoding)
    _bring_in(session, run, days, dry_run=dry_run)


def _bring_in(session: Session, run: Run, days: CalendarDays, *, dry_run: bool) -> None:
    from crmcli.render.progress import progress
    from crmcli.render.work_calendar import changed
    from crmcli.services.calendars.importing import bring_in, foresee

    if dry_run:
        changed(session.output, foresee(session.book, days))
        return
    with progress(_("Counting")) as (counting,):
        result = bring_in(session.book, run, days, counting)
    changed(session.output, result)


@app.command(
    "update",
    short_help=_("Take over holidays that came with a newer crm."),
    help=_(
        "Take over holidays that came with a newer crm. A book keeps the calendar it counts by, so"
        " that its dates are the same on every machine; this brings it up to date."
    ),
    epilog=examples("crm calendar update", "crm calendar update CN"),
)
def update(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help=_("The calendar; the one in force if left out.")),
    ] = None,
    dry_run: DryRun = False,
    key: Key = None,
) -> None:
    session = session_of(context)
    from crmcli.services.calendars.importing import as_shipped

    run = session.run("calendar update", key=key)
    _bring_in(session, run, as_shipped(session.book, name), dry_run=dry_run)


@app.command(
    "remove",
    help=_("Take a calendar out of the book. One that comes with crm is then as it came."),
    epilog=examples("crm calendar remove DE"),
)
def remove(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("The calendar."))],
    key: Key = None,
) -> None:
    session = session_of(context)
    from crmcli.render.work_calendar import changed
    from crmcli.services.calendars import importing

    run = session.run("calendar remove", key=key)
    changed(session.output, importing.remove(session.book, run, name))
