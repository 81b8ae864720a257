"""`crm customer import`: the customers one has, from a table."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from crmcli.commands import import_options as shared
from crmcli.commands.customer import options as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

app = verbs()


@app.command(
    "import",
    short_help=_("Import customers from a spreadsheet, a phone or another program."),
    help=_(
        "Import customers from Excel, CSV, TSV, JSON or vCards: all rows or none, the same file"
        " twice only once. Columns are known by their English or Chinese names, and by those of"
        " Google, Outlook, Zoho, HubSpot and Salesforce; others become fields of your own, text"
        " unless the book has them, and what no field keeps of a vCard goes out with the next one."
        " Of a status won alone is taken, and pinned; referred_by is the name or the id of a"
        " customer of the book or the file. A row is a customer of the book by its uid, id, phone,"
        " e-mail, or name with company. Where it says otherwise it is skipped, or with --update"
        " taken over: lists get what they lack, other fields the row's value, and an empty cell"
        " changes nothing. Rows that --skip-bad wrote have an action: edit it to"
        " create (a customer of its own, made once), update (whom matched_id names, or whoever"
        " fits) or skip, and import that file. Of a workbook hidden rows are read too, and a cell"
        " with an error such as #N/A is empty."
    ),
    epilog=examples(
        "crm customer import customers.csv --dry-run",
        "crm customer import 客户.csv --map 编号=- --save-mapping 旧表",
        "crm customer import contacts.csv --update --skip-bad rejects.csv",
        "crm customer import contacts.vcf --dry-run",
        "iconv -f big5 -t utf-8 old.csv | crm customer import -",
    ),
)
def import_(
    context: typer.Context,
    file: shared.File,
    map_: shared.Map = None,
    mapping: shared.Mapping = None,
    save_mapping: shared.SaveMapping = None,
    update: shared.Update = False,
    skip_bad: shared.SkipBad = None,
    force: shared.Force = False,
    encoding: shared.Encoding = None,
    sheet: shared.Sheet = None,
    header: shared.Header = None,
    dates: shared.Dates = None,
    dry_run: shared.DryRun = False,
    now: Annotated[
        bool,
        typer.Option("--now", help=_("Customers never contacted are due today, not over 5 days.")),
    ] = False,
    yes: shared.Yes = False,
    reason: option.Reason = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import confirm
    from crmcli.exchange.columns import edits_of
    from crmcli.exchange.source import opened
    from crmcli.render.importing import imported, proposed
    from crmcli.render.progress import progress
    from crmcli.services.imports.importing import Watching, import_customers
    from crmcli.services.imports.mappings import CUSTOMER, found
    from crmcli.services.imports.result import Imported, ImportRequest

    def ask(result: Imported) -> None:
        proposed(result)
        confirm(session, _("Import them?"), result.created + result.updated, yes=False)

    edits = edits_of(map_ or ())
    form = shared.form_of(encoding, sheet, header)
    known = {} if mapping is None else found(session.book, mapping, CUSTOMER).columns
    rejects = shared.rejects_of(session, skip_bad, file, force=force)
    run = session.run("customer import", reason=reason, key=key)
    bars = progress(_("Reading"), _("Writing"))
    with opened(file, sys.stdin.buffer) as source, bars as (reading, writing):
        request = ImportRequest(
            name=file,
            file=source,
            instant=session.instant,
            edits=edits,
            form=form,
            dates=shared.order_of(dates),
            update=update,
            rejects=rejects,
            known=known,
            mapping=save_mapping,
            dry_run=dry_run,
            at_once=now,
        )
        asking = ask if session.interactive and not (yes or dry_run) else None
        result = import_customers(session.book, run, request, Watching(reading, writing, asking))
    imported(session.output, result)
    if rejects is None:
        result.check()
