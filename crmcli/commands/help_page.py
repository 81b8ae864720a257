"""Help pages: usage, what a command does, its arguments and options, its commands, examples."""

from __future__ import annotations

import inspect
import re
import shutil
from typing import TYPE_CHECKING, Any

from crmcli.language import _, own
from crmcli.render.joined import items, without_stop
from crmcli.render.placeholders import argument_word, option_word
from crmcli.render.width import broken, padded, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from typer._click import Context

_WIDEST = 80
_NARROWEST = 24
_NARROW = 60
_NAMES = 32
"""How many columns the names on the left take at the most."""

_SENTENCE = re.compile(r".+?(?:。|\.(?=\s)|$)", re.DOTALL)
"""A first sentence: where it ends a space follows, but for a Chinese one."""


def help_page(command: Any, context: Context) -> str:  # noqa: ANN401 - Typer's
    """Write the help page of a command or a group, as wide as the terminal, 80 columns at most."""
    columns = max(_NARROWEST, min(shutil.get_terminal_size().columns, _WIDEST))
    parameters = [each for each in command.get_params(context) if not getattr(each, "hidden", 0)]
    arguments = [each for each in parameters if each.param_type_name == "argument"]
    options = [each for each in parameters if each.param_type_name == "option"]
    parts = [
        _usage(command, context, arguments, options, columns),
        _paragraph(inspect.cleandoc(command.help or ""), columns),
        _table(_("Arguments:"), ((_argument(each), each.help) for each in arguments), columns),
        _table(_("Options:"), ((_names(each), _told(each)) for each in options), columns),
        *_commands(command, context, columns),
        *_last(command, columns),
    ]
    return "\n\n".join(each for each in parts if each)


def _usage(
    command: Any,  # noqa: ANN401 - Typer's
    context: Context,
    arguments: list[Any],
    options: list[Any],
    columns: int,
) -> str:
    path = context.command_path
    if context.parent is not None and _default(context.parent.command) == command.name:
        path = context.parent.command_path
    words = [path, *([_("[OPTIONS]")] if len(options) > 1 else [])]
    words += [_argument(each) for each in arguments]
    if hasattr(command, "branch"):
        words.append(_("COMMAND …"))
    return broken(_("Usage: {line}").format(line=" ".join(words)), columns, "  ")


def _argument(argument: Any) -> str:  # noqa: ANN401 - Typer's
    word = argument_word(argument)
    if argument.nargs != 1:
        word += own("…")
    return word if argument.required else f"[{word}]"


def _names(option: Any) -> str:  # noqa: ANN401 - Typer's
    names = " / ".join([", ".join(sorted(option.opts, key=len)), *option.secondary_opts])
    return names if option.is_flag else f"{names} {option_word(option)}"


def _told(option: Any) -> str:  # noqa: ANN401 - Typer's
    if "--help" in option.opts:
        return _("Show this page.")
    limits = []
    default = None if option.is_flag or option.multiple else option.default
    if default:
        limits.append(_("default {value}").format(value=default))
    most = getattr(option.type, "max", None)
    if most is not None and not re.search(rf"(?<!\d){most}(?!\d)", str(option.help)):
        limits.append(_("at most {most}").format(most=most))
    if not limits:
        return str(option.help)
    return _("{text} ({limits}).").format(text=without_stop(option.help), limits=items(limits))


def _commands(command: Any, context: Context, columns: int) -> Iterator[str]:  # noqa: ANN401 - Typer's
    """List the commands of a group, or beside the one that runs by default."""
    group, title, own = command, _("Commands:"), None
    if not hasattr(command, "branch"):
        group = None if context.parent is None else context.parent.command
        title, own = _("More commands:"), command.name
        if _default(group) != own:
            return
    rows = []
    for name, entry in group.branch.verbs.items():
        if name != own:
            told = group.get_command(context, name) if isinstance(entry, str) else None
            rows.append((name, _(entry.help) if told is None else short_help(told)))
    yield _table(title, rows, columns)


def short_help(command: Any) -> str:  # noqa: ANN401 - Typer's
    """Say in one line what a command does: its own short help, or the first sentence."""
    if command.short_help:
        return str(command.short_help)
    found = _SENTENCE.match(command.help or "")
    return "" if found is None else found[0]


def _last(command: Any, columns: int) -> Iterator[str]:  # noqa: ANN401 - Typer's
    if command.epilog:
        # Examples are there to be copied: they are not broken.
        yield str(command.epilog)
    if not hasattr(command, "branch"):
        text = _("Also: --json, --format, --quiet, --no-input, --today, --db (see crm --help).")
        yield _paragraph(text, columns)


def _default(group: Any) -> str | None:  # noqa: ANN401 - Typer's
    return getattr(group, "default", None)


def _paragraph(text: str, columns: int) -> str:
    return broken(f"  {text}", columns, "  ") if text else ""


def _table(title: str, rows: Iterable[tuple[str, str]], columns: int) -> str:
    """Write names on the left and what they mean on the right."""
    kept = list(rows)
    if not kept:
        return ""
    most = _NAMES if columns >= _NARROW else columns // 3
    left = min(max(width(name) for name, _text in kept), most)
    start = left + 4
    lines = [title]
    for name, text in kept:
        first, *rest = broken(text, columns - start).split("\n")
        if width(name) <= left:
            lines.append(f"  {padded(name, left)}  {first}")
        else:
            lines += [f"  {name}", " " * start + first]
        lines += [" " * start + line for line in rest]
    return "\n".join(lines)
