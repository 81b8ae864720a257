"""`crm log import`: what was talked about so far, from a table."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands import import_options as shared
from crmcli.commands.log import options as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.commands.record_importing import OPTIONS, carried_out
from crmcli.commands.shared_options import with_options
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
        _("crm log import 跟进记录.csv --via phone --map 结果=note"),
        "crm log list --json | crm log import -",
    ),
)
@with_options(OPTIONS, after="file")
def import_(
    context: typer.Context,
    file: shared.File,
    via: Annotated[
        str | None,
        typer.Option(help=_("How contacts were made that do not say it, as in --via phone.")),
    ] = None,
    key: option.Key = None,
) -> None:
    del file, key
    session = session_of(context)
    from crmcli.domain.channel import Channel
    from crmcli.domain.choice import read_choice
    from crmcli.render import contact_import
    from crmcli.services.contacts.importing import Contacts

    kind = Contacts(session.instant, None if via is None else read_choice(Channel, via, "--via"))
    carried_out(session, context.params, "log import", kind, contact_import)
