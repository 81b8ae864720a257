"""`crm purchase import`: what was bought so far, from a table."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from crmcli.commands import import_options as shared
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.commands.purchase import options as option
from crmcli.language import _

app = verbs()


@app.command(
    "import",
    short_help=_("Import purchases from Excel, CSV, TSV or JSON."),
    help=_(
        "Import purchases from Excel, CSV, TSV or JSON: all rows or none, the same file twice only"
        " once. Columns are known by their English or Chinese names: customer, date, product,"
        " quantity, amount, currency, deal, author, note. Customers must be in the book. Of a"
        " workbook hidden rows are read too, and a cell with an error such as #N/A is empty."
    ),
    epilog=examples(
        "crm purchase import purchases.csv --dry-run",
        "crm purchase import 购买记录.csv --map 经手人=- --yes",
        "crm purchase list --json | crm purchase import -",
    ),
)
def import_(
    context: typer.Context,
    file: shared.File,
    map_: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="COLUMN=FIELD",
            help=_("The field of a column, as in --map 总计=amount; =- leaves it out; repeatable."),
        ),
    ] = None,
    mapping: shared.Mapping = None,
    save_mapping: shared.SaveMapping = None,
    skip_bad: shared.SkipBad = None,
    force: shared.Force = False,
    encoding: shared.Encoding = None,
    sheet: shared.Sheet = None,
    header: shared.Header = None,
    dates: shared.Dates = None,
    dry_run: shared.DryRun = False,
    yes: shared.Yes = False,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import confirm
    from crmcli.exchange.columns import edits_of
    from crmcli.exchange.source import opened
    from crmcli.render.progress import progress
    from crmcli.render.purchase_import import imported, proposed
    from crmcli.services.imports.mappings import found
    from crmcli.services.imports.record_import import import_records
    from crmcli.services.imports.record_result import RecordRequest, Watching
    from crmcli.services.purchases.import_result import PurchasesImported
    from crmcli.services.purchases.importing import Purchases

    def ask(result: PurchasesImported) -> None:
        proposed(result)
        confirm(session, _("Import them?"), result.created, yes=False)

    edits = edits_of(map_ or ())
    known = {} if mapping is None else found(session.book, mapping, Purchases.record).columns
    form = shared.form_of(encoding, sheet, header)
    rejects = shared.rejects_of(session, skip_bad, force=force)
    run = session.run("purchase import", key=key)
    bars = progress(_("Reading"), _("Writing"), _("Counting"))
    with opened(file, sys.stdin.buffer) as source, bars as (reading, writing, counting):
        request = RecordRequest(
            file, source, edits, form, dates, known, save_mapping, rejects, dry_run=dry_run
        )
        asking = ask if session.interactive and not (yes or dry_run) else None
        watching = Watching(reading, writing, counting, asking)
        result = import_records(session.book, run, request, Purchases(), watching)
    imported(session.output, result)
    if rejects is None:
        result.check()
