"""The filters that say which customers are meant, the same wherever some are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from crmcli.domain.separated import all_separated
from crmcli.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crmcli.services.customers.listing import ListQuery
    from crmcli.session import Session

_Some = list[str] | None

FILTERS: Mapping[str, Any] = {
    "grade": Annotated[_Some, typer.Option(help=_("Of these grades, as in --grade A,B."))],
    "need": Annotated[_Some, typer.Option(help=_("clear, potential or none."))],
    "status": Annotated[_Some, typer.Option(help=_("negotiating, won or prospect."))],
    "urgency": Annotated[_Some, typer.Option(help=_("urgent, soon, later or slow."))],
    "value": Annotated[_Some, typer.Option(help=_("high, medium or low."))],
    "importance": Annotated[_Some, typer.Option(help=_("key or normal."))],
    "tag": Annotated[_Some, typer.Option(help=_("With one of these tags; repeatable."))],
    "owner": Annotated[_Some, typer.Option(help=_("Of these owners; repeatable."))],
    "may_contact": Annotated[
        str | None, typer.Option(help=_("yes or no: who may, or may not, be contacted."))
    ],
    "may_share": Annotated[
        str | None, typer.Option(help=_("yes or no: who may, or may not, be shared."))
    ],
    "where": Annotated[
        _Some,
        typer.Option(
            help=_("Conditions, as in --where 'industry = IT and last_contact < -1m'; repeatable.")
        ),
    ],
    "sort": Annotated[
        str | None,
        typer.Option(
            help=_("A field to sort by; with - in front the other way, as in --sort -potential.")
        ),
    ],
    "limit": Annotated[
        int | None, typer.Option(min=0, help=_("The first so many, as in --limit 20."))
    ],
    "archived": Annotated[
        bool, typer.Option("--archived", help=_("The archived ones instead of the others."))
    ],
}
"""The options that say which customers are meant, and in which order, by their parameters."""

_CLOSED = ("grade", "need", "status", "urgency", "value", "importance")


def is_narrowed(given: Mapping[str, Any]) -> bool:
    """Tell whether any filter of a command line narrows or orders the book."""
    return any(given.get(name) for name in FILTERS if name != "archived")


def query_of(session: Session, given: Mapping[str, Any]) -> ListQuery:
    """Read the filters of a command line, by the names of their parameters."""
    from crmcli.services.customers.listing import ListQuery

    chosen = {name: all_separated(given[name]) for name in _CLOSED}
    chosen["tags"] = tuple(given["tag"] or ())
    chosen["owner"] = tuple(given["owner"] or ())
    for flag in ("may_contact", "may_share"):
        if given.get(flag) is not None:
            chosen[flag] = (given[flag],)
    return ListQuery(
        today=session.today,
        zone=session.zone,
        chosen=chosen,
        where=tuple(given["where"] or ()),
        sort=given["sort"],
        limit=given["limit"],
        archived=given["archived"],
    )


def told(query: ListQuery) -> str | None:
    """Say which customers are asked for, as it was given; None for all."""
    parts = [f"{name} = {', '.join(values)}" for name, values in query.chosen.items() if values]
    parts += query.where
    if query.archived:
        parts.append("archived is not empty")
    text = " and ".join(parts)
    if query.sort is not None:
        text += f" sort {query.sort}"
    if query.limit is not None:
        text += f" limit {query.limit}"
    return text.strip() or None
