"""What a customer usually buys, on one line of the briefing; suggestions as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.also_bought import AlsoBought
from crmcli.domain.preference import LEAST_ORDERS
from crmcli.language import _, ngettext
from crmcli.render import gate, joined
from crmcli.render.amount import amount_text
from crmcli.render.gate import one_line
from crmcli.render.output import Format, Listing
from crmcli.render.words import day_rhythm, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.message import Message
    from crmcli.domain.preference import Preference
    from crmcli.render.layout import Layout
    from crmcli.render.output import Output

_TOLD = 3


def preference_text(preference: Preference) -> str | None:
    """Say on one line what a customer usually buys, how often and for how much; None for nothing.

    The counts it rests on are said with it.
    """
    return joined.dotted(_parts(preference)) if preference.orders else None


def _parts(preference: Preference) -> Iterator[str]:
    told = ngettext("{count} order", "{count} orders", preference.orders)
    yield told.format(count=preference.orders)
    if preference.products:
        text = _("{product} ({count}×)")
        yield joined.items(
            text.format(product=one_line(each.product), count=each.orders)
            for each in preference.products[:_TOLD]
        )
    if preference.interval_days is not None:
        yield day_rhythm(preference.interval_days)
    elif preference.orders < LEAST_ORDERS:
        yield _("too few to tell how often")
    yield _("{amount} on average").format(amount=joined.items(_averages(preference)))
    if preference.last_on is not None:
        yield _("last {day}").format(day=preference.last_on)


def _averages(preference: Preference) -> Iterator[str]:
    """Write the average order of each currency, with its own number of orders where there are more.

    They are no parts of one sum: each is the average of the orders in its currency alone.
    """
    several = len(preference.average) > 1
    for amount, orders in zip(preference.average, preference.average_orders, strict=True):
        told = ngettext("{amount} ({count} order)", "{amount} ({count} orders)", orders)
        text = told if several else "{amount}"
        yield text.format(amount=amount_text(amount), count=orders)


def tell_nothing(output: Output, reason: Message | None) -> None:
    """Say on stderr why nothing is suggested, to whoever reads a table."""
    if reason is not None and output.list_format is Format.TABLE:
        gate.tell(one_line(say(reason)))


def _layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            Column(_("Product"), lambda each: each.product),
            Column(_("Why"), lambda each: say(each.why), wraps=True),
        )
    )


SUGGESTIONS = Listing(AlsoBought, layout=_layout)
