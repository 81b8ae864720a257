"""`crm grade suggest`: where the rule would grade otherwise."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.grade import options as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

app = verbs()


@app.command(
    "suggest",
    help=_(
        "Where the rule's answer is not the grade, for all customers or one. --apply grades by"
        " rule, also whoever was graded by hand."
    ),
    epilog=examples(
        "crm grade suggest", "crm grade suggest 王芳 --apply", "crm grade suggest --apply --yes"
    ),
)
def suggest(
    context: typer.Context,
    customer: Annotated[
        str | None, typer.Argument(metavar="[CUSTOMER]", help=_("Only this one."))
    ] = None,
    apply: option.Apply = False,
    dry_run: option.DryRun = False,
    yes: option.Yes = False,
    reason: option.Reason = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import chosen
    from crmcli.commands.grade.applying import confirmed
    from crmcli.services.grades.reading import suggestions

    text = None if customer is None else chosen(session, customer)
    if dry_run or not apply:
        from crmcli.commands.complaints import complaints_below
        from crmcli.render.grade import SUGGESTIONS
        from crmcli.render.output import show_list

        found = suggestions(session.book, session.today, text)
        with complaints_below(session) as noted:
            show_list(session.output, SUGGESTIONS, noted(found))
        return
    run = session.run("grade suggest", reason=reason, key=key)
    if text is not None:
        from crmcli.render.grade import given
        from crmcli.services.grades.giving import give_suggested

        given(session.output, give_suggested(session.book, run, text))
        return
    confirmed(session, suggestions(session.book, session.today), yes=yes)
    from crmcli.render.grade import given_to_many
    from crmcli.services.grades.giving import give_all_suggested

    given_to_many(session.output, give_all_suggested(session.book, run))
