"""`crm campaign remove` and `crm campaign drop`: customers go from a list, or the list goes."""

from __future__ import annotations

import typer

from crmcli.commands.campaign import options as own
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _, ngettext

app = verbs()

_MANY = 2


@app.command(
    "remove",
    short_help=_("Take customers from the list of a campaign."),
    help=_("Take customers from the list of a campaign. What was logged with them stays."),
    epilog=examples(
        _("crm campaign remove 'spring fair' 王芳"),
        _("crm campaign remove 'spring fair' 王芳 17 --yes"),
    ),
)
def remove(
    context: typer.Context,
    campaign: own.Campaign,
    customers: own.Customers = None,
    dry_run: own.DryRun = False,
    yes: own.Yes = False,
    key: own.Key = None,
) -> None:
    session = session_of(context)
    told = own.campaign_of(session, campaign)
    names = own.customers_of(session, customers)
    if not names:
        raise own.NoCustomers
    from crmcli.render.campaign import shortened
    from crmcli.services.campaigns.lists import shorten

    run = session.run("campaign remove", key=key)
    if dry_run or len(names) >= _MANY:
        plan = shorten(session.book, run, told, names, dry_run=True)
        if dry_run:
            shortened(session.output, plan)
            return
        from crmcli.commands.asking import confirm

        question = ngettext(
            "Take {count} customer from the list?",
            "Take {count} customers from the list?",
            plan.removed,
        )
        confirm(
            session,
            question.format(count=plan.removed),
            plan.removed,
            yes=yes or plan.removed < _MANY,
        )
    shortened(session.output, shorten(session.book, run, told, names))


@app.command(
    "drop",
    short_help=_("Remove a campaign with its list."),
    help=_("Remove a campaign with its list. What was logged with its customers stays."),
    epilog=examples(
        _("crm campaign drop 'spring fair' --dry-run"), _("crm campaign drop 'spring fair' --yes")
    ),
)
def drop(
    context: typer.Context,
    campaign: own.Campaign,
    dry_run: own.DryRun = False,
    yes: own.Yes = False,
    key: own.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.render.campaign import dropped
    from crmcli.services.campaigns.lists import drop as drop_campaign

    told = own.campaign_of(session, campaign)
    run = session.run("campaign drop", key=key)
    if dry_run or not yes:
        plan = drop_campaign(session.book, run, told, dry_run=True)
        if dry_run:
            dropped(session.output, plan)
            return
        from crmcli.commands.asking import confirm

        question = ngettext(
            "Remove the campaign, with {count} customer on its list?",
            "Remove the campaign, with {count} customers on its list?",
            plan.removed,
        )
        confirm(session, question.format(count=plan.removed), plan.removed, yes=not plan.removed)
    dropped(session.output, drop_campaign(session.book, run, told))
