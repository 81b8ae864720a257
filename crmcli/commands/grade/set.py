"""`crm grade set`: a grade by hand, with its reason."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _
from crmcli.render.placeholders import argument_named

app = verbs()


@app.command(
    "set",
    help=_(
        "Give a grade by hand, with a reason. It stays until you give new facts or a new grade."
    ),
    epilog=examples(_('crm grade set 王芳 A --reason "budget is approved"')),
)
def set_(
    context: typer.Context,
    customer: Annotated[
        str, typer.Argument(metavar="CUSTOMER", help=_("Name, id, phone or e-mail."))
    ],
    grade: Annotated[str, typer.Argument(metavar="GRADE", help=_("A, B, C, D or E."))],
    reason: Annotated[
        str | None, typer.Option("--reason", help=_("Why; kept in the history."))
    ] = None,
    key: Annotated[
        str | None, typer.Option("--key", help=_("Makes a retry safe: the same key writes once."))
    ] = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import chosen, reason_of
    from crmcli.domain.choice import read_choice
    from crmcli.domain.grade import Grade
    from crmcli.render.grade import given

    wanted = read_choice(Grade, grade, argument_named("GRADE"))
    text = chosen(session, customer)
    run = session.run("grade set", reason=reason_of(session, reason, "grade set"), key=key)
    from crmcli.services.grades.giving import give

    given(session.output, give(session.book, run, text, wanted))
