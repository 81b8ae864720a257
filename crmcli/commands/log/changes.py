"""`crm log edit` and `crm log remove`: mending the contact log; the clocks follow."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from crmcli.commands.log import options as option
from crmcli.commands.nothing_given import NothingGiven
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.errors import N_
from crmcli.language import _

app = verbs()

_GIVE = N_("Say what, like --at 2026-03-05, --via visit or --note TEXT.")

ContactId = Annotated[int, typer.Argument(metavar="ID", help=_("The contact's id."))]


@app.command(
    "edit",
    help=_("Change a contact. The clocks follow; grade and facts are left alone."),
    epilog=examples(_("crm log edit 42 --at 2026-03-05 --via visit"), 'crm log edit 42 --note "…"'),
)
def edit(
    context: typer.Context,
    contact: ContactId,
    note: Annotated[
        str | None, typer.Option(help=_("What was said; - reads it from stdin."))
    ] = None,
    via: option.Via = None,
    at: option.At = None,
    purpose: option.Purpose = None,
    outcome: option.Outcome = None,
    said: option.Said = None,
    incoming: option.Incoming = None,
    minutes: option.Minutes = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import standard_input
    from crmcli.commands.past_instant import past_instant
    from crmcli.domain.channel import Channel
    from crmcli.domain.choice import read_choice
    from crmcli.domain.contact import Direction, Outcome, Purpose
    from crmcli.domain.text import clean
    from crmcli.render.contact import edited
    from crmcli.services.contacts.changes import edit as edit_contact

    change: dict[str, Any] = {}
    for name, kind, text in (
        ("via", Channel, via),
        ("purpose", Purpose, purpose),
        ("outcome", Outcome, outcome),
    ):
        if text is not None:
            change[name] = read_choice(kind, text, f"--{name}")
    if at is not None:
        change["at"], change["on"] = past_instant(session, at)
    if note is not None:
        change["note"] = clean(standard_input() if note == "-" else note, "--note")
    if said is not None:
        change["said"] = clean(said, "--said")
    if incoming is not None:
        change["direction"] = Direction.IN if incoming else Direction.OUT
    if minutes is not None:
        change["minutes"] = minutes
    if not change:
        raise NothingGiven(hint=_GIVE)
    run = session.run("log edit", key=key)
    after, changed = edit_contact(session.book, run, contact, change)
    edited(session.output, after, changed=changed)


@app.command(
    "remove",
    help=_(
        "Remove a contact. The clocks go back to where they would have been; grade, facts and"
        " promises stay. If it was a campaign's message, its customer no longer counts as reached;"
        " an answer stays until crm campaign answer --withdraw takes it back."
    ),
    epilog=examples("crm log remove 42"),
)
def remove(context: typer.Context, contact: ContactId, key: option.Key = None) -> None:
    session = session_of(context)
    from crmcli.render.contact import removed
    from crmcli.services.contacts.changes import remove as remove_contact

    removed(
        session.output, remove_contact(session.book, session.run("log remove", key=key), contact)
    )
