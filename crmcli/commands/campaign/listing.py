"""`crm campaign list` and `crm campaign show`: what came of campaigns."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.campaign import options as own
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

app = verbs()


@app.command(
    "list",
    help=_("Campaigns and greetings with their rates, the latest first."),
    epilog=examples("crm campaign list", "crm campaign list --limit 5 --json"),
)
def list_(
    context: typer.Context,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help=_("The first so many, as in --limit 5."))
    ] = None,
) -> None:
    session = session_of(context)
    from itertools import islice

    from crmcli.render.campaign_list import show_campaigns
    from crmcli.services.campaigns.reading import listed

    show_campaigns(session.output, islice(listed(session.book), limit))


@app.command(
    "show",
    short_help=_("One campaign: who was reached, who answered, who bought."),
    help=_(
        "Who is on the list of a campaign: when and how each was reached, whether it answered, what"
        " it bought since; and the rates beside those of the book's other campaigns."
    ),
    epilog=examples(_("crm campaign show spring"), "crm campaign show 1 --format csv"),
)
def show(context: typer.Context, campaign: own.Campaign) -> None:
    session = session_of(context)
    from dataclasses import replace

    from crmcli.commands.complaints import complaints_below
    from crmcli.render.campaign_list import show_campaign
    from crmcli.services.campaigns.reading import report

    named = own.campaign_of(session, campaign)
    with complaints_below(session) as noted, report(session.book, named) as found:
        show_campaign(session.output, replace(found, members=iter(noted(found.members))))
