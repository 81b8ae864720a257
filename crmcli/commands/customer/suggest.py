"""`crm customer suggest`: whose importance open deals and potential suggest otherwise."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.customer import options as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _, ngettext

app = verbs()


@app.command(
    "suggest",
    short_help=_("Whose importance deals and potential suggest otherwise."),
    help=_(
        "Customers that open deals and the potential amount make key or normal, and who are stated"
        " otherwise (grade policy importance.key). --apply states what is suggested."
    ),
    epilog=examples(
        "crm customer suggest",
        "crm customer suggest 王芳 --apply",
        "crm customer suggest --apply --yes",
    ),
)
def suggest(
    context: typer.Context,
    customer: Annotated[
        str | None, typer.Argument(metavar="[CUSTOMER]", help=_("Only this one."))
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help=_("State what is suggested."))] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show what would happen; write nothing."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,
    reason: option.Reason = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import chosen, confirm
    from crmcli.services.customers.importance import give_suggested, suggestions

    text = None if customer is None else chosen(session, customer)
    if dry_run or not apply:
        from crmcli.commands.complaints import complaints_below
        from crmcli.render.importance import SUGGESTIONS
        from crmcli.render.output import show_list

        found = suggestions(session.book, session.today, text)
        with complaints_below(session) as noted:
            show_list(session.output, SUGGESTIONS, noted(found))
        return
    run = session.run("customer suggest", reason=reason, key=key)
    if text is None and not yes:
        count = sum(1 for _each in suggestions(session.book, session.today))
        question = ngettext(
            "State the importance of {count} customer anew?",
            "State the importance of {count} customers anew?",
            count,
        )
        confirm(session, question.format(count=count), count, yes=count <= 1)
    from crmcli.render.importance import given

    given(session.output, give_suggested(session.book, run, text))
