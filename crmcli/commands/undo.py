"""`crm undo` and `crm redo`: take back what you did last, whole, and bring it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.errors import N_
from crmcli.language import _, ngettext

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
DryRun = Annotated[
    bool, typer.Option("--dry-run", help=_("Say what would be changed, and change nothing."))
]


@app.command(
    "undo",
    short_help=_("Take back your last command whole; again for the one before."),
    help=_(
        "Take back your last command whole, whatever it was; again for the one before. What"
        " somebody else changed since is not touched: then it is refused. Erasing a customer"
        " cannot be taken back."
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
    yes: Yes = False,
    key: Key = None,
) -> None:
    session = session_of(context)
    if list_:
        _list(session, limit)
        return
    from crmcli.services.undoing import foresee_undo
    from crmcli.services.undoing import undo as take_back

    run = session.run("undo", key=key)
    if dry_run or (session.interactive and not yes):
        choice = foresee_undo(session.book, run.author)
        if dry_run:
            _foreseen(session, choice)
            return
        one = N_("Take back {command} of {at}, {count} record?")
        _confirm(session, choice, one, N_("Take back {command} of {at}, {count} records?"))
    from crmcli.render.progress import progress
    from crmcli.render.undo import undone

    with progress(_("Taking back")) as (advance,):
        result = take_back(session.book, run, advance)
    undone(session.output, result)


@app.command(
    "redo",
    short_help=_("Bring back what you took back last."),
    help=_("Bring back what you took back last; possible until you write something new."),
    epilog=examples("crm redo", "crm redo --dry-run"),
)
def redo(
    context: typer.Context, dry_run: DryRun = False, yes: Yes = False, key: Key = None
) -> None:
    session = session_of(context)
    from crmcli.services.undoing import foresee_redo
    from crmcli.services.undoing import redo as bring_back

    run = session.run("redo", key=key)
    if dry_run or (session.interactive and not yes):
        choice = foresee_redo(session.book, run.author)
        if dry_run:
            _foreseen(session, choice)
            return
        one = N_("Bring back {command} of {at}, {count} record?")
        _confirm(session, choice, one, N_("Bring back {command} of {at}, {count} records?"))
    from crmcli.render.progress import progress
    from crmcli.render.undo import undone

    with progress(_("Bringing back")) as (advance,):
        result = bring_back(session.book, run, advance)
    undone(session.output, result)


def _list(session: Session, limit: int | None) -> None:
    from crmcli.render.undo import most_shown, show_choices
    from crmcli.services.undoing import choices
    from crmcli.session import author

    most = limit or most_shown(session.output)
    # One more than is shown tells whether there are more.
    found = choices(session.book, author(), None if most is None else most + 1)
    show_choices(session.output, found, most, told=limit is None)


def _foreseen(session: Session, choice: UndoChoice) -> None:
    from crmcli.render.undo import foreseen

    foreseen(session.output, choice)


def _confirm(session: Session, choice: UndoChoice, one: str, many: str) -> None:
    if choice.records < _MANY:
        return
    from crmcli.commands.asking import confirm
    from crmcli.render.words import word

    question = ngettext(one, many, choice.records).format(
        command=choice.command, at=word(choice.at), count=choice.records
    )
    confirm(session, question, choice.records, yes=False)
