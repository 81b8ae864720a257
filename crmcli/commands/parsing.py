"""How the command line is parsed: verbs loaded on use, global options anywhere, useful errors."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer
from typer._click.exceptions import UsageError
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command_from_info

from crmcli.commands.global_options import FLAGS, VALUED, global_options
from crmcli.language import _, can_say, own
from crmcli.session import Session

if TYPE_CHECKING:
    from typer._click import Context

    from crmcli.commands.tree import Branch

HELP = {"help_option_names": ["-h", "--help"]}

PATHS = frozenset({"file", "html", "skip_bad", "xlsx"})
"""The parameters that are paths, which need not be text."""


def verbs() -> typer.Typer:
    """Make the collection that a module's verbs are registered with."""
    return typer.Typer(add_completion=False, rich_markup_mode=None, context_settings=HELP)


def examples(*lines: str) -> str:
    """Write the examples at the end of a help page, a line each: those the locale can write."""
    said = [line for line in lines if can_say(line)]
    title = _("Examples:") if len(said) > 1 else _("Example:")
    return "\n".join([title, *(f"  {own(line)}" for line in said)])


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
            *(each for each in global_options(hidden=True) if taken.isdisjoint(each.opts)),
        ]

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Have every mistake know the command in which it was made."""
        try:
            return super().parse_args(ctx, args)
        except UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def invoke(self, ctx: Context) -> Any:  # noqa: ANN401 - Typer's
        """Refuse bytes that are no text before the verb sees them; only paths may have any."""
        for each in self.params:
            if each.name not in PATHS:
                _check_text(each, ctx.params.get(each.name or ""))
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
        return [*super().get_params(ctx), *global_options(hidden=ctx.parent is not None)]

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
            if word in FLAGS:
                continue
            if word in VALUED:
                next(rest, None)
                continue
            return word in self.branch.verbs
        return False


def _check_text(parameter: Any, value: object) -> None:  # noqa: ANN401 - Typer's
    for each in value if isinstance(value, (list, tuple)) else [value]:
        if isinstance(each, str) and not (each.isascii() and "\0" not in each):
            from crmcli.domain.text import clean
            from crmcli.render.placeholders import typed_name

            clean(each, typed_name(parameter))


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
