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
    short_help=_("Import customers from CSV, TSV or JSON, all rows or none."),
    help=_(
        "Import customers from CSV, TSV or JSON: all rows or none, the same file twice only once."
        " Columns are known by their English or Chinese names; others become fields of your own."
    ),
    epilog=examples(
        "crm customer import customers.csv --dry-run",
        "crm customer import 客户.csv --map 编号=- --map 单价=potential",
        "iconv -f big5 -t utf-8 old.csv | crm customer import -",
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
            help=_("The field of a column, as in --map 电话=phones; =- leaves it out; repeatable."),
        ),
    ] = None,
    encoding: shared.Encoding = None,
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
    from crmcli.exchange.table import Form
    from crmcli.render.importing import imported, proposed
    from crmcli.render.progress import progress
    from crmcli.services.imports.importing import Watching, import_customers
    from crmcli.services.imports.result import Imported, ImportRequest

    def ask(result: Imported) -> None:
        proposed(result)
        confirm(session, _("Import them?"), result.created, yes=False)

    edits = edits_of(map_ or ())
    run = session.run("customer import", reason=reason, key=key)
    bars = progress(_("Reading"), _("Writing"))
    with opened(file, sys.stdin.buffer) as source, bars as (reading, writing):
        request = ImportRequest(
            file,
            source,
            session.instant,
            edits,
            Form(encoding),
            dates,
            dry_run=dry_run,
            at_once=now,
        )
        asking = ask if session.interactive and not (yes or dry_run) else None
        result = import_customers(session.book, run, request, Watching(reading, writing, asking))
    imported(session.output, result)
    result.check()
