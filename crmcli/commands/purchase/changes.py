"""`crm purchase edit` and `remove`: what was recorded put right; classes follow at once."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.nothing_given import NothingGiven
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.commands.purchase import options as option
from crmcli.errors import N_
from crmcli.language import _

app = verbs()

_GIVE = N_("Say what, like --amount 900, --at 2026-03-05 or --unset note.")


@app.command(
    "edit",
    short_help=_("Change a purchase."),
    help=_(
        "Change a purchase. The classes of its customer follow at once. An amount without a"
        " currency is in the one it had."
    ),
    epilog=examples(
        "crm purchase edit 3 --amount 950 --quantity 2", "crm purchase edit 3 --unset note"
    ),
)
def edit(
    context: typer.Context,
    purchase: option.PurchaseId,
    amount: option.Amount = None,
    free: option.Free = False,
    product: option.Product = None,
    quantity: option.Quantity = None,
    at: option.At = None,
    deal: option.Deal = None,
    note: option.Note = None,
    unset: Annotated[
        list[str] | None,
        typer.Option(help=_("Empty product, deal or note; repeatable.")),
    ] = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.domain.choice import read_choice
    from crmcli.domain.purchase import Emptied

    names = {Emptied.PRODUCT: "product", Emptied.DEAL: "deal_id", Emptied.NOTE: "note"}
    emptied = {names[read_choice(Emptied, each, "--unset")]: None for each in unset or ()}
    given = option.stated(
        session, amount=amount, product=product, quantity=quantity, at=at, deal=deal, note=note
    )
    change = {**given, **emptied}
    if not (change or free):
        raise NothingGiven(hint=_GIVE)
    from crmcli.render.purchase import edited
    from crmcli.services.purchases.changes import edit as edit_purchase

    run = session.run("purchase edit", key=key)
    edited(session.output, edit_purchase(session.book, run, purchase, change, free=free))


@app.command(
    "remove",
    help=_("Remove a purchase. What followed from it is taken back; its deal stays as it is."),
    epilog=examples(_('crm purchase remove 3 --reason "sent back"')),
)
def remove(
    context: typer.Context,
    purchase: option.PurchaseId,
    reason: Annotated[
        str | None, typer.Option("--reason", help=_("Why; kept in the history."))
    ] = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.domain.text import clean_name
    from crmcli.render.purchase import removed
    from crmcli.services.purchases.changes import remove as remove_purchase

    why = None if reason is None else clean_name(reason, "--reason")
    run = session.run("purchase remove", reason=why, key=key)
    removed(session.output, remove_purchase(session.book, run, purchase))
