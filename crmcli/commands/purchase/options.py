"""The options that recording and editing a purchase share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from crmcli.language import _

if TYPE_CHECKING:
    from crmcli.session import Session

PurchaseId = Annotated[int, typer.Argument(metavar="ID", help=_("The purchase's id."))]
Amount = Annotated[
    str | None,
    typer.Option(help=_("What all of it cost, as in --amount 999.99 or --amount 'JPY 500'.")),
]
Free = Annotated[bool, typer.Option("--free", help=_("It was a gift: the amount is zero."))]
Product = Annotated[str | None, typer.Option(help=_("What was bought, as in --product 钢管."))]
Quantity = Annotated[
    str | None,
    typer.Option(help=_("How much of it, with up to three decimals, as in --quantity 2.5.")),
]
At = Annotated[
    str | None, typer.Option(help=_("The day, as in --at yesterday; today if left out."))
]
Deal = Annotated[
    int | None, typer.Option(help=_("The deal it comes from, by its id, as in --deal 3."))
]
Note = Annotated[str | None, typer.Option(help=_("What else is to be said; - reads stdin."))]
Key = Annotated[
    str | None, typer.Option("--key", help=_("Makes a retry safe: the same key writes once."))
]


def price(session: Session, amount: str | None, *, free: bool) -> str | None:
    """Return an amount as it was typed; on a terminal one that is missing, or zero, is asked for.

    Raises:
        UnreadableAmount: it cannot be kept exactly.
    """
    if free or not session.interactive:
        return amount
    from crmcli.commands.asking import ask_until, load_writers
    from crmcli.commands.price import or_asked, price_of

    def checked(text: str) -> str:
        price_of(session, text)
        return text

    def ask() -> str:
        load_writers()
        return ask_until(_("How much"), checked)

    return ask() if amount is None else or_asked(session, lambda: checked(amount), ask)


def stated(
    session: Session,
    *,
    amount: str | None = None,
    product: str | None = None,
    quantity: str | None = None,
    at: str | None = None,
    deal: int | None = None,
    note: str | None = None,
) -> dict[str, Any]:
    """Read the fields of a purchase that were given; the amount stays text."""
    from crmcli.commands.asking import standard_input
    from crmcli.domain.quantity import read_quantity
    from crmcli.domain.text import clean, clean_label
    from crmcli.domain.when import Look

    fields: dict[str, Any] = {
        "amount": amount,
        "product": None if product is None else clean_label(product, "--product"),
        "thousandths": None if quantity is None else read_quantity(quantity),
        "at": None if at is None else session.day(at, Look.BACK),
        "deal_id": deal,
    }
    if note is not None:
        fields["note"] = clean(standard_input() if note == "-" else note, "--note")
    return {name: value for name, value in fields.items() if value is not None}
