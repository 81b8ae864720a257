"""`crm customer export`: customers for another program, recorded with purpose and count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands.customer import filters as option
from crmcli.commands.customer.options import Key
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.commands.shared_options import with_options
from crmcli.language import _

if TYPE_CHECKING:
    from crmcli.exchange.writers import ExportFormat
    from crmcli.session import Session

app = verbs()


@app.command(
    "export",
    short_help=_("Export customers as CSV, TSV, JSON or JSON lines."),
    help=_(
        "Export customers as CSV, TSV, JSON or JSON lines; `crm customer import` reads the file"
        " back to the same customers. Contacts, promises, pins and histories stay in the book:"
        " back it up to keep these. Who may not be shared is left out. Every export is recorded,"
        " with its purpose and whom it holds."
    ),
    epilog=examples(
        "crm customer export customers.csv --purpose 'trade fair'",
        "crm customer export key.json --where 'importance = key' --force",
        "crm customer export --grade A,B --format tsv | cut -f 1,4",
    ),
)
@with_options(option.FILTERS, after="purpose", without="may_share")
def export(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="[FILE]", help=_("A new file; - or nothing is stdout."))
    ] = "-",
    format_: Annotated[
        str | None,
        typer.Option("--format", help=_("csv, tsv, json or jsonl; else by the file's suffix.")),
    ] = None,
    purpose: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help=_("What for, as in --purpose newsletter; recorded.")),
    ] = None,
    raw: Annotated[
        bool,
        typer.Option("--raw", help=_("Leave cells that a spreadsheet would run as they are.")),
    ] = False,
    bom: Annotated[
        bool, typer.Option("--bom", help=_("Begin with the mark that tells Excel it is UTF-8."))
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help=_("Replace the file if it is there."))
    ] = False,
    key: Key = None,
) -> None:
    session = session_of(context)
    from crmcli.exchange.target import Target
    from crmcli.render.exporting import delivered, exported, progress
    from crmcli.services.exports.exporting import ExportRequest, check
    from crmcli.services.exports.exporting import export as export_customers

    book = session.book
    target = Target(file, force=force, kept=book.places)
    chosen = _format(session, format_, file)
    if key is None:
        target.check()
    query = option.query_of(session, context.params)
    if purpose is None and session.interactive:
        check(book, query)
    request = ExportRequest(
        target=target,
        format=chosen,
        query=query,
        filter=option.told(query),
        purpose=_purpose(session, purpose),
        raw=raw,
        mark=bom,
    )
    run = session.run("customer export", key=key)
    with progress(_("Exporting")) as (shown,):
        result = export_customers(book, run, request, delivered, shown)
    exported(session.output, result)


def _format(session: Session, given: str | None, file: str) -> ExportFormat:
    """Read the format: as given, else by the suffix; stdout is CSV unless asked for otherwise."""
    from crmcli.domain.choice import read_choice
    from crmcli.exchange.target import STDOUT
    from crmcli.exchange.writers import ExportFormat, format_of

    if given is None and file != STDOUT:
        return format_of(file)
    return read_choice(ExportFormat, given or session.format or ExportFormat.CSV, "format")


def _purpose(session: Session, given: str | None) -> str | None:
    """Read what an export is for, asking for it on a terminal."""
    from crmcli.commands.asking import ask, load_writers
    from crmcli.domain.text import clean

    if given is None and session.interactive:
        load_writers()
        given = ask(_("What is it for (Enter: not said)"))
    return clean(given, "purpose").strip() or None if given else None
