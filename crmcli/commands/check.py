"""`crm check`: whether the book is sound, and what puts it right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.errors import N_, UsageFault
from crmcli.language import _

if TYPE_CHECKING:
    from crmcli.domain.checked import Checked
    from crmcli.domain.run import Run
    from crmcli.session import Session

app = verbs()


class NoRepair(UsageFault):
    """Asked what a repair would do, without one."""

    code = "no_repair"
    sentence = N_("--dry-run goes with --repair.")


@app.command(
    "check",
    short_help=_("Check the book, and put it right with --repair."),
    help=_(
        "Check the book: its file, whether its rows agree, its place, its backups. Nothing is"
        " written without --repair, which backs the book up first and then makes again what"
        " follows from other rows; meanwhile others who write wait, in a book of 100,000 customers"
        " for up to half a minute. Ends with 6 where something is wrong; --quiet shows that alone."
        " Automatic backups lie beside the book; of each kind the newest five are kept."
    ),
    epilog=examples(
        "crm check", "crm check --json", "crm check --repair --dry-run", "crm check --repair --yes"
    ),
)
def check(
    context: typer.Context,
    repair: Annotated[
        bool, typer.Option("--repair", help=_("Put right what can be, after a backup."))
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Say what --repair would put right; write nothing."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask before a repair."))] = False,
    reason: Annotated[
        str | None, typer.Option("--reason", help=_("Why; kept in the history."))
    ] = None,
    key: Annotated[
        str | None,
        typer.Option("--key", help=_("Makes a retry safe: the same key repairs once.")),
    ] = None,
) -> None:
    if dry_run and not repair:
        raise NoRepair
    session = session_of(context)
    from crmcli.render.checking import show_checked
    from crmcli.render.progress import progress
    from crmcli.services.checks.checking import check as look

    run = session.run("check", reason=reason, key=key)
    writes = repair and not dry_run
    answered = _answered(session, run) if writes else None
    if answered is None:
        with progress(_("Copying"), _("Checking")) as bars:
            answered = look(session.book, run, *bars)
        if writes:
            answered = _repaired(session, run, answered, yes=yes)
    if dry_run:
        answered = replace(answered, dry_run=True)
    show_checked(session.output, answered)
    answered.check()


def _answered(session: Session, run: Run) -> Checked | None:
    if run.key is None:
        return None
    from crmcli.services.checks import repairing

    return repairing.answered(session.book, run)


def _repaired(session: Session, run: Run, found: Checked, *, yes: bool) -> Checked:
    from crmcli.commands.asking import confirm
    from crmcli.render.checking import nothing_to_repair, proposed
    from crmcli.render.progress import progress

    count = len(found.repairable)
    if not count:
        nothing_to_repair(session.output, found)
        return found
    if session.interactive and not yes:
        proposed(found)
    confirm(session, _("Put this right? Others who write wait meanwhile."), count, yes=yes)
    from crmcli.services.checks.repairing import repair

    with progress(_("Checking again")) as (checking,):
        return repair(session.book, run, found, checking)
