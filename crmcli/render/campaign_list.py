"""How campaigns look as a list, and one with its customers: rates stand beside their counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.campaign import Campaign, CampaignMember
from crmcli.language import _, ngettext
from crmcli.render import gate, joined
from crmcli.render.amount import amount_text
from crmcli.render.filter_told import filter_told
from crmcli.render.gate import one_line
from crmcli.render.output import Format, Listing, Output, show_list, show_record
from crmcli.render.width import wrapped
from crmcli.render.words import label, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crmcli.domain.money import Money
    from crmcli.render.layout import Layout
    from crmcli.services.campaigns.reading import Report


def show_campaigns(output: Output, campaigns: Iterable[Campaign]) -> None:
    """Write a list of campaigns; a table has each rate with its count."""
    listing = Listing(Campaign, key=CAMPAIGNS.key, layout=_layout, empty=_("No campaigns yet."))
    show_list(output, listing, campaigns)


def show_campaign(output: Output, report: Report) -> None:
    """Show a campaign with its rates, and its list.

    A table has the rates above it; in formats for programs the list is data, and the rates are told
    on stderr. JSON has all in one object.
    """
    if output.is_json:
        extra = {"members": tuple(report.members), "others": report.others}
        show_record(output, report.campaign, (), extra=extra)
        return
    lines = "\n".join(_lines(report))
    if output.list_format is Format.TABLE:
        gate.put(f"{wrapped(lines)}\n")
    else:
        gate.tell(lines)
    listing = Listing(CampaignMember, key=_MEMBER.key, layout=_members_layout)
    show_list(output, listing, report.members)


def _lines(report: Report) -> Iterator[str]:
    campaign, others = report.campaign, report.others
    name = f"{campaign.name} ({campaign.id})"
    yield one_line(joined.dotted((name, label(campaign.kind), campaign.day.isoformat())))
    if campaign.note:
        yield f"  {one_line(campaign.note)}"
    if campaign.filter:
        yield "  " + _("Filter: {filter}").format(filter=one_line(filter_told(campaign.filter)))
    yield "  " + _("Reached: {reached} of {customers}").format(
        reached=campaign.reached, customers=campaign.customers
    )
    yield "  " + _("Answered: {share}; other campaigns: {others}").format(
        share=_share(campaign.answered, campaign.reached, campaign.response_rate),
        others=_share(others.answered, others.reached, others.response_rate),
    )
    yield "  " + _("Bought: {share}; other campaigns: {others}").format(
        share=_share(campaign.bought, campaign.reached, campaign.buying_rate),
        others=_share(others.bought, others.reached, others.buying_rate),
    )
    if campaign.amounts:
        yield "  " + _("Amount: {amounts}").format(amounts=_amounts_text(campaign.amounts))
    if campaign.until is not None:
        within = ngettext(
            "Purchases count for {count} day after their customer was reached, until {day}",
            "Purchases count for {count} days after their customer was reached, until {day}",
            campaign.days,
        )
        yield "  " + within.format(count=campaign.days, day=campaign.until)


def _amounts_text(amounts: Iterable[Money]) -> str:
    """Write sums of several currencies side by side; never one of both."""
    return joined.items(amount_text(each) for each in amounts)


def _share(part: int, whole: int, percent: float | None) -> str:
    """Say a share with the counts it rests on; of nobody there is no data."""
    if percent is None:
        return _("no data")
    return _("{part} of {whole} ({percent} %)").format(
        part=part, whole=whole, percent=f"{percent:g}"
    )


def _layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            Column(_("Id"), lambda row: str(row.id), right=True, needs=60),
            Column(_("Campaign"), lambda row: row.name, wraps=True),
            Column(_("Kind"), lambda row: label(row.kind), needs=100),
            Column(_("Made"), lambda row: row.day.isoformat(), needs=110),
            Column(_("Reached"), _of_list),
            Column(_("Answered"), _answered),
            Column(_("Bought"), _bought),
            Column(_("Amount"), lambda row: _amounts_text(row.amounts), needs=130),
        )
    )


def _of_list(row: Campaign) -> str:
    return _("{part} of {whole}").format(part=row.reached, whole=row.customers)


def _answered(row: Campaign) -> str:
    return _share(row.answered, row.reached, row.response_rate)


def _bought(row: Campaign) -> str:
    return _share(row.bought, row.reached, row.buying_rate)


def _members_layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    def style(row: CampaignMember) -> str:
        return "green" if row.bought else "" if row.reached else "dim"

    return Layout(
        (
            Column(_("Customer"), _who, style=style, wraps=True),
            Column(_("Reached"), lambda row: word(row.reached)),
            Column(_("Via"), lambda row: word(row.via), needs=80),
            Column(_("Answered"), lambda row: word(row.answered)),
            Column(_("Bought"), lambda row: word(row.bought), needs=100),
            Column(_("Amount"), lambda row: _amounts_text(row.amounts)),
        )
    )


def _who(row: CampaignMember) -> str:
    return f"{joined.dotted((row.customer, row.company or ''))} ({row.customer_id})"


CAMPAIGNS = Listing(Campaign, key=lambda row: row.id)  # type: ignore[attr-defined]
_MEMBER = Listing(CampaignMember, key=lambda row: row.customer_id)  # type: ignore[attr-defined]
