"""`crm customer person`: the people of a customer."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.asking import chosen
from crmcli.commands.customer import options as option
from crmcli.commands.nothing_given import NothingGiven
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.errors import N_
from crmcli.language import _

app = verbs()

_GIVE = N_("Say what, like --title 采购经理, --phone 13900139000 or --unset birthday.")

Customer = Annotated[str, typer.Argument(metavar="CUSTOMER", help=_("Name, id, phone or e-mail."))]
Who = Annotated[
    str, typer.Argument(metavar="PERSON", help=_("The person's name, a part of it, or its id."))
]
Title = Annotated[str | None, typer.Option("--title", help=_("As on the card, like 采购经理."))]
Role = Annotated[str | None, typer.Option("--role", help=_("In the sale, as in --role decides."))]
Birthday = Annotated[
    str | None,
    typer.Option(
        "--birthday", help=_("1988-05-06, 05-06, lunar:1988-08-15; L06 for a leap month.")
    ),
]


@app.command(
    "add",
    help=_("Add a person to a customer; it is found by its name and numbers."),
    epilog=examples(
        'crm customer person add "Acme Ltd" 李四 --title 采购经理 --phone 13900139000',
    ),
)
def add(
    context: typer.Context,
    customer: Customer,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("The person's name."))],
    title: Title = None,
    role: Role = None,
    phone: option.Phone = None,
    email: option.Email = None,
    birthday: Birthday = None,
    force: Annotated[
        bool, typer.Option("--force", help=_("Add it even if one of this name is there."))
    ] = False,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.render.person import added
    from crmcli.services.customers import people

    stated = _stated(name=name, title=title, role=role, birthday=birthday)
    given = people.PersonChange(stated, _listed(phone, email))
    run = session.run("customer person add", key=key)
    named = chosen(session, customer)
    added(session.output, people.add(session.book, run, named, given, force=force))


@app.command(
    "list",
    help=_("List the people of a customer."),
    epilog=examples("crm customer person list 宏远", "crm customer person list 17 --json"),
)
def list_(context: typer.Context, customer: Customer) -> None:
    session = session_of(context)
    from crmcli.render.output import show_list
    from crmcli.render.person import PEOPLE
    from crmcli.services.customers import people

    found = people.listed(session.book, chosen(session, customer), session.today)
    show_list(session.output, PEOPLE, found)


@app.command(
    "edit",
    help=_("Change a person; --phone and --email add to what is there."),
    epilog=examples(
        "crm customer person edit 宏远 李四 --title 总经理",
        "crm customer person edit 宏远 李四 --unset phone:13900139000",
    ),
)
def edit(
    context: typer.Context,
    customer: Customer,
    person: Who,
    name: Annotated[str | None, typer.Option("--name", help=_("The new name."))] = None,
    title: Title = None,
    role: Role = None,
    phone: option.Phone = None,
    email: option.Email = None,
    birthday: Birthday = None,
    unset: Annotated[
        list[str] | None,
        typer.Option("--unset", help=_("Empty a field, as in --unset title; repeatable.")),
    ] = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.render.person import edited
    from crmcli.services.customers import people

    stated = _stated(name=name, title=title, role=role, birthday=birthday)
    given = people.PersonChange(stated, _listed(phone, email), tuple(unset or ()))
    if given.is_empty:
        raise NothingGiven(hint=_GIVE)
    run = session.run("customer person edit", key=key)
    named = chosen(session, customer)
    edited(session.output, people.edit(session.book, run, named, person, given))


@app.command(
    "remove",
    help=_("Remove a person; the contacts it took part in stay."),
    epilog=examples("crm customer person remove 宏远 李四"),
)
def remove(
    context: typer.Context,
    customer: Customer,
    person: Who,
    reason: option.Reason = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.render.person import removed
    from crmcli.services.customers import people

    run = session.run("customer person remove", reason=reason, key=key)
    removed(session.output, people.remove(session.book, run, chosen(session, customer), person))


def _stated(**given: str | None) -> dict[str, str]:
    return {name: text for name, text in given.items() if text is not None}


def _listed(phone: list[str] | None, email: list[str] | None) -> dict[str, str]:
    lists = (("phones", phone), ("emails", email))
    return {name: ";".join(values) for name, values in lists if values}
