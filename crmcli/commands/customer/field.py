"""`crm customer field`: fields of the user's own."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.asking import confirm
from crmcli.commands.customer import options as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _, ngettext

app = verbs()

Name = Annotated[str, typer.Argument(metavar="NAME", help=_("The field's name."))]


@app.command(
    "add",
    short_help=_("Define a field of your own."),
    help=_("Define a field of your own; --set of a new name defines a text field by itself."),
    epilog=examples(
        "crm customer field add 车牌",
        _("crm customer field add shirt --type choice --choice S --choice M --choice L"),
    ),
)
def add(
    context: typer.Context,
    name: Name,
    type_: Annotated[
        str, typer.Option("--type", help=_("text, number, date, yes_no or choice."))
    ] = "text",
    choice: Annotated[
        list[str] | None,
        typer.Option("--choice", help=_("One of its values, as in --choice red; repeatable.")),
    ] = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.domain.choice import read_choice
    from crmcli.domain.field import CustomField, FieldType

    kind = read_choice(FieldType, type_, "--type")
    field = CustomField(name, kind, tuple(choice or ()))
    from crmcli.render.field import added
    from crmcli.services.customers import custom_fields

    run = session.run("customer field add", key=key)
    added(session.output, custom_fields.add(session.book, run, field))


@app.command(
    "list",
    help=_("List your own fields and how many customers have a value."),
    epilog=examples("crm customer field list", "crm customer field list --json"),
)
def list_(context: typer.Context) -> None:
    session = session_of(context)
    from crmcli.render.field import FIELDS
    from crmcli.render.output import show_list
    from crmcli.services.customers import custom_fields

    show_list(session.output, FIELDS, custom_fields.listed(session.book))


@app.command(
    "remove",
    short_help=_("Remove a field of your own."),
    help=_("Remove a field of your own; with --force also where customers have values in it."),
    epilog=examples(
        "crm customer field remove 车牌",
        "crm customer field remove 车牌 --force --dry-run",
        "crm customer field remove 车牌 --force --yes",
    ),
)
def remove(
    context: typer.Context,
    name: Name,
    force: Annotated[
        bool, typer.Option("--force", help=_("Remove its values from all customers."))
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Only show what would be removed."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,
    reason: option.Reason = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.render.field import removed
    from crmcli.services.customers import custom_fields

    if dry_run:
        would = custom_fields.foresee_removal(session.book, name, force=force)
        removed(session.output, would, dry_run=True)
        return
    if force and not yes:
        count = custom_fields.found(session.book, name).customers
        question = ngettext(
            "Remove {name} and its value of {count} customer?",
            "Remove {name} and its values of {count} customers?",
            count,
        )
        confirm(session, question.format(name=name, count=count), count, yes=not count)
    run = session.run("customer field remove", reason=reason, key=key)
    removed(session.output, custom_fields.remove(session.book, run, name, force=force))
