"""What the parser of the command line did not understand, in our words."""

from __future__ import annotations

import re
from typing import Any

from crmcli.errors import UsageFault
from crmcli.language import _
from crmcli.render.placeholders import typed_name

_NO_COMMAND = re.compile(r"No such command (?P<quote>['\"])(?P<name>.*?)(?P=quote)\.", re.DOTALL)
_TOO_MANY = re.compile(r"Got unexpected extra argument(?:\(s\)|s)? \((?P<words>.*)\)$", re.DOTALL)


def usage_fault(error: Exception) -> UsageFault:
    """Say in our words what the command line's parser did not understand."""
    kind = type(error).__name__
    context: Any = getattr(error, "ctx", None)
    path = _path(context)
    hint = _("See {command} --help.").format(command=path)
    if kind == "NoSuchOption":
        return _unknown_option(str(getattr(error, "option_name", "")), context, hint)
    if kind == "MissingParameter":
        name = _parameter_name(error)
        return UsageFault(reason=_("{name} is missing.").format(name=name), hint=hint)
    if kind == "BadOptionUsage":
        return UsageFault(reason=_misused(error), hint=hint)
    if kind == "BadParameter":
        return UsageFault(reason=_number_wanted(error), hint=hint)
    message = str(getattr(error, "message", error))
    unknown = _NO_COMMAND.match(message)
    if unknown is not None and context is not None:
        return _unknown_command(unknown["name"], context, path, hint)
    extra = _TOO_MANY.match(message)
    if extra is not None:
        return _more_than_taken(extra["words"], context, path, hint)
    if message == "Missing command.":
        return UsageFault(reason=_("Missing command."), hint=hint)
    reason = _("The command line cannot be understood: {reason}")
    return UsageFault(reason=reason.format(reason=message), hint=hint)


def _misused(error: Exception) -> str:
    name = str(getattr(error, "option_name", ""))
    if "does not take a value" in str(getattr(error, "message", "")):
        return _("{name} takes no value.").format(name=name)
    return _("{name} needs a value.").format(name=name)


def _more_than_taken(words: str, context: Any, path: str, hint: str) -> UsageFault:  # noqa: ANN401 - Typer's
    if not _takes_arguments(context):
        reason = _("{command} takes options alone; {words} is none.")
        return UsageFault(reason=reason.format(words=words, command=path), hint=hint)
    reason = _("{words} is more than {command} takes.").format(words=words, command=path)
    return UsageFault(reason=reason, hint=_quoting(context) or hint)


def _number_wanted(error: Exception) -> str:
    """Say which numbers an option takes; all else that it could be is read by crm itself."""
    name, kind = _parameter_name(error), getattr(getattr(error, "param", None), "type", None)
    least, most = (getattr(kind, side, None) for side in ("min", "max"))
    text = _("{name} needs a whole number.")
    if least is not None:
        text = _("{name} needs a whole number, at least {least}.")
    if least is not None and most is not None:
        text = _("{name} needs a whole number from {least} to {most}.")
    return text.format(name=name, least=least, most=most)


def _quoting(context: Any) -> str:  # noqa: ANN401 - Typer's
    """Advise quotes where one text was perhaps given as several words."""
    if context is None or not any(
        each.param_type_name == "argument" and each.type.name == "str"
        for each in context.command.get_params(context)
    ):
        return ""
    return _("Put text with spaces in quotes.")


def _path(context: Any) -> str:  # noqa: ANN401 - Typer's
    """Name a command as it is typed: a verb that runs by default needs no name."""
    if context is None:
        return "crm"
    parent = context.parent
    default = getattr(parent.command, "default", None) if parent is not None else None
    return str(parent.command_path if default == context.info_name else context.command_path)


def _takes_arguments(context: Any) -> bool:  # noqa: ANN401 - Typer's
    parameters = context.command.get_params(context) if context is not None else ()
    return any(each.param_type_name == "argument" for each in parameters)


def _unknown_option(wanted: str, context: Any, hint: str) -> UsageFault:  # noqa: ANN401 - Typer's
    from crmcli.domain.nearness import nearest  # noqa: PLC0415 - only to help after a mistake

    parameters = context.command.get_params(context) if context is not None else ()
    known = [name for each in parameters for name in each.opts if name.startswith("--")]
    near = nearest(wanted, known)
    if wanted.startswith("-") and not wanted.startswith("--"):
        hint = _("Put -- before text that begins with a dash.")
    elif near:
        hint = _("Did you mean {nearest}?").format(nearest=near)
    return UsageFault(reason=_("There is no option {name}.").format(name=wanted), hint=hint)


def _unknown_command(wanted: str, context: Any, path: str, hint: str) -> UsageFault:  # noqa: ANN401 - Typer's
    from crmcli.render.meant import meant_command, meant_verb  # noqa: PLC0415 - after a mistake only

    elsewhere = meant_command(wanted) if context.parent is None else ""
    known = list(context.command.list_commands(context))
    near = "" if elsewhere else meant_verb(wanted, known)
    if elsewhere:
        hint = _("Did you mean {nearest}?").format(nearest=f"crm {elsewhere}")
    elif near:
        hint = _("Did you mean {nearest}?").format(nearest=f"{path} {near}")
    reason = _("There is no command {name}.").format(name=f"{path} {wanted}")
    return UsageFault(reason=reason, hint=hint)


def _parameter_name(error: Exception) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return str(error)
    return typed_name(parameter)
