"""How a purchase looks: the line after a change, with what followed, and one in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.language import _, ngettext
from crmcli.render import joined
from crmcli.render.amount import amount_text
from crmcli.render.gate import one_line, safe
from crmcli.render.moved_points import moved_points_text
from crmcli.render.output import Output, show_record
from crmcli.render.purchase_list import AMOUNTS
from crmcli.render.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.purchase import Purchase
    from crmcli.services.purchases.changes import PurchaseDone
    from crmcli.services.purchases.following import Following


def added(output: Output, result: PurchaseDone) -> None:
    """Say what was bought, and what follows from it."""
    _said(output, result, _("Recorded purchase {id} of {customer} ({customer_id}): {what}."))


def edited(output: Output, result: PurchaseDone) -> None:
    """Say what a purchase is now, or that it is as it was."""
    text = _("Changed purchase {id} of {customer} ({customer_id}): {what}.")
    if not result.changed:
        text = _("Nothing changes for purchase {id} of {customer} ({customer_id}): {what}.")
    _said(output, result, text)


def removed(output: Output, result: PurchaseDone) -> None:
    """Say that a purchase was removed, and what that takes back."""
    text = _("Removed purchase {id} of {customer} ({customer_id}): {what}.")
    _said(output, result, text, stays=False)


def shown(output: Output, purchase: Purchase) -> None:
    """Show one purchase in full."""
    show_record(output, purchase, _lines(purchase), key=purchase.id, amounts=AMOUNTS)


def goods(product: str | None, quantity: float) -> str:
    """Say how much of what was bought; nothing for one of something that is not named."""
    if product is not None:
        text = _("{product} × {quantity}")
        return text.format(product=one_line(product), quantity=quantity)
    return "" if quantity == 1 else _("× {quantity}").format(quantity=quantity)


def bought(purchase: Purchase) -> str:
    """Say what was bought, for how much and when, on one line."""
    parts = (goods(purchase.product, purchase.quantity), amount_text(purchase.amount))
    return _("{what} on {day}").format(what=joined.facts(parts), day=purchase.at)


def following_texts(following: Following) -> Iterator[str]:
    """Say what followed: classes that moved, pins that hold, the next call, a loss, points."""
    moves = (
        _("{axis} {before} → {after}").format(
            axis=word(each.axis), before=word(each.before), after=word(each.after)
        )
        for each in following.classes
    )
    if following.classes:
        yield _("Now {moves}.").format(moves=joined.items(moves))
    for pin in following.pinned:
        yield _("{axis} stays {value} (pinned); the rule says {rule}.").format(
            axis=word(pin.axis), value=word(pin.value), rule=word(pin.rule)
        )
    if following.called is not None:
        yield _("An existing customer now: to be called by {day}.").format(day=following.called)
    if following.lost is not None:
        yield _("Lost since {day}; crm customer winback says otherwise.").format(day=following.lost)
    if following.points_change:
        yield _("Loyalty points: {change}, balance {balance}.").format(
            change=f"{following.points_change:+}", balance=following.points or 0
        )
    elif following.points is not None:
        text = ngettext(
            "Balance: {count} loyalty point.", "Balance: {count} loyalty points.", following.points
        )
        yield text.format(count=following.points)
    yield from map(moved_points_text, following.referral_points)


def _said(output: Output, result: PurchaseDone, text: str, *, stays: bool = True) -> None:
    purchase, following = result.purchase, result.following
    told = text.format(
        id=purchase.id,
        customer=one_line(purchase.customer),
        customer_id=purchase.customer_id,
        what=bought(purchase),
    )
    parts = [told, *following_texts(following)]
    if stays and purchase.book_amount is None:
        parts.append(unrated(purchase))
    extra = {
        "classes": following.classes,
        "pinned": following.pinned,
        "points": following.points,
        "points_change": following.points_change,
        "referral_points": following.referral_points,
    }
    show_record(
        output, purchase, [joined.sentences(parts)], key=purchase.id, amounts=AMOUNTS, extra=extra
    )


def unrated(purchase: Purchase) -> str:
    """Say that a purchase has no rate, and how to give it one."""
    return _(
        "{currency} has no rate on {day}, so it counts for no value:"
        " crm rate set {currency} RATE --on {day}."
    ).format(currency=purchase.amount.currency, day=purchase.at)


def _lines(purchase: Purchase) -> Iterator[str]:
    yield _("Purchase {id} of {customer} ({customer_id}): {what}").format(
        id=purchase.id,
        customer=one_line(purchase.customer),
        customer_id=purchase.customer_id,
        what=bought(purchase),
    )
    whole = purchase.book_amount
    if whole is not None and whole != purchase.amount:
        yield _("Counted as {amount}.").format(amount=amount_text(whole))
    elif whole is None:
        yield unrated(purchase)
    if purchase.deal_id is not None:
        yield _("From deal {id}.").format(id=purchase.deal_id)
    if purchase.note:
        yield safe(purchase.note)
