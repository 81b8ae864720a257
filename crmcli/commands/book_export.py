"""`crm export`: the whole book as one file of JSON lines."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.errors import UsageFault
from crmcli.language import _

app = verbs()

_SUFFIXES = frozenset({"", ".jsonl", ".ndjson"})


@app.command(
    "export",
    short_help=_("Write the whole book into one file of JSON lines."),
    help=_(
        "Write the whole book into one file of JSON lines, while others use it; `crm import` makes"
        " an equal book of it: customers, contacts, deals, settings, the history with its undo, the"
        " numbers of all records. Everybody is in it, also who may not be shared: it is your own"
        " copy, as a backup is, and readable by you alone. Each line is a row of a table, with the"
        " names of its columns; the first says what the file is, the last has its SHA-256. The"
        " export is recorded, and `crm customer erase` names it."
    ),
    epilog=examples(
        "crm export book.jsonl",
        _("crm export book.jsonl --purpose 'new laptop' --force"),
        "crm export - | jq -r 'select(.table == \"tag\").row.tag' | sort | uniq -c",
    ),
)
def export(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help=_("A new file, named .jsonl; - is stdout."))
    ],
    purpose: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help=_("What for, as in --purpose audit; recorded.")),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=_("Replace the file if it is there."))
    ] = False,
    key: Annotated[
        str | None, typer.Option("--key", help=_("Makes a retry safe: the same key writes once."))
    ] = None,
) -> None:
    session = session_of(context)
    from crmcli.domain.text import clean
    from crmcli.exchange.target import Target
    from crmcli.render.exporting import delivered, progress
    from crmcli.render.whole_book import book_exported
    from crmcli.services.books.exporting import BookRequest
    from crmcli.services.books.exporting import export as export_book

    _check_suffix(file)
    book = session.book
    target = Target(file, force=force, kept=book.places)
    if key is None:
        target.check()
    stated = clean(purpose, "--purpose").strip() if purpose else ""
    request = BookRequest(target, stated or None)
    run = session.run("export", key=key)
    with progress(_("Copying"), _("Exporting")) as (copying, writing):
        result = export_book(book, run, request, delivered, copying, writing)
    book_exported(session.output, result)


def _check_suffix(file: str) -> None:
    """Refuse a name that promises something else, such as a table of customers."""
    if not file:
        raise UsageFault(reason=_("FILE is empty."), hint=_("Name a file, as in book.jsonl."))
    suffix = PurePath(file).suffix.lower()
    if suffix not in _SUFFIXES:
        reason = _("A whole book is JSON lines, which a file called {suffix} is not.")
        raise UsageFault(
            reason=reason.format(suffix=suffix),
            hint=_("Name it .jsonl; for a table of customers: crm customer export FILE"),
        )
