"""The filters that say which deals are meant, the same for their list and their export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from crmcli.commands.due.filters import choices, several
from crmcli.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from crmcli.domain.deals.deal import DealQuery, DealSort
    from crmcli.domain.stage import Stage
    from crmcli.session import Session

_Some = list[str] | None

FILTERS: Mapping[str, Any] = {
    "stage": Annotated[
        _Some,
        typer.Option(help=_("Only these stages, as in quote,negotiation; repeatable.")),
    ],
    "all_": Annotated[
        bool,
        typer.Option("--all", help=_("Those won and lost too, and those of archived customers.")),
    ],
    "won": Annotated[bool, typer.Option("--won", help=_("Only those that were won."))],
    "lost": Annotated[bool, typer.Option("--lost", help=_("Only those that were lost."))],
    "closed_within": Annotated[
        str | None,
        typer.Option(
            "--closed-within",
            help=_("Those won or lost lately too; with --won or --lost, these alone."),
        ),
    ],
    "owner": Annotated[
        _Some, typer.Option(help=_("Only those of this owner's customers; repeatable."))
    ],
    "grade": Annotated[
        _Some,
        typer.Option(help=_("Only those of customers of these grades, as in --grade A,B.")),
    ],
    "tag": Annotated[
        _Some,
        typer.Option(help=_("Only those of customers with one of these tags; repeatable.")),
    ],
    "overdue": Annotated[
        bool, typer.Option("--overdue", help=_("Only those past their close, or quiet too long."))
    ],
    "quiet_beyond": Annotated[
        str | None,
        typer.Option(
            "--quiet-beyond", help=_("Only those quiet for longer, as in --quiet-beyond 10d.")
        ),
    ],
    "sort": Annotated[
        str | None,
        typer.Option(help=_("A key to sort by, as in --sort -amount; - turns it round.")),
    ],
}
"""The options that say which deals are meant, and in which order, by their parameters."""


def query_of(session: Session, given: Mapping[str, Any]) -> DealQuery:
    """Read the filters of a command line, by the names of their parameters."""
    from crmcli.domain.deals.deal import DealQuery
    from crmcli.domain.grade import Grade

    stages = _stages(given["stage"], all_=given["all_"], won=given["won"], lost=given["lost"])
    order, reverse = _sort(given["sort"], stages)
    beyond = given["quiet_beyond"]
    return DealQuery(
        today=session.today,
        stages=stages,
        closed_since=_since(session.today, given["closed_within"]),
        owners=several(given["owner"]),
        grades=choices(Grade, given["grade"], "--grade"),
        tags=tuple(given["tag"] or ()),
        overdue=given["overdue"],
        quiet_beyond=None if beyond is None else _days(beyond),
        archived=given["all_"],
        sort=order,
        reverse=reverse,
    )


def _stages(given: list[str] | None, *, all_: bool, won: bool, lost: bool) -> tuple[Stage, ...]:
    from crmcli.domain.stage import OPEN_STAGES, Stage

    named = choices(Stage, given, "--stage")
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
    return read_choice(DealSort, _KEYS.get(name, name), "--sort"), text.strip().startswith("-")


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
