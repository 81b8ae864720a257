"""A failure in words: one message, in JSON where JSON was asked for, and its exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.errors import N_, CrmError, UsageFault
from crmcli.language import _
from crmcli.render import gate, words
from crmcli.render.plain import plain

if TYPE_CHECKING:
    from crmcli.session import Session

INTERRUPTED = 130


def report(error: Exception, session: Session, arguments: list[str]) -> int:
    """Tell what went wrong on stderr and return the exit code.

    Args:
        error: one of ours, one of the command line's, or a fault of the program.
        session: the run, for its format and `--debug`.
        arguments: the command line; it may have failed before `--json` was understood.
    """
    if type(error).__name__ == "NoArgsIsHelpError":
        gate.tell(str(error))
        return 2
    if type(error).__name__ == "Abort":
        return INTERRUPTED
    ours = _as_ours(error)
    if session.debug or "--debug" in arguments:
        import traceback  # noqa: PLC0415 - only to show one

        gate.tell(gate.safe("".join(traceback.format_exception(error))))
    if session.output.is_json or "--json" in arguments:
        _tell_json(ours)
    else:
        _tell_words(ours)
    return ours.exit_code


def _as_ours(error: Exception) -> CrmError:
    if isinstance(error, CrmError):
        return error
    if hasattr(error, "format_message"):
        return usage_fault(error)
    hint = N_("This is a fault of crm; run it again with --debug and report what it prints.")
    return CrmError(reason=f"{type(error).__name__}: {error}", hint=hint)


def usage_fault(error: Exception) -> UsageFault:
    """Say in our words what the command line's parser did not understand."""
    from difflib import get_close_matches  # noqa: PLC0415 - only to help after a mistake

    kind = type(error).__name__
    context = getattr(error, "ctx", None)
    command: Any = context.command if context is not None else None
    path = context.command_path if context is not None else "crm"
    hint = _("See {command} --help.").format(command=path)
    if kind == "NoSuchOption":
        wanted = error.option_name  # type: ignore[attr-defined]
        known = [
            name
            for each in (command.get_params(context) if command else ())
            for name in each.opts
            if name.startswith("--")
        ]
        near = get_close_matches(wanted, known, n=1)
        if near:
            hint = _("Did you mean {nearest}?").format(nearest=near[0])
        return UsageFault(reason=_("There is no option {name}.").format(name=wanted), hint=hint)
    if kind == "MissingParameter":
        name = _parameter_name(error)
        return UsageFault(reason=_("{name} is missing.").format(name=name), hint=hint)
    message = str(error.format_message())  # type: ignore[attr-defined]
    if message.startswith("No such command") and context is not None:
        wanted = message.split("'")[1] if "'" in message else ""
        near = get_close_matches(wanted, list(command.list_commands(context)), n=1)
        if near:
            hint = _("Did you mean {nearest}?").format(nearest=f"{path} {near[0]}")
        reason = _("There is no command {name}.").format(name=f"{path} {wanted}")
        return UsageFault(reason=reason, hint=hint)
    return UsageFault(reason=message, hint=hint)


def _parameter_name(error: Exception) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return str(error)
    if parameter.param_type_name == "option":
        return str(parameter.opts[-1])
    return str(parameter.human_readable_name).upper()


def _tell_json(error: CrmError) -> None:
    from crmcli.render.json_text import dumps  # noqa: PLC0415 - one format of many

    content: dict[str, object] = {
        "code": error.code,
        "message": words.sentence(error),
        "hint": words.hint(error),
    }
    candidates = getattr(error, "candidates", None)
    if candidates is not None:
        content["candidates"] = plain(candidates)
    gate.tell(dumps({"error": content}))


def _tell_words(error: CrmError) -> None:
    gate.tell(gate.safe(f"crm: {words.sentence(error)}"))
    for each in getattr(error, "candidates", ()):
        company = f"\t{each.company}" if each.company else ""
        gate.tell(gate.safe(f"  {each.id}\t{each.name}{company}"))
    advice = words.hint(error)
    if advice:
        gate.tell(gate.safe(f"     {advice}"))
