"""`crm history`: who changed what, when, from what to what, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

if TYPE_CHECKING:
    from crmcli.session import Session

app = verbs()

_SHOWN = 20
"""How many commands a terminal shows by itself."""


@app.command(
    "history",
    short_help=_("Who changed what, when, and by which command."),
    help=_(
        "Who changed what, when, from what to what, by which command and why; the latest first."
        " Of a customer, also of one that is gone, or of the whole book."
    ),
    epilog=examples(
        "crm history",
        "crm history 王芳",
        _("crm history --since mon --command 'grade policy' --json"),
    ),
)
def history(
    context: typer.Context,
    customer: Annotated[
        str | None,
        typer.Argument(metavar="[CUSTOMER]", help=_("Only what concerns this one.")),
    ] = None,
    since: Annotated[
        str | None, typer.Option(help=_("Only from this day on, as in --since mon."))
    ] = None,
    until: Annotated[
        str | None, typer.Option(help=_("Only up to this day, as in --until yesterday."))
    ] = None,
    author: Annotated[
        str | None, typer.Option(help=_("Only what this author did, as in --author wei."))
    ] = None,
    command: Annotated[
        str | None,
        typer.Option(help=_("Only this command or group, as in --command 'log add'.")),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            min=1, help=_("The latest N commands; a terminal shows 20 unless told otherwise.")
        ),
    ] = None,
) -> None:
    session = session_of(context)
    from dataclasses import replace

    from crmcli.commands.log.period import contact_query
    from crmcli.domain.history import HistoryQuery
    from crmcli.render.history import in_words, show_commands, show_rows
    from crmcli.services.history.reading import rows, told

    period = contact_query(session, since, until, None, None)
    query = HistoryQuery(
        since=period.since,
        until=period.until,
        author=author,
        command=None if command is None else _named(session, command),
        limit=limit,
    )
    named = None if customer is None else _chosen(session, customer)
    if not in_words(session.output):
        show_rows(session.output, rows(session.book, query, named))
        return
    most = _SHOWN if since is None and limit is None else limit
    if most is not None:
        # One more than is shown tells whether there are more.
        query = replace(query, limit=most + 1)
    is_whole = all(each is None for each in (customer, since, until, author, command))
    show_commands(told(session.book, query, named), most, is_whole=is_whole)


def _named(session: Session, command: str) -> str:
    """Return the name of a command: one of today, or one that an older crm wrote into the book."""
    from crmcli.commands.command_name import UnknownCommand, command_name
    from crmcli.services.history.reading import was_run

    try:
        return command_name(command)
    except UnknownCommand as error:
        name = str(error.details["name"])
        if was_run(session.book, name):
            return name
        raise


def _chosen(session: Session, customer: str) -> str:
    """Return the name of a customer without doubt where someone can be asked; else as given."""
    if not session.interactive:
        return customer
    from crmcli.commands.asking import pick
    from crmcli.services.naming.customers import AmbiguousCustomer
    from crmcli.services.naming.past import resolve_past

    try:
        return f"id:{resolve_past(session.book, customer)}"
    except AmbiguousCustomer as error:
        return pick(customer, error.candidates)
