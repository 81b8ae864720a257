"""`crm customer add`: a new customer, graded at once."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.asking import reason_of
from crmcli.commands.customer import options as option
from crmcli.commands.customer.given import given_fields, refusal
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.commands.shared_options import with_options
from crmcli.language import _

app = verbs()


@app.command(
    "add",
    help=_("Add a customer. It is graded at once and due today."),
    epilog=examples(
        _("crm customer add 王芳 --phone 13800138000 --need clear --close +3w"),
        'crm customer add "Acme Ltd" --set kind=company --potential "EUR 12k"',
        _("crm customer add 李雷 --may-share no --reason 'asked for it'"),
    ),
)
@with_options(option.FIELDS, after="name")
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=_("The customer's name."))],
    force: Annotated[
        bool, typer.Option("--force", help=_("Add it even if one like it is there."))
    ] = False,
    reason: option.Reason = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    given = given_fields(context.params)
    refused = refusal(given)
    if refused is not None:
        reason = reason_of(session, reason, refused)
    from crmcli.domain.text import clean_name
    from crmcli.render.customer import added
    from crmcli.render.placeholders import argument_named
    from crmcli.services.customers.adding import add as add_customer

    fields = {"name": clean_name(name, argument_named("NAME")), **given}

    run = session.run("customer add", reason=reason, key=key)
    added(session.output, add_customer(session.book, run, fields, force=force))
