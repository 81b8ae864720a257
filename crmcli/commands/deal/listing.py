"""`crm deal list` and `crm deal show`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands.deal import options as option
from crmcli.commands.due.filters import choices, several
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

if TYPE_CHECKING:
    from datetime import date

    from crmcli.domain.deals.deal import DealSort
    from crmcli.domain.stage import Stage

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
def list_(
    context: typer.Context,
    customer: Annotated[
        str | None, typer.Argument(metavar="[CUSTOMER]", help=_("Only those of this customer."))
    ] = None,
    stage: Annotated[
        list[str] | None,
        typer.Option(help=_("Only these stages, as in quote,negotiation; repeatable.")),
    ] = None,
    all_: Annotated[
        bool,
        typer.Option("--all", help=_("Those won and lost too, and those of archived customers.")),
    ] = False,
    won: Annotated[bool, typer.Option("--won", help=_("Only those that were won."))] = False,
    lost: Annotated[bool, typer.Option("--lost", help=_("Only those that were lost."))] = False,
    closed_within: Annotated[
        str | None,
        typer.Option(
            "--closed-within",
            help=_("Those won or lost lately too; with --won or --lost, these alone."),
        ),
    ] = None,
    owner: Annotated[
        list[str] | None, typer.Option(help=_("Only those of this owner's customers; repeatable."))
    ] = None,
    grade: Annotated[
        list[str] | None,
        typer.Option(help=_("Only those of customers of these grades, as in --grade A,B.")),
    ] = None,
    tag: Annotated[
        list[str] | None,
        typer.Option(help=_("Only those of customers with one of these tags; repeatable.")),
    ] = None,
    overdue: Annotated[
        bool, typer.Option("--overdue", help=_("Only those past their close, or quiet too long."))
    ] = False,
    quiet_beyond: Annotated[
        str | None,
        typer.Option(
            "--quiet-beyond", help=_("Only those quiet for longer, as in --quiet-beyond 10d.")
        ),
    ] = None,
    sort: Annotated[
        str | None,
        typer.Option(help=_("A key to sort by, as in --sort -amount; - turns it round.")),
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
    from crmcli.domain.deals.deal import DealQuery
    from crmcli.domain.grade import Grade
    from crmcli.domain.stage import CLOSED_STAGES
    from crmcli.render.output import Format
    from crmcli.services.deals.reading import listed

    as_board = board and session.output.list_format is Format.TABLE
    stages = _stages(stage, all_=all_, won=won, lost=lost)
    order, reverse = _sort(sort, stages)
    query = DealQuery(
        today=session.today,
        stages=stages,
        closed_since=_since(session.today, closed_within),
        owners=several(owner),
        grades=choices(Grade, grade, "grade"),
        tags=tuple(tag or ()),
        overdue=overdue,
        quiet_beyond=None if quiet_beyond is None else _days(quiet_beyond),
        archived=all_,
        sort=order,
        reverse=reverse,
        limit=None if as_board else limit,
    )
    if customer is not None:
        from crmcli.commands.asking import chosen

        customer = chosen(session, customer)
    found = listed(session.book, query, customer)
    closed = closed_within is not None
    if as_board:
        from crmcli.domain.deals.board import board as board_of
        from crmcli.render.deals.board import MOST_CARDS, show_board

        columns = (*stages, *(each for each in CLOSED_STAGES if closed and each not in stages))
        show_board(board_of(found, columns, limit or MOST_CARDS), fit=limit is None)
        return
    from crmcli.render.deals.listing import show_deals

    closed = closed or any(each in stages for each in CLOSED_STAGES)
    show_deals(session.output, found, closed=closed)


@app.command(
    "show",
    help=_("One deal in full: its moves with their notes, and what was learnt."),
    epilog=examples("crm deal show 3", "crm deal show maintenance"),
)
def show(context: typer.Context, deal: option.Deal) -> None:
    session = session_of(context)
    from crmcli.render.deals.page import show_deal
    from crmcli.services.deals.reading import page

    show_deal(session.output, page(session.book, option.deal_of(session, deal), session.today))


def _stages(given: list[str] | None, *, all_: bool, won: bool, lost: bool) -> tuple[Stage, ...]:
    from crmcli.domain.stage import OPEN_STAGES, Stage

    named = choices(Stage, given, "stage")
    wanted = {*named, *([Stage.WON] if won else []), *([Stage.LOST] if lost else [])}
    if wanted:
        return tuple(each for each in Stage if each in wanted)
    return tuple(Stage) if all_ else OPEN_STAGES


def _sort(text: str | None, stages: tuple[Stage, ...]) -> tuple[DealSort, bool]:
    from crmcli.domain.deals.deal import DealSort
    from crmcli.domain.stage import CLOSED_STAGES

    if text is None:
        # Of those that are over the latest are the news.
        over = all(each in CLOSED_STAGES for each in stages)
        return (DealSort.CLOSED, True) if over else (DealSort.EXPECTED_CLOSE, False)
    from crmcli.domain.choice import read_choice

    name = text.strip().removeprefix("-")
    return read_choice(DealSort, _KEYS.get(name, name), "sort"), text.strip().startswith("-")


_KEYS = {"close": "expected_close", "quiet": "quiet_days", "chance": "probability"}
"""Shorter names of keys."""


def _since(today: date, text: str | None) -> date | None:
    if text is None:
        return None
    from crmcli.domain.span import read_span

    return read_span(text).before(today)


def _days(text: str) -> int:
    from crmcli.domain.span import read_span

    word = text.strip()
    return read_span(f"{word}d" if word.isascii() and word.isdigit() else word).days
