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
        "crm purchase add 17 --amount 'JPY 5000' --at yesterday",
    ),
)
def add(
    context: typer.Context,
    customer: Annotated[
        str, typer.Argument(metavar="CUSTOMER", help=_("Name, id, phone or e-mail."))
    ],
    amount: option.Amount = None,
    product: option.Product = None,
    quantity: option.Quantity = None,
    at: option.At = None,
    deal: option.Deal = None,
    note: option.Note = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import ask_until, chosen
    from crmcli.domain.text import clean_name

    if amount is None:
        if not session.interactive:
            raise AmountMissing
        amount = ask_until(_("How much"), lambda text: clean_name(text, "amount"))
    fields = option.stated(
        session, amount=amount, product=product, quantity=quantity, at=at, deal=deal, note=note
    )
    named = chosen(session, customer)
    from crmcli.render.purchase import added
    from crmcli.services.purchases.changes import add as add_purchase

    run = session.run("purchase add", key=key)
    result = add_purchase(session.book, run, named, {"at": session.today, **fields})
    added(session.output, result)
