"""`crm purchase import`: what was bought so far, from a table."""

from __future__ import annotations

import typer

from crmcli.commands import import_options as shared
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.commands.purchase import options as option
from crmcli.commands.record_importing import OPTIONS, carried_out
from crmcli.commands.shared_options import with_options
from crmcli.language import _

app = verbs()


@app.command(
    "import",
    short_help=_("Import purchases from Excel, CSV, TSV or JSON."),
    help=_(
        "Import purchases from Excel, CSV, TSV or JSON: all rows or none, the same file twice only"
        " once. Columns are known by their English or Chinese names: customer, date, product,"
        " quantity, amount, currency, deal, author, note. Customers must be in the book; a purchase"
        " from another book keeps its deal where its customer has a won one of that number. Of a"
        " workbook hidden rows are read too, and a cell with an error such as #N/A is empty."
    ),
    epilog=examples(
        "crm purchase import purchases.csv --dry-run",
        "crm purchase import 购买记录.csv --map 经手人=- --yes",
        "crm purchase list --json | crm purchase import -",
    ),
)
@with_options(OPTIONS, after="file")
def import_(context: typer.Context, file: shared.File, key: option.Key = None) -> None:
    del file, key
    session = session_of(context)
    from crmcli.render import purchase_import
    from crmcli.services.purchases.importing import Purchases

    carried_out(session, context.params, "purchase import", Purchases(), purchase_import)
