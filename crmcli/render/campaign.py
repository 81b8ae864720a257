"""How campaigns are told: who came on a list, who was reached, who answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.campaign import CampaignPlan, LeftOut, LeftOutReason
from crmcli.domain.consent import warning
from crmcli.errors import N_
from crmcli.language import _, ngettext, pgettext
from crmcli.render import joined
from crmcli.render.consent import tell_unwelcome
from crmcli.render.gate import one_line
from crmcli.render.output import Output, show_record
from crmcli.render.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crmcli.domain.campaign import CampaignCut, CampaignMember, Member, Reaching
    from crmcli.services.campaigns.answering import Answered
    from crmcli.services.campaigns.lists import Made


def foreseen(output: Output, name: str, result: Made) -> None:
    """Show who would come on the list of a campaign."""
    plan = CampaignPlan(name, result.added, result.customers, result.left_out)
    show_record(output, plan, _foreseen_lines(plan))


def _foreseen_lines(plan: CampaignPlan) -> Iterator[str]:
    told = ngettext(
        "{count} customer would come on the list of {campaign}.",
        "{count} customers would come on the list of {campaign}.",
        plan.added,
    )
    yield told.format(count=plan.added, campaign=one_line(plan.campaign))
    yield from _names(plan.customers, plan.added)
    yield from _left_out(plan.left_out)


def made(output: Output, result: Made) -> None:
    """Say that a campaign was made, who is on its list and who was left out."""
    told = ngettext(
        "Made campaign {campaign} ({id}): {count} customer on its list.",
        "Made campaign {campaign} ({id}): {count} customers on its list.",
        result.added,
    )
    _listed(output, result, told)


def included(output: Output, result: Made) -> None:
    """Say how many customers came on the list of a campaign."""
    told = ngettext(
        "Put {count} customer on the list of {campaign} ({id}).",
        "Put {count} customers on the list of {campaign} ({id}).",
        result.added,
    )
    _listed(output, result, told)


def _listed(output: Output, result: Made, told: str) -> None:
    campaign = result.campaign
    if campaign is None:
        return
    line = told.format(campaign=one_line(campaign.name), id=campaign.id, count=result.added)
    extra = {"added": result.added, "left_out": result.left_out}
    lines = [line, *_left_out(result.left_out)]
    show_record(output, campaign, lines, key=campaign.id, extra=extra)


def reached(output: Output, result: Reaching) -> None:
    """Say how many customers were reached, or would be, and who was not."""
    told = ngettext(
        "Reached {count} customer for {campaign} ({id}) by {via}; no clock moves.",
        "Reached {count} customers for {campaign} ({id}) by {via}; no clock moves.",
        result.reached,
    )
    if result.dry_run:
        told = ngettext(
            "{count} customer would be reached for {campaign} ({id}) by {via}.",
            "{count} customers would be reached for {campaign} ({id}) by {via}.",
            result.reached,
        )
    line = told.format(
        count=result.reached,
        campaign=one_line(result.campaign),
        id=result.campaign_id,
        via=word(result.via),
    )
    names = _names(result.customers, result.reached) if result.dry_run else ()
    lines = [line, *names, *_left_out(result.left_out)]
    show_record(output, result, lines, key=result.campaign_id)
    for each in result.unwelcome:
        tell_unwelcome(each.name, warning(None))


def answered(output: Output, result: Answered) -> None:
    """Say that a customer answered a campaign, and when it is followed up."""
    member, contact = result.member, result.contact
    told = _("{customer} ({id}) answered {campaign}. Next follow-up {date}.")
    line = told.format(
        customer=one_line(member.customer),
        id=member.customer_id,
        campaign=one_line(member.campaign),
        date=contact.next_due or _("none"),
    )
    show_record(output, member, [line], key=contact.id, extra={"contact": contact})


def withdrawn(output: Output, member: CampaignMember) -> None:
    """Say that a customer has not answered a campaign, nor was reached if nothing says so."""
    names = {
        "customer": one_line(member.customer),
        "id": member.customer_id,
        "campaign": one_line(member.campaign),
    }
    told = _("{customer} ({id}) has not answered {campaign}; what was logged stays.")
    lines = [told.format(**names)]
    if member.reached is None:
        told = _("Nor does it count them as reached: its message was removed.")
        lines.append(told)
    show_record(output, member, lines, key=member.customer_id)


def shortened(output: Output, result: CampaignCut) -> None:
    """Say who was taken from the list of a campaign, or would be."""
    told = ngettext(
        "Took {count} customer from the list of {campaign} ({id}).",
        "Took {count} customers from the list of {campaign} ({id}).",
        result.removed,
    )
    if result.dry_run:
        told = ngettext(
            "{count} customer would go from the list of {campaign} ({id}).",
            "{count} customers would go from the list of {campaign} ({id}).",
            result.removed,
        )
    _cut(output, result, told)


def dropped(output: Output, result: CampaignCut) -> None:
    """Say that a campaign was removed, or would be."""
    told = ngettext(
        "Removed campaign {campaign} ({id}), which had {count} customer on its list.",
        "Removed campaign {campaign} ({id}), which had {count} customers on its list.",
        result.removed,
    )
    if result.dry_run:
        told = ngettext(
            "Campaign {campaign} ({id}) would go, with {count} customer on its list.",
            "Campaign {campaign} ({id}) would go, with {count} customers on its list.",
            result.removed,
        )
    _cut(output, result, told)


def _cut(output: Output, result: CampaignCut, told: str) -> None:
    line = told.format(
        count=result.removed, campaign=one_line(result.campaign), id=result.campaign_id
    )
    names = _names(result.customers, result.removed) if result.dry_run else ()
    show_record(output, result, [line, *names], key=result.campaign_id)


def _names(first: Iterable[Member], count: int) -> Iterator[str]:
    """Name the first few of some customers, and say how many more there are."""
    named = [f"{one_line(each.name)} ({each.id})" for each in first]
    if count > len(named):
        left = count - len(named)
        named.append(pgettext("customers", "and {count} more").format(count=left))
    if named:
        yield "  " + joined.items(named)


def _left_out(groups: Iterable[LeftOut]) -> Iterator[str]:
    for group in groups:
        (names,) = _names(group.customers, group.count)
        told = _("Left out, {reason}: {names}").format(
            reason=_(_REASONS[group.reason]), names=names.strip()
        )
        yield told


_REASONS = {
    LeftOutReason.MAY_NOT_BE_CONTACTED: N_("may not be contacted"),
    LeftOutReason.ARCHIVED: N_("archived"),
    LeftOutReason.LOST: N_("lost (--lost takes them too)"),
}
