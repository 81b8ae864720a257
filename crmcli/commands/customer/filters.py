"""The filters that listing and exporting customers share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from crmcli.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crmcli.services.customers.listing import ListQuery
    from crmcli.session import Session

_Some = list[str] | None

Grade = Annotated[_Some, typer.Option(help=_("Of these grades, as in --grade A,B."))]
Need = Annotated[_Some, typer.Option(help=_("clear, potential or none."))]
Status = Annotated[_Some, typer.Option(help=_("negotiating, won or prospect."))]
Urgency = Annotated[_Some, typer.Option(help=_("urgent, soon, later or slow."))]
Value = Annotated[_Some, typer.Option(help=_("high, medium or low."))]
Importance = Annotated[_Some, typer.Option(help=_("key or normal."))]
Tag = Annotated[_Some, typer.Option(help=_("With one of these tags; repeatable."))]
Owner = Annotated[_Some, typer.Option(help=_("Of these owners; repeatable."))]
MayContact = Annotated[
    str | None,
    typer.Option("--may-contact", help=_("yes or no: who may, or may not, be contacted.")),
]
MayShare = Annotated[
    str | None, typer.Option("--may-share", help=_("yes or no: who may, or may not, be shared."))
]
Where = Annotated[
    _Some,
    typer.Option(
        help=_("Conditions, as in --where 'industry = IT and last_contact < -1m'; repeatable.")
    ),
]
Sort = Annotated[
    str | None,
    typer.Option(
        help=_("A field to sort by; with - in front the other way, as in --sort -potential.")
    ),
]
Limit = Annotated[int | None, typer.Option(min=0, help=_("The first so many, as in --limit 20."))]
Archived = Annotated[
    bool, typer.Option("--archived", help=_("The archived ones instead of the others."))
]

_CLOSED = ("grade", "need", "status", "urgency", "value", "importance")


def query_of(session: Session, given: Mapping[str, Any]) -> ListQuery:
    """Read the filters of a command line, by the names of their parameters."""
    from crmcli.services.customers.listing import ListQuery

    chosen = {name: _closed(given[name]) for name in _CLOSED}
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


def _closed(given: list[str] | None) -> tuple[str, ...]:
    """Take the values of a closed list: several in one word, or the option several times."""
    words = (each for text in given or () for each in text.replace("，", ",").split(","))
    return tuple(each.strip() for each in words if each.strip())
