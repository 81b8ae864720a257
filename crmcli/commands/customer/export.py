"""`crm customer export`: customers for another program, recorded with purpose and count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from crmcli.commands.customer import filters as option
from crmcli.commands.due.filters import choices
from crmcli.commands.exporting import HOW, File
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.commands.shared_options import with_options
from crmcli.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.services.exports.sources import Source

app = verbs()

FORMATS: dict[str, Any] = {
    "format_": Annotated[
        str | None,
        typer.Option(
            "--format",
            help=_(
                "csv, tsv, xlsx, json, jsonl, vcf or vcf3; else by the file's suffix, and csv to"
                " stdout."
            ),
        ),
    ]
}
"""The formats of customers, who alone can be cards."""


@app.command(
    "export",
    short_help=_("Export customers as Excel, CSV, TSV, JSON, JSON lines or vCards."),
    help=_(
        "Export customers; `crm customer import` reads the file back to the same customers, but"
        " for what a format does not hold. csv, tsv, json, jsonl and xlsx hold all fields of a"
        " customer; xlsx no text beyond 32,767 characters and no table beyond 1,048,576 rows,"
        " which is refused. None holds the types of your own fields: in a book that lacks these"
        " they become text. vcf is vCard 4.0, vcf3 is 3.0, for phones and programs that know no"
        " more: they hold what an address book shows, and people of a company that can be called"
        " have cards of their own. Contacts, promises, pins and histories stay in the book, `crm"
        " export` has them; a workbook can have sheets of some of them, --with. Who may not be"
        " shared is left out. Every export is recorded, with its purpose and whom it holds."
    ),
    epilog=examples(
        _("crm customer export customers.csv --purpose 'trade fair'"),
        "crm customer export all.xlsx --with all",
        "crm customer export phone.vcf --tag vip --format vcf3",
        "crm customer export key.json --where 'importance = key' --force",
        "crm customer export --grade A,B --format tsv | cut -f 1,4",
    ),
)
@with_options(option.FILTERS, after="with_", without="may_share")
@with_options(HOW | FORMATS, after="file")
def export(
    context: typer.Context,
    file: File = "-",
    with_: Annotated[
        list[str] | None,
        typer.Option(
            "--with",
            metavar="TABLE",
            help=_(
                "In a workbook a sheet of their contacts, deals, purchases, feedback or people"
                " too, as in --with contacts,deals; all for all of them."
            ),
        ),
    ] = None,
) -> None:
    del file
    session = session_of(context)
    from crmcli.commands.exporting import carry_out
    from crmcli.services.exports.sources import of_customers

    query = option.query_of(session, context.params)
    sources = [of_customers(query), *_beside(with_)]
    carry_out(context, "customer export", sources, option.told(query))


def _beside(given: list[str] | None) -> Iterator[Source]:
    """Yield the further tables that are asked for, in the order of their list."""
    from crmcli.domain.beside import Beside
    from crmcli.services.exports.sources import BESIDE, Source

    wanted = choices(Beside, given, "--with")
    for each, table in BESIDE.items():
        if each in wanted or Beside.ALL in wanted:
            yield Source(table)
