"""`crm customer add`: a new customer, graded at once."""

# Every option arrives in `context.params`, where they are read together.
# ruff: noqa: ARG001

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.asking import reason_of
from crmcli.commands.customer import options as option
from crmcli.commands.customer.given import given_fields, refusal
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

app = verbs()


@app.command(
    "add",
    help=_("Add a customer. It is graded at once and due today."),
    epilog=examples(
        "crm customer add 王芳 --phone 13800138000 --need clear --close +3w",
        'crm customer add "Acme Ltd" --set kind=company --potential "EUR 12k"',
        "crm customer add 李雷 --may-share no --reason 'asked for it'",
    ),
)
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=_("The customer's name."))],
    company: option.Company = None,
    phone: option.Phone = None,
    email: option.Email = None,
    channel: option.Preferred = None,
    need: option.Need = None,
    close: option.Close = None,
    grade: option.Grade = None,
    importance: option.Importance = None,
    every: option.Every = None,
    by_channel: option.ByChannel = None,
    potential: option.Potential = None,
    source: option.Source = None,
    referred_by: option.ReferredBy = None,
    birthday: option.Birthday = None,
    tag: option.Tags = None,
    may_contact: option.MayContact = None,
    may_share: option.MayShare = None,
    set_: option.Set = None,
    note: option.Note = None,
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
    from crmcli.render.customer import added
    from crmcli.services.customers.adding import add as add_customer

    run = session.run("customer add", reason=reason, key=key)
    added(session.output, add_customer(session.book, run, {"name": name, **given}, force=force))
