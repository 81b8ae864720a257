"""`crm deal list` and `crm deal show`."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.deal import filters
from crmcli.commands.deal import options as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.commands.shared_options import with_options
from crmcli.language import _

app = verbs()


@app.command(
    "list",
    short_help=_("Open deals, the earliest close first; or all, or a board."),
    help=_(
        "Open deals, the earliest expected close first. With --board a terminal shows a column for"
        " each stage, with the first of its deals, as many as a screen has room for; in a pipe and"
        " in other formats than a table it is the same list, and complete."
    ),
    epilog=examples(
        "crm deal list",
        "crm deal list --board --closed-within 30d",
        "crm deal list --won --closed-within 30d",
        "crm deal list --board --limit 20",
        "crm deal list 王芳 --all",
        "crm deal list --stage quote,negotiation --overdue",
        "crm deal list --grade A,B --tag vip --sort -amount --limit 10",
        "crm deal list --quiet-beyond 10d --sort -quiet_days",
    ),
)
@with_options(filters.FILTERS, after="customer")
def list_(
    context: typer.Context,
    customer: Annotated[
        str | None, typer.Argument(metavar="[CUSTOMER]", help=_("Only those of this customer."))
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(min=1, help=_("The first so many; on a board so many cards a column.")),
    ] = None,
    board: Annotated[
        bool, typer.Option("--board", help=_("A column for each stage, with its sums."))
    ] = False,
) -> None:
    session = session_of(context)
    from dataclasses import replace

    from crmcli.domain.stage import CLOSED_STAGES
    from crmcli.render.output import Format
    from crmcli.services.deals.reading import listed

    as_board = board and session.output.list_format is Format.TABLE
    query = filters.query_of(session, context.params)
    if not as_board:
        query = replace(query, limit=limit)
    if customer is not None:
        from crmcli.commands.asking import chosen

        customer = chosen(session, customer)
    found = listed(session.book, query, customer)
    closed = query.closed_since is not None
    if as_board:
        from crmcli.domain.deals.board import board as board_of
        from crmcli.render.deals.board import MOST_CARDS, show_board

        more = (each for each in CLOSED_STAGES if closed and each not in query.stages)
        columns = (*query.stages, *more)
        show_board(board_of(found, columns, limit or MOST_CARDS), fit=limit is None)
        return
    from crmcli.render.deals.listing import show_deals

    closed = closed or any(each in query.stages for each in CLOSED_STAGES)
    show_deals(session.output, found, closed=closed)


@app.command(
    "show",
    help=_("One deal in full: its moves with their notes, and what was learnt."),
    epilog=examples("crm deal show 3", _("crm deal show maintenance")),
)
def show(context: typer.Context, deal: option.Deal) -> None:
    session = session_of(context)
    from crmcli.render.deals.page import show_deal
    from crmcli.services.deals.reading import page

    show_deal(session.output, page(session.book, option.deal_of(session, deal), session.today))
