"""`crm config`: settings, your own and the book's."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

app = verbs()

_Key = Annotated[
    str | None, typer.Option("--key", help=_("Makes a retry safe: the same key writes once."))
]


@app.command(
    "show",
    help=_(
        "Show the settings: language and time zone are yours; currency, region and calendar are the"
        " book's."
    ),
    epilog=examples("crm config", "crm config show currency"),
)
def show(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help=_("One setting, such as currency."))] = None,
) -> None:
    session = session_of(context)
    from crmcli.render.output import show_list
    from crmcli.render.settings import SETTINGS, show_setting
    from crmcli.services.settings.changing import setting, settings

    if name is None:
        show_list(session.output, SETTINGS, settings(session.book))
    else:
        show_setting(session.output, setting(session.book, name))


@app.command(
    "set",
    help=_(
        "Set a setting. Language and time zone are yours and are kept outside the book, so crm undo"
        " knows nothing of them; currency, region and calendar are the book's. The calendar says"
        " which days are free: none, weekend, CN, or one that was imported (crm calendar)."
    ),
    epilog=examples(
        "crm config set lang zh",
        "crm config set timezone Asia/Shanghai",
        "crm config set currency EUR",
        "crm config set calendar CN",
    ),
)
def set_(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=_("lang, timezone, currency, region or calendar."))],
    value: Annotated[str, typer.Argument(help=_("Its value, as in zh, Asia/Shanghai, CNY, CN."))],
    force: Annotated[
        bool, typer.Option("--force", help=_("Change the currency though amounts are there."))
    ] = False,
    key: _Key = None,
) -> None:
    session = session_of(context)
    from crmcli.render.settings import changed
    from crmcli.services.settings.changing import change_setting

    run = session.run("config set", key=key)
    changed(session.output, change_setting(session.book, run, name, value, force=force))


@app.command(
    "unset",
    help=_("Take a setting back to its default."),
    epilog=examples("crm config unset lang", "crm config unset timezone"),
)
def unset(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=_("lang, timezone, currency, region or calendar."))],
    force: Annotated[
        bool, typer.Option("--force", help=_("Change the currency though amounts are there."))
    ] = False,
    key: _Key = None,
) -> None:
    session = session_of(context)
    from crmcli.render.settings import changed
    from crmcli.services.settings.changing import change_setting

    run = session.run("config unset", key=key)
    changed(session.output, change_setting(session.book, run, name, None, force=force))


@app.command(
    "path",
    help=_("Print where your own settings lie; the file need not be there."),
    epilog=examples("crm config path"),
)
def path(context: typer.Context) -> None:
    session_of(context)
    from crmcli.configuration import configuration_place
    from crmcli.render.gate import put, safe

    put(safe(str(configuration_place())) + "\n")
