"""`crm customer archive`, `restore`, `lose`, `winback` and `verify`."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.asking import chosen, reason_of, standard_input
from crmcli.commands.customer import options as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.errors import N_, UsageFault
from crmcli.language import _

app = verbs()

Customer = Annotated[str, typer.Argument(metavar="CUSTOMER", help=_("Name, id, phone or e-mail."))]


class NobodyToVerify(UsageFault):
    """An empty list of customers."""

    code = "nobody_to_verify"
    sentence = N_("No customer was named.")


@app.command(
    "archive",
    short_help=_("Put a customer away; nothing is lost."),
    help=_(
        "Put a customer away: nothing is owed to it, lists leave it out, nothing is lost. What is"
        " recorded can still be corrected and ended; nothing new is taken until it is restored."
    ),
    epilog=examples("crm customer archive 王芳", _("crm customer archive 17 --reason moved")),
)
def archive(
    context: typer.Context,
    customer: Customer,
    reason: option.Reason = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.render.customer import archived
    from crmcli.services.customers.life import archive as archive_customer

    run = session.run("customer archive", reason=reason, key=key)
    archived(session.output, archive_customer(session.book, run, chosen(session, customer)))


@app.command(
    "restore",
    help=_("Bring an archived customer back, with its clocks and open promises."),
    epilog=examples("crm customer restore 王芳"),
)
def restore(
    context: typer.Context,
    customer: Customer,
    reason: option.Reason = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.render.customer import restored
    from crmcli.services.customers.life import restore as restore_customer

    run = session.run("customer restore", reason=reason, key=key)
    named = chosen(session, customer, archived=True)
    restored(session.output, restore_customer(session.book, run, named))


@app.command(
    "lose",
    short_help=_("A customer is lost: its clocks end."),
    help=_("A customer is lost: its clocks end, but for a planned try to win it back."),
    epilog=examples(
        _('crm customer lose 王芳 --reason "bought from a competitor" --winback +3m'),
        _("crm customer lose 17 --reason price --on 2026-03-01"),
    ),
)
def lose(
    context: typer.Context,
    customer: Customer,
    reason: option.Reason = None,
    on: Annotated[
        str | None, typer.Option("--on", help=_("When it was lost, as in --on 2026-03-01."))
    ] = None,
    winback: Annotated[
        str | None,
        typer.Option("--winback", help=_("When to try to win it back, as in --winback +3m.")),
    ] = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.domain.when import Look

    lost_on = None if on is None else session.day(on, Look.BACK)
    again = None if winback is None else session.day(winback)
    named = chosen(session, customer)
    run = session.run("customer lose", reason=reason_of(session, reason, "customer lose"), key=key)
    from crmcli.render.customer import lost
    from crmcli.services.customers.losing import lose as lose_customer

    lost(session.output, lose_customer(session.book, run, named, on=lost_on, winback=again))


@app.command(
    "winback",
    help=_("A lost customer is back: its clocks run again."),
    epilog=examples(_("crm customer winback 王芳 --reason 'new buyer'")),
)
def winback(
    context: typer.Context,
    customer: Customer,
    reason: option.Reason = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.render.customer import won_back
    from crmcli.services.customers.losing import winback as win_back

    run = session.run("customer winback", reason=reason, key=key)
    won_back(session.output, win_back(session.book, run, chosen(session, customer)))


@app.command(
    "verify",
    help=_("A customer's data was confirmed today."),
    epilog=examples(
        "crm customer verify 王芳", "crm due --kind verify --format ids | crm customer verify -"
    ),
)
def verify(
    context: typer.Context,
    customers: Annotated[
        list[str],
        typer.Argument(metavar="CUSTOMER…", help=_("One or several; - reads ids from stdin.")),
    ],
    key: option.Key = None,
) -> None:
    session = session_of(context)
    names = standard_input().split() if customers == ["-"] else customers
    if not names:
        raise NobodyToVerify
    from crmcli.render.customer import verified
    from crmcli.services.customers.life import verify as verify_customers

    run = session.run("customer verify", key=key)
    named = tuple(chosen(session, each) for each in names)
    verified(session.output, verify_customers(session.book, run, named))
