"""The options that go before and after every verb: which book, which format, which day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperOption

from crmcli.errors import UsageFault
from crmcli.language import LANGUAGES, _, known
from crmcli.render.output import Format
from crmcli.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from typer._click import Context


def global_options(*, hidden: bool) -> list[TyperOption]:
    """List them, so that help pages show them or do not."""
    return _HIDDEN if hidden else _SHOWN


def _kept(name: str) -> Callable[..., Any]:
    def keep(ctx: Context, param: object, value: Any) -> Any:  # noqa: ANN401 - any option's
        del param
        session = ctx.find_root().obj
        if value not in (None, False) and isinstance(session, Session):
            setattr(session, name, value)
        return value

    return keep


def _language(ctx: Context, param: object, value: object) -> object:
    del ctx, param
    if value is not None and known(str(value)) is None:
        from crmcli.render.joined import items

        reason = _("There is no language {name}; there are {names}.")
        raise UsageFault(reason=reason.format(name=value, names=items(LANGUAGES)))
    return value


def _format(ctx: Context, param: object, value: object) -> object:
    del param
    session = ctx.find_root().obj
    if value and isinstance(session, Session):
        session.format = Format.JSON if value is True else _read_format(str(value))
    return value


def _read_format(text: str) -> Format:
    try:
        return Format(text)
    except ValueError:
        from crmcli.domain.choice import read_choice  # loads every closed list there is

        return read_choice(Format, text, "--format")


def _option(
    name: str, help_text: str, keep: Callable[..., Any], *, flag: bool, hidden: bool, eager: bool
) -> TyperOption:
    option = TyperOption(
        param_decls=[name],
        is_flag=flag,
        default=False if flag else None,
        expose_value=False,
        callback=keep,
        is_eager=eager,
        help=help_text,
        hidden=hidden,
    )
    option.name = f"global_{option.name}"
    return option


def _version(ctx: Context, param: object, value: object) -> None:
    del param
    if value and not ctx.resilient_parsing:
        from crmcli import __version__
        from crmcli.render.gate import put

        put(f"crm {__version__}\n")
        raise typer.Exit


def _options(*, hidden: bool) -> list[TyperOption]:
    rows: Iterable[tuple[str, str, Callable[..., Any], bool]] = (
        ("--db", _("The book's file (or CRM_DB), as in --db ~/crm.db."), _kept("db"), False),
        ("--json", _("Answer in JSON; short for --format json."), _format, True),
        ("--format", _("table, json, jsonl, csv, tsv, md or ids."), _format, False),
        ("--quiet", _("Print the new id only, as in log add … --quiet."), _kept("quiet"), True),
        ("--no-input", _("Never ask anything."), _kept("no_input"), True),
        ("--today", _("Run as of this date, as in --today 2026-12-01."), _kept("moment"), False),
        ("--lang", _("The language of what crm says, en or zh (or CRM_LANG)."), _language, False),
        ("--debug", _("Show the traceback of a fault."), _kept("debug"), True),
        ("--version", _("Print the version."), _version, True),
    )
    return [
        _option(name, text, keep, flag=flag, hidden=hidden, eager=name == "--version")
        for name, text, keep, flag in rows
    ]


_SHOWN = _options(hidden=False)
_HIDDEN = _options(hidden=True)
FLAGS = {name for each in _SHOWN if each.is_flag for name in each.opts}
VALUED = {name for each in _SHOWN if not each.is_flag for name in each.opts}
"""Those that are alone, and those that a value follows."""
