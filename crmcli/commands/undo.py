"""`crm undo` and `crm redo`: take back what you did last, whole, and bring it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.errors import UsageFault
from crmcli.language import _

if TYPE_CHECKING:
    from crmcli.domain.undo import UndoChoice
    from crmcli.session import Session

app = verbs()

_MANY = 100
"""From so many records on, a terminal is asked first."""

Key = Annotated[
    str | None, typer.Option("--key", help=_("Makes a retry safe: the same key writes once."))
]
Yes = Annotated[bool, typer.Option("--yes", help=_("Do not ask."))]
Past = Annotated[
    bool,
    typer.Option(
        "--yes", help=_("Do not ask, and pass by a restore or an erasure that came last.")
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help=_("Say what would be changed, and change nothing."))
]


@app.command(
    "undo",
    short_help=_("Take back your last command whole; again for the one before."),
    help=_(
        "Take back your last command whole, whatever it was; again for the one before. What"
        " somebody else changed since is not touched: then it is refused. A restore and the"
        " erasing of a customer cannot be taken back; your own language and time zone are no part"
        " of the book: crm config set sets them back."
    ),
    epilog=examples("crm undo", "crm undo --list", "crm undo --dry-run"),
)
def undo(
    context: typer.Context,
    list_: Annotated[
        bool, typer.Option("--list", help=_("List what you can take back, the last first."))
    ] = False,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit", min=1, help=_("List N commands; a terminal shows 20 unless told otherwise.")
        ),
    ] = None,
    dry_run: DryRun = False,
    yes: Past = False,
    key: Key = None,
) -> None:
    session = session_of(context)
    if list_:
        _list(session, limit)
    elif limit is not None:
        raise UsageFault(reason=_("--limit goes with --list; nothing was changed."))
    else:
        _turn(session, redo=False, dry_run=dry_run, yes=yes, key=key)


@app.command(
    "redo",
    short_help=_("Bring back what you took back last."),
    help=_("Bring back what you took back last; possible until you write something new."),
    epilog=examples("crm redo", "crm redo --dry-run"),
)
def redo(
    context: typer.Context, dry_run: DryRun = False, yes: Yes = False, key: Key = None
) -> None:
    _turn(session_of(context), redo=True, dry_run=dry_run, yes=yes, key=key)


def _turn(session: Session, *, redo: bool, dry_run: bool, yes: bool, key: str | None) -> None:
    """Take back, or bring back."""
    from crmcli.render.progress import progress
    from crmcli.render.undo import foreseen, undone
    from crmcli.services.history.undo_turns import foresee

    run = session.run("redo" if redo else "undo", key=key)
    confirmed = None
    if dry_run or (session.interactive and not yes):
        choice = foresee(session.book, run.author, redo=redo, passing=yes)
        if dry_run:
            foreseen(session.output, choice)
            return
        confirmed = _confirmed(session, choice)
    from crmcli.services.history.undoing import take_back

    with progress(_("Bringing back") if redo else _("Taking back")) as (advance,):
        result = take_back(
            session.book, run, redo=redo, expected=confirmed, passing=yes, progress=advance
        )
    undone(session.output, result)


def _confirmed(session: Session, choice: UndoChoice) -> int | None:
    """Have a large change confirmed; returns the number of its command, None for a small one."""
    if choice.records < _MANY:
        return None
    from crmcli.commands.asking import confirm
    from crmcli.render.gate import tell
    from crmcli.render.undo import foretold

    tell(foretold(choice))
    question = _("Bring it back?") if choice.redo else _("Take it back?")
    confirm(session, question, choice.records, yes=False)
    return choice.id


def _list(session: Session, limit: int | None) -> None:
    from crmcli.render.undo import most_shown, show_choices
    from crmcli.services.history.undo_turns import choices
    from crmcli.session import author

    found = choices(session.book, author(), limit or most_shown(session.output))
    show_choices(session.output, found, told=limit is None)
