"""`crm log import`: what was talked about so far, from a table."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from crmcli.commands import import_options as shared
from crmcli.commands.log import options as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

app = verbs()


@app.command(
    "import",
    short_help=_("Import contacts from a spreadsheet or another program."),
    help=_(
        "Import contacts from Excel, CSV, TSV or JSON with their dates and authors: all rows or"
        " none, the same file twice only once. Columns are known by their English or Chinese names,"
        " and by those of Zoho, HubSpot and Salesforce: customer, date, time, via, direction,"
        " purpose, outcome, note, said, minutes, author, people. Customers must be in the book; who"
        " of theirs took part and is not known stays in the note, as in @李四. A contact without a"
        " time is at noon. Contacts move due dates by their own dates and grade nobody; promises"
        " are not imported."
    ),
    epilog=examples(
        "crm log import contact-log.csv --dry-run",
        "crm log import 跟进记录.csv --via phone --map 结果=note",
        "crm log list --json | crm log import -",
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
            help=_("The field of a column, as in --map 摘要=note; =- leaves it out; repeatable."),
        ),
    ] = None,
    via: Annotated[
        str | None,
        typer.Option(help=_("How contacts were made that do not say it, as in --via phone.")),
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
    from crmcli.domain.channel import Channel
    from crmcli.domain.choice import read_choice
    from crmcli.exchange.columns import edits_of
    from crmcli.exchange.source import opened
    from crmcli.render.contact_import import imported, proposed
    from crmcli.render.progress import progress
    from crmcli.services.contacts.import_result import ContactsImported
    from crmcli.services.contacts.importing import Contacts
    from crmcli.services.imports.mappings import found
    from crmcli.services.imports.record_import import import_records
    from crmcli.services.imports.record_result import RecordRequest, Watching

    def ask(result: ContactsImported) -> None:
        proposed(result)
        confirm(session, _("Import them?"), result.created, yes=False)

    edits = edits_of(map_ or ())
    kind = Contacts(session.instant, None if via is None else read_choice(Channel, via, "via"))
    known = {} if mapping is None else found(session.book, mapping, Contacts.record).columns
    form = shared.form_of(encoding, sheet, header)
    rejects = shared.rejects_of(session, skip_bad, force=force)
    run = session.run("log import", key=key)
    bars = progress(_("Reading"), _("Writing"), _("Counting"))
    with opened(file, sys.stdin.buffer) as source, bars as (reading, writing, counting):
        request = RecordRequest(
            file, source, edits, form, dates, known, save_mapping, rejects, dry_run=dry_run
        )
        asking = ask if session.interactive and not (yes or dry_run) else None
        watching = Watching(reading, writing, counting, asking)
        result = import_records(session.book, run, request, kind, watching)
    imported(session.output, result)
    if rejects is None:
        result.check()
