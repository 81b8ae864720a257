"""How the command line is parsed: verbs loaded on use, global options anywhere, useful errors."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command_from_info

from crmcli.errors import UsageFault
from crmcli.language import LANGUAGES, _, own
from crmcli.render.output import Format
from crmcli.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from typer._click import Context

    from crmcli.commands.tree import Branch

HELP = {"help_option_names": ["-h", "--help"]}

PATHS = frozenset({"file", "html", "skip_bad", "xlsx"})
"""The parameters that are paths, which need not be text."""


def verbs() -> typer.Typer:
    """Make the collection that a module's verbs are registered with."""
    return typer.Typer(add_completion=False, rich_markup_mode=None, context_settings=HELP)


def examples(*lines: str) -> str:
    """Write the examples at the end of a help page, a line each."""
    title = _("Examples:") if len(lines) > 1 else _("Example:")
    return "\n".join([title, *(f"  {own(line)}" for line in lines)])


def session_of(context: Context) -> Session:
    """Return the run's session."""
    session = context.find_root().obj
    if not isinstance(session, Session):
        message = "no session"
        raise TypeError(message)
    return session


class _Helped:
    """What has a help page of ours."""

    def get_help(self, ctx: Context) -> str:
        """Write the help page."""
        from crmcli.commands.help_page import help_page

        return help_page(self, ctx)


class Verb(_Helped, TyperCommand):
    """A command with the global options, which its help names in one line."""

    def get_params(self, ctx: Context) -> list[Any]:
        """List the command's own options, then the global ones, unseen, but for those it has."""
        own = super().get_params(ctx)
        taken = {name for each in own for name in each.opts}
        return [
            *own,
            *(each for each in _global_options(hidden=True) if taken.isdisjoint(each.opts)),
        ]

    def invoke(self, ctx: Context) -> Any:  # noqa: ANN401 - Typer's
        """Refuse bytes that are no text before the verb sees them; only paths may have any."""
        for name, value in ctx.params.items():
            if name not in PATHS:
                _check_text(name.strip("_"), value)
        return super().invoke(ctx)


class Verbs(_Helped, TyperGroup):
    """A group whose verbs are imported when they are asked for.

    Args:
        branch: its verbs and their modules.
    """

    def __init__(self, *, branch: Branch, **attributes: Any) -> None:  # noqa: ANN401 - Typer's
        super().__init__(**attributes)
        self.branch = branch
        self.default = branch.default

    def get_params(self, ctx: Context) -> list[Any]:
        """Take the global options at this level too."""
        return [*super().get_params(ctx), *_global_options(hidden=ctx.parent is not None)]

    def list_commands(self, ctx: Context) -> list[str]:
        """List the verbs in the order of the tree."""
        del ctx
        return list(self.branch.verbs)

    def get_command(self, ctx: Context, cmd_name: str) -> Any:  # noqa: ANN401 - Typer's
        """Import a verb and build its command; None for an unknown one."""
        del ctx
        entry = self.branch.verbs.get(cmd_name)
        if entry is None:
            return None
        if not isinstance(entry, str):
            return group(cmd_name, entry)
        return load(cmd_name, entry)

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Put the default verb in where the first word is none of the verbs."""
        if self.default is not None and not self._names_verb(args):
            args = [self.default, *args]
        return super().parse_args(ctx, args)

    def _names_verb(self, args: list[str]) -> bool:
        rest = iter(args)
        for word in rest:
            if word in _FLAGS:
                continue
            if word in _VALUED:
                next(rest, None)
                continue
            return word in self.branch.verbs
        return False


def _check_text(name: str, value: object) -> None:
    for each in value if isinstance(value, (list, tuple)) else [value]:
        if isinstance(each, str) and not (each.isascii() and "\0" not in each):
            from crmcli.domain.text import clean

            clean(each, name)


@cache
def load(name: str, module: str) -> TyperCommand:
    """Import a verb's module and build the one command that is asked for."""
    app = import_module(f"crmcli.commands.{module}").app
    for info in app.registered_commands:
        if info.name == name:
            info.cls = Verb
            info.context_settings = info.context_settings or HELP
            built = get_command_from_info(
                info, pretty_exceptions_short=False, rich_markup_mode=None
            )
            if isinstance(built, TyperCommand):
                return built
    message = f"crmcli.commands.{module} has no verb {name}"
    raise LookupError(message)


def group(name: str, branch: Branch) -> Verbs:
    """Build a group; none of its verbs is imported yet."""
    return Verbs(
        name=name,
        branch=branch,
        help=_(branch.help),
        context_settings=dict(HELP),
        no_args_is_help=branch.default is None,
        rich_markup_mode=None,
    )


def _global_options(*, hidden: bool) -> list[TyperOption]:
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
    if value is not None and str(value).partition("_")[0].lower() not in LANGUAGES:
        reason = _("There is no language {name}; there are {names}.")
        raise UsageFault(reason=reason.format(name=value, names=", ".join(LANGUAGES)))
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

        return read_choice(Format, text, "format")


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
        ("--lang", _("The language of what crm says (or CRM_LANG)."), _language, False),
        ("--debug", _("Show the traceback of a fault."), _kept("debug"), True),
        ("--version", _("Print the version."), _version, True),
    )
    return [
        _option(name, text, keep, flag=flag, hidden=hidden, eager=name == "--version")
        for name, text, keep, flag in rows
    ]


_SHOWN = _options(hidden=False)
_HIDDEN = _options(hidden=True)
_FLAGS = {name for each in _SHOWN if each.is_flag for name in each.opts}
_VALUED = {name for each in _SHOWN if not each.is_flag for name in each.opts}
