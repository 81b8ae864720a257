"""`crm restore`: a backup takes the book's place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.errors import UsageFault
from crmcli.language import _

if TYPE_CHECKING:
    from crmcli.services.backups.restoring import Plan
    from crmcli.session import Session

app = verbs()


@app.command(
    "restore",
    help=_(
        "Put a backup in the book's place. The backup is checked first; the book as it was is kept"
        " in its backup folder, so that you can go back. Older backups are brought up to date."
    ),
    epilog=examples(
        "crm restore ~/crm-copy.db", "crm restore crm.backups/backup-20261122T080000Z.db --yes"
    ),
)
def restore(
    context: typer.Context,
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="FILE", help=_("The backup; crm backup --list shows those there are.")
        ),
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help=_("Check it and say what would be replaced; do nothing.")),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,
    reason: Annotated[
        str | None, typer.Option("--reason", help=_("Why; kept in the history."))
    ] = None,
    key: Annotated[
        str | None, typer.Option("--key", help=_("Makes a retry safe: the same key writes once."))
    ] = None,
) -> None:
    session = session_of(context)
    if file is None:
        raise _file_missing(session)
    from crmcli.commands.file_path import path_of
    from crmcli.render.backup import restored
    from crmcli.render.progress import progress
    from crmcli.services.backups import restoring

    path = path_of(file, _("Name the backup; crm backup --list shows those there are."))
    run = session.run("restore", reason=reason, key=key)
    result = restoring.answered(session.book, run)
    if result is None:
        bars = progress(_("Checking"), _("Writing"))
        with (
            bars as (checking, writing),
            restoring.planned(session.book, path, checking) as plan,
        ):
            if dry_run:
                result = restoring.outcome(session.book, plan)
            else:
                _confirm(session, plan, yes=yes)
                result = restoring.restore(session.book, run, plan, writing)
    restored(session.output, result)


def _file_missing(session: Session) -> UsageFault:
    from crmcli.domain.path_text import quoted
    from crmcli.services.backups.listing import known, newest

    there = known(session.book)
    found = newest(there.backups)
    hint = _("There is no backup of this book that crm knows of.")
    if found is not None:
        text = _("The newest is {path}; crm backup --list shows them all.")
        hint = text.format(path=quoted(found.path))
    if there.from_folder_alone:
        hint = _("The book cannot be read; it alone knows of copies that were made elsewhere.")
        if found is not None:
            text = _("The newest in its own folder is {path}. {others}")
            hint = text.format(path=quoted(found.path), others=hint)
    return UsageFault(reason=_("FILE is missing."), hint=hint)


def _confirm(session: Session, plan: Plan, *, yes: bool) -> None:
    from crmcli.commands.asking import confirm
    from crmcli.render.backup import proposed

    if session.interactive and not yes:
        proposed(plan)
    confirm(session, _("Restore it?"), plan.candidate.facts.customers, yes=yes)
