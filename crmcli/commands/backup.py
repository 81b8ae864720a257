"""`crm backup`: a verified copy of the book, made while others use it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.errors import UsageFault
from crmcli.language import _

if TYPE_CHECKING:
    from crmcli.session import Session

app = verbs()


@app.command(
    "backup",
    short_help=_("Copy the book while others use it, and check the copy."),
    help=_(
        "Copy the book while others use it, check the copy, and note it in the book. Without FILE"
        " the copy goes into the book's own backup folder, beside it. Automatic backups lie there"
        " too, made before a migration, a restore, a repair and the day's first import: of these"
        " the newest five of each kind are kept; those you made yourself are removed by --keep"
        " alone. Where the book has faults that no repair puts right, the copy is made all the"
        " same; then it ends with 6, and --keep removes nothing."
    ),
    epilog=examples(
        "crm backup",
        "crm backup ~/crm-copy.db",
        "crm backup /mnt/usb --keep 7",
        "crm backup --list",
    ),
)
def backup(
    context: typer.Context,
    file: Annotated[
        str | None,
        typer.Argument(metavar="[FILE]", help=_("The copy, or a folder for one with a date.")),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=_("Replace the file if it is there already."))
    ] = False,
    keep: Annotated[
        int | None,
        typer.Option(
            "--keep",
            min=1,
            metavar="N",
            help=_("Remove older backups of this book in the folder, but the newest N."),
        ),
    ] = None,
    list_: Annotated[
        bool, typer.Option("--list", help=_("List the backups there are, the newest first."))
    ] = False,
    key: Annotated[
        str | None, typer.Option("--key", help=_("Makes a retry safe: the same key writes once."))
    ] = None,
) -> None:
    session = session_of(context)
    if list_:
        if file is not None or force or keep is not None or key is not None:
            raise UsageFault(reason=_("--list makes no backup and goes with nothing else."))
        _list(session)
        return
    from crmcli.commands.file_path import path_of
    from crmcli.render.backup import backed_up
    from crmcli.render.progress import progress
    from crmcli.services.backups.making import BackupRequest, make

    hint = _("Name a file, or leave FILE out.")
    request = BackupRequest(
        target=None if file is None else path_of(file, hint),
        is_folder=file is not None and file.endswith("/"),
        force=force,
        keep=keep,
    )
    run = session.run("backup", key=key)
    with progress(_("Copying")) as (copying,):
        made = make(session.book, run, request, copying)
    backed_up(session.output, made)
    made.check()


def _list(session: Session) -> None:
    from crmcli.render.backup import show_backups, told_in_part
    from crmcli.services.backups.listing import listed

    found = listed(session.book)
    show_backups(session.output, found.backups)
    if found.from_folder_alone:
        told_in_part()
