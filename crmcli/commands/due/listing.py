"""`crm due`: whom you owe what, today, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands.due import filters as option
from crmcli.commands.due.ahead import Ahead
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

if TYPE_CHECKING:
    from crmcli.domain.due_choice import Cut
    from crmcli.session import Session

app = verbs()

SOMETHING_IS_DUE = 10


@app.command(
    "list",
    help=_(
        "Whom you owe what, today, and why; the most urgent first. On a terminal the rows of one"
        " customer are one row; in a pipe each is a row of its own."
    ),
    epilog=examples(
        "crm due",
        "crm due --ahead 7 --grade A,B",
        "crm due --budget 90m",
        "crm due --why --customer 王芳",
        "crm due --as-of 下周一 --kind promise",
    ),
)
def due(
    context: typer.Context,
    kind: option.Kind = None,
    grade: option.Grade = None,
    owner: option.Owner = None,
    tag: option.Tag = None,
    customer: option.Customer = None,
    ahead: Ahead = None,
    as_of: option.AsOf = None,
    limit: option.Limit = None,
    budget: option.Budget = None,
    theirs: option.Theirs = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help=_("End with 10 if the list is not empty."))
    ] = False,
    why: Annotated[
        bool, typer.Option("--why", help=_("Explain each row: facts, rule, arithmetic."))
    ] = False,
) -> None:
    session = session_of(context)
    from crmcli.render.due import (
        show_due,
        tell_empty,
        tell_known_until,
        tell_left_out,
        tell_not_contacted,
        tell_refused,
    )
    from crmcli.render.output import Format
    from crmcli.services.due.listing import MOST_COUNTED, DueList

    del kind, grade, owner, tag, ahead, as_of, theirs
    query = option.query_of(session, context.params)._replace(explain=why)
    if customer is not None:
        from crmcli.commands.asking import chosen

        customer = chosen(session, customer)
    found = DueList(session.book, query, customer, _cut(session, limit, budget))
    count = show_due(session.output, found, explain=why)
    if found.left_out is not None:
        tell_left_out(found.left_out)
    elif not count and session.output.list_format is Format.TABLE:
        tell_empty(query.today, found.next_day)
    if found.refused is not None:
        named, allowed = found.refused
        tell_refused(named.name, named.id, allowed)
    tell_not_contacted(found.not_contacted, MOST_COUNTED)
    tell_known_until(found.known_until)
    if exit_code and count:
        raise typer.Exit(SOMETHING_IS_DUE)


def _cut(session: Session, limit: int | None, budget: str | None) -> Cut | None:
    if limit is None and budget is None:
        return None
    from crmcli.domain.due_choice import Cut
    from crmcli.render.due import shows_customers

    minutes = None
    if budget is not None:
        from crmcli.domain.minutes import read_minutes

        minutes = read_minutes(budget)
    return Cut(limit, minutes, by_customer=shows_customers(session.output))
