"""`crm customer list`: any part of the book, in any order."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

app = verbs()

_Some = list[str] | None


@app.command(
    "list",
    help=_("List customers: all, or those of some classes, or those that meet conditions."),
    epilog=examples(
        "crm customer list --grade A,B --sort expected_close",
        "crm customer list --where 'close < +2w and potential >= 1万'",
        "crm customer list --tag vip --format ids",
    ),
)
def listing(
    context: typer.Context,
    grade: Annotated[
        _Some,
        typer.Option(help=_("Of these grades, as in --grade A,B.")),
    ] = None,
    need: Annotated[
        _Some,
        typer.Option(help=_("clear, potential or none.")),
    ] = None,
    status: Annotated[
        _Some,
        typer.Option(help=_("negotiating, won or prospect.")),
    ] = None,
    urgency: Annotated[
        _Some,
        typer.Option(help=_("urgent, soon, later or slow.")),
    ] = None,
    value: Annotated[_Some, typer.Option(help=_("high, medium or low."))] = None,
    importance: Annotated[_Some, typer.Option(help=_("key or normal."))] = None,
    tag: Annotated[
        _Some,
        typer.Option(help=_("With one of these tags; repeatable.")),
    ] = None,
    owner: Annotated[
        _Some,
        typer.Option(help=_("Of these owners; repeatable.")),
    ] = None,
    where: Annotated[
        _Some,
        typer.Option(
            help=_("Conditions, as in --where 'industry = IT and last_contact < -1m'; repeatable.")
        ),
    ] = None,
    sort: Annotated[
        str | None,
        typer.Option(
            help=_("A field to sort by; with - in front the other way, as in --sort -potential.")
        ),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=0, help=_("The first so many, as in --limit 20."))
    ] = None,
    archived: Annotated[
        bool, typer.Option("--archived", help=_("The archived ones instead of the others."))
    ] = False,
) -> None:
    session = session_of(context)
    from crmcli.render.customer_list import show_customers
    from crmcli.services.customer_list import ListQuery, listed, listed_ids

    chosen = {
        "grade": _closed(grade),
        "need": _closed(need),
        "status": _closed(status),
        "urgency": _closed(urgency),
        "value": _closed(value),
        "importance": _closed(importance),
        "tags": tuple(tag or ()),
        "owner": tuple(owner or ()),
    }
    query = ListQuery(
        today=session.today,
        zone=session.zone,
        chosen=chosen,
        where=tuple(where or ()),
        sort=sort,
        limit=limit,
        archived=archived,
    )
    book = session.book
    show_customers(session.output, lambda: listed(book, query), lambda: listed_ids(book, query))


def _closed(given: list[str] | None) -> tuple[str, ...]:
    """Take the values of a closed list: several in one word, or the option several times."""
    words = (each for text in given or () for each in text.replace("，", ",").split(","))
    return tuple(each.strip() for each in words if each.strip())
