"""`crm grade audit`: which grades are doubtful, and what would be honest."""

from __future__ import annotations

import typer

from crmcli.commands.grade import options as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

app = verbs()


@app.command(
    "audit",
    short_help=_("Grades that disagree with their facts."),
    help=_(
        "Grades that disagree with their facts: too long A, B or C without closing, a close date"
        " that passed, a grade by hand against the rule, no contact since. --apply sets the"
        " honest grade."
    ),
    epilog=examples("crm grade audit", "crm grade audit --apply", "crm grade audit --apply --yes"),
)
def audit(
    context: typer.Context,
    apply: option.Apply = False,
    dry_run: option.DryRun = False,
    yes: option.Yes = False,
    reason: option.Reason = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.services.grades.reading import audit as doubtful

    if dry_run or not apply:
        from crmcli.commands.complaints import complaints_below
        from crmcli.render.grade import AUDIT
        from crmcli.render.output import show_list

        with complaints_below(session) as noted:
            show_list(session.output, AUDIT, noted(doubtful(session.book, session.today)))
        return
    from crmcli.commands.grade.applying import confirmed

    changing = (
        each for each in doubtful(session.book, session.today) if each.honest is not each.grade
    )
    confirmed(session, changing, yes=yes)
    from crmcli.render.grade import given_to_many
    from crmcli.services.grades.giving import give_all_honest

    run = session.run("grade audit", reason=reason, key=key)
    given_to_many(session.output, give_all_honest(session.book, run))
