"""`crm import`: a whole book from the file that `crm export` wrote."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Annotated

import typer

from crmcli.commands import import_options as shared
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

app = verbs()


@app.command(
    "import",
    short_help=_("Make a book of a file that crm export wrote."),
    help=_(
        "Make a book of a file that `crm export` wrote, where none is yet or an empty one is. Every"
        " line is checked first; what cannot be used is named, and nothing is written then. It is"
        " the same book again, as from a backup: with its history, its ids, its retry keys, and"
        " what crm undo takes back. The same file twice changes nothing. The import leaves no trace"
        " in the book, unless it is given a --key, which is kept with it. For customers from"
        " another program: crm customer import."
    ),
    epilog=examples(
        "crm import book.jsonl --dry-run",
        "crm --db new.db import book.jsonl",
        "crm import - < book.jsonl",
    ),
)
def import_(
    context: typer.Context,
    file: shared.File,
    dry_run: shared.DryRun = False,
    yes: shared.Yes = False,
    key: Annotated[
        str | None, typer.Option("--key", help=_("Makes a retry safe: the same key writes once."))
    ] = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import confirm
    from crmcli.exchange.book_source import opened_book
    from crmcli.render.progress import progress
    from crmcli.render.whole_book import book_imported, book_proposed
    from crmcli.services.books import importing

    book = session.book
    run = session.run("import", key=key)
    result = importing.answered(book, run)
    if result is None:
        bars = progress(_("Reading"), _("Indexing"), _("Writing"))
        with (
            opened_book(file, sys.stdin.buffer) as reader,
            bars as (reading, indexing, writing),
            importing.planned(book, run, reader, reading, indexing) as plan,
        ):
            result = replace(plan.result, dry_run=dry_run)
            if not dry_run and plan.candidate is not None:
                from crmcli.services.books.placing import put

                if session.interactive and not yes:
                    book_proposed(result)
                    confirm(session, _("Import it?"), result.customers, yes=False)
                result = put(book, run, plan, writing)
    book_imported(session.output, result)
