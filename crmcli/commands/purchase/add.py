"""`crm purchase add`: what a customer bought."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.commands.purchase import options as option
from crmcli.errors import N_, UsageFault
from crmcli.language import _

app = verbs()


class AmountMissing(UsageFault):
    """A purchase without an amount, where nobody can be asked."""

    code = "missing_argument"
    sentence = N_("--amount is missing.")
    hint = N_("Give what it cost, as in --amount 12000 or --amount 'EUR 300'.")


@app.command(
    "add",
    short_help=_("Record what a customer bought."),
    help=_(
        "Record what a customer bought. Its value, frequency, lifecycle and sale status follow at"
        " once."
    ),
    epilog=examples(
        "crm purchase add 王芳 --amount 999.99 --product 钢管 --quantity 2.5",
        _("crm purchase add 17 --amount 'JPY 5000' --at yesterday"),
        _("crm purchase add 王芳 --free --product sample"),
    ),
)
def add(
    context: typer.Context,
    customer: Annotated[
        str, typer.Argument(metavar="CUSTOMER", help=_("Name, id, phone or e-mail."))
    ],
    amount: option.Amount = None,
    free: option.Free = False,
    product: option.Product = None,
    quantity: option.Quantity = None,
    at: option.At = None,
    deal: option.Deal = None,
    note: option.Note = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import chosen

    if amount is None and not (free or session.interactive):
        raise AmountMissing
    named = chosen(session, customer)
    fields = option.stated(session, product=product, quantity=quantity, at=at, deal=deal, note=note)
    given = option.price(session, amount, free=free)
    if given is not None:
        fields["amount"] = given
    from crmcli.render.purchase import added
    from crmcli.services.purchases.changes import add as add_purchase

    run = session.run("purchase add", key=key)
    stated = {"at": session.today, **fields}
    result = add_purchase(session.book, run, named, stated, free=free)
    added(session.output, result)
