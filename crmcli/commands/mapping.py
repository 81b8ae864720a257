"""`crm mapping`: mappings of columns that were saved by name."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.customer import options as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

app = verbs()

Name = Annotated[str, typer.Argument(metavar="NAME", help=_("The mapping's name."))]


@app.command(
    "list",
    help=_("List the saved mappings."),
    epilog=examples("crm mapping list", "crm mapping list --json"),
)
def list_(context: typer.Context) -> None:
    session = session_of(context)
    from crmcli.render.mapping import MAPPINGS
    from crmcli.render.output import show_list
    from crmcli.services.imports import mappings

    show_list(session.output, MAPPINGS, mappings.listed(session.book))


@app.command(
    "show",
    help=_("Show what a saved mapping makes of each column."),
    epilog=examples("crm mapping show 旧表"),
)
def show(context: typer.Context, name: Name) -> None:
    session = session_of(context)
    from crmcli.render.mapping import shown
    from crmcli.services.imports import mappings

    shown(session.output, mappings.found(session.book, name))


@app.command(
    "remove",
    help=_("Remove a saved mapping; what was imported with it stays."),
    epilog=examples("crm mapping remove 旧表"),
)
def remove(context: typer.Context, name: Name, key: option.Key = None) -> None:
    session = session_of(context)
    from crmcli.render.mapping import removed
    from crmcli.services.imports import mappings

    run = session.run("mapping remove", key=key)
    removed(session.output, mappings.remove(session.book, run, name))
