"""`crm campaign add` and `crm campaign include`: who is on the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from crmcli.commands.campaign import options as own
from crmcli.commands.customer import filters as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.commands.shared_options import with_options
from crmcli.errors import N_, UsageFault
from crmcli.language import _, ngettext
from crmcli.render.placeholders import argument_named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crmcli.domain.campaign import CampaignDraft
    from crmcli.services.campaigns.choosing import Wanted
    from crmcli.session import Session

app = verbs()


class NamedAndFiltered(UsageFault):
    """Customers that are named, and conditions beside them."""

    code = "contradictory_options"
    sentence = N_(
        "Name customers, or say which ones with filters; both at once exclude each other."
    )


class WhomFor(UsageFault):
    """A list that is to be made longer by nobody."""

    code = "no_customers"
    sentence = N_("Say who is to come on the list: by name, with - by ids on stdin, or by filters.")


@app.command(
    "add",
    short_help=_("Make a list of customers for a campaign or a greeting."),
    help=_(
        "Make a named list of customers, from filters or by name. Who may not be contacted is left"
        " out; so are archived and lost customers, unless asked for. Without a filter it is the"
        " whole book."
    ),
    epilog=examples(
        _("crm campaign add 'spring fair' --grade A,B --kind event --days 45"),
        "crm campaign add 春节问候 --kind 节日问候 --tag vip",
        _("crm campaign add samples 王芳 17"),
        _("crm customer list --tag vip --format ids | crm campaign add samples -"),
    ),
)
@with_options(option.FILTERS, after="customer")
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("What it is called."))],
    customers: own.Customers = None,
    kind: Annotated[
        str | None, typer.Option("--kind", help=_("offer, event, greeting or other."))
    ] = None,
    days: Annotated[
        int | None,
        typer.Option(
            "--days",
            min=1,
            max=3660,
            help=_("Within how many days after it a purchase counts; 30 unless given."),
        ),
    ] = None,
    note: Annotated[
        str | None, typer.Option("--note", help=_("What it is about, as in --note 'new prices'."))
    ] = None,
    customer: own.Named = None,
    lost: own.Lost = False,
    dry_run: own.DryRun = False,
    yes: own.Yes = False,
    key: own.Key = None,
) -> None:
    session = session_of(context)
    draft = _draft(name, kind, days, note)
    wanted, condition = _wanted(
        session, context.params, [*(customers or ()), *(customer or ())], lost=lost
    )
    from crmcli.render.campaign import foreseen, made
    from crmcli.services.campaigns.lists import foresee, make

    if dry_run:
        foreseen(session.output, draft.name, foresee(session.book, draft, wanted))
        return
    if not (wanted.names or condition or yes):
        from crmcli.commands.asking import confirm

        count = foresee(session.book, draft, wanted).added
        question = ngettext(
            "Put the whole book, {count} customer, on the list?",
            "Put the whole book, {count} customers, on the list?",
            count,
        )
        confirm(session, question.format(count=count), count, yes=not count)
    run = session.run("campaign add", key=key)
    made(session.output, make(session.book, run, draft, wanted, condition))


@app.command(
    "include",
    short_help=_("Put more customers on the list of a campaign."),
    help=_(
        "Put more customers on the list of a campaign, by name or from filters. Who is on it"
        " already stays as it is."
    ),
    epilog=examples(
        _("crm campaign include 'spring fair' 王芳"),
        _("crm campaign include 'spring fair' --grade C --dry-run"),
    ),
)
@with_options(option.FILTERS, after="customer")
def include(
    context: typer.Context,
    campaign: own.Campaign,
    customers: own.Customers = None,
    customer: own.Named = None,
    lost: own.Lost = False,
    dry_run: own.DryRun = False,
    key: own.Key = None,
) -> None:
    session = session_of(context)
    told = own.campaign_of(session, campaign)
    wanted, condition = _wanted(
        session, context.params, [*(customers or ()), *(customer or ())], lost=lost
    )
    if not (wanted.names or condition):
        raise WhomFor
    from crmcli.render.campaign import foreseen, included
    from crmcli.services.campaigns.lists import foresee_longer, lengthen

    if dry_run:
        plan = foresee_longer(session.book, told, wanted)
        foreseen(session.output, plan.campaign.name if plan.campaign else campaign, plan)
        return
    run = session.run("campaign include", key=key)
    included(session.output, lengthen(session.book, run, told, wanted))


def _draft(name: str, kind: str | None, days: int | None, note: str | None) -> CampaignDraft:
    from crmcli.domain.campaign import DAYS, CampaignDraft
    from crmcli.domain.campaign_kind import CampaignKind
    from crmcli.domain.choice import read_choice
    from crmcli.domain.text import clean, clean_label

    return CampaignDraft(
        name=clean_label(name, argument_named("NAME")),
        kind=CampaignKind.OTHER if kind is None else read_choice(CampaignKind, kind, "--kind"),
        days=DAYS if days is None else days,
        note=clean(note or "", "--note") or None,
    )


def _wanted(
    session: Session, given: Mapping[str, Any], *lists: list[str] | None, lost: bool
) -> tuple[Wanted, str | None]:
    """Read whom a list is for, and how it was said; None for customers by name, or for all."""
    from crmcli.services.campaigns.choosing import Wanted

    query = option.query_of(session, given)
    named = [each for some in lists for each in some or ()]
    if not named:
        return Wanted(query, lost=lost), option.told(query)
    if option.is_narrowed(given):
        raise NamedAndFiltered
    names = own.customers_of(session, named)
    if not names:
        raise own.NoCustomers
    return Wanted(query, names), None
