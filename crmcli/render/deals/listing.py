"""How a list of deals looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.basis import Basis
from crmcli.domain.deals.deal import Deal
from crmcli.domain.stage import Stage
from crmcli.language import _, ngettext
from crmcli.render.amount import amount_text
from crmcli.render.output import Listing, Output, show_list
from crmcli.render.words import label, word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crmcli.render.layout import Layout

AMOUNTS = ("amount", "weighted")

STAGE_STYLES = {
    Stage.INITIAL_CONTACT: "blue",
    Stage.NEED_CONFIRMED: "cyan",
    Stage.QUOTE: "yellow",
    Stage.NEGOTIATION: "magenta",
    Stage.WON: "green",
    Stage.LOST: "dim",
}
"""The colour of each stage; its name says the same without colour."""


def show_deals(output: Output, deals: Iterable[Deal], *, closed: bool) -> None:
    """Write a list of deals.

    Args:
        output: how this run answers.
        deals: the deals, in order.
        closed: whether those that were won or lost may be among them.
    """

    def layout() -> Layout:
        return _layout(closed=closed)

    empty = _("No deals here.") if closed else _("No open deals.")
    show_list(output, Listing(Deal, AMOUNTS, DEALS.key, layout, empty), deals)


def lateness(deal: Deal) -> str:
    """Say why a deal is on the due list and since how many days; nothing where it is not."""
    if not deal.is_overdue:
        return ""
    if deal.due_basis is Basis.CLOSE_PASSED and deal.overdue_days is not None:
        days = deal.overdue_days + 1
        return ngettext("{count} day past", "{count} days past", days).format(count=days)
    days = deal.quiet_days or 0
    return ngettext("quiet {count} day", "quiet {count} days", days).format(count=days)


def _layout(*, closed: bool) -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    columns = [
        Column("", lambda each: "!" if each.is_overdue else "", style=_style),
        Column(_("Id"), lambda each: str(each.id), right=True),
        Column(_("Customer"), _customer, wraps=True),
        Column(_("Deal"), lambda each: each.title, wraps=True),
        Column(_("Amount"), _amount, right=True, needs=60),
        # What has ended looks like the others but for its stage.
        Column(
            _("Stage"),
            lambda each: label(each.stage),
            style=_stage_style,
            needs=0 if closed else 70,
        ),
        Column(_("Chance"), lambda each: f"{each.probability}%", right=True, needs=110),
        Column(_("Closes"), lambda each: word(each.expected_close), style=_style, needs=50),
        Column(_("Late"), lateness, style=_style, needs=90),
    ]
    if closed:
        columns.append(Column(_("Closed"), lambda each: word(each.closed), needs=100))
        columns.append(Column(_("Reason"), lambda each: each.lost_reason or "", needs=130))
    return Layout(tuple(columns))


def _customer(deal: Deal) -> str:
    told = f"{deal.customer} ({deal.customer_id})"
    return told if deal.complaint is None else _("{name}, complaint").format(name=told)


def _amount(deal: Deal) -> str:
    return "" if deal.amount is None else amount_text(deal.amount)


def _stage_style(deal: Deal) -> str:
    return STAGE_STYLES[deal.stage]


def _style(deal: Deal) -> str:
    return "red" if deal.is_overdue else ""


DEALS = Listing(Deal, AMOUNTS, key=lambda deal: deal.id)  # type: ignore[attr-defined]
