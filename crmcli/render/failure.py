"""A failure in words: one message, in JSON where JSON was asked for, and its exit code."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from crmcli.configuration import UnknownZone
from crmcli.errors import N_, CrmError, StorageFault, UsageFault
from crmcli.language import _
from crmcli.local_time import zone
from crmcli.render import gate, joined, words
from crmcli.render.plain import plain

if TYPE_CHECKING:
    from crmcli.session import Session

INTERRUPTED = 130


class PlaceUnusable(StorageFault):
    """A path of which the system says why it cannot be used."""

    code = "place_unusable"
    sentence = N_("{path} cannot be used: {reason}")
    hint = N_("Put that right, or name another place, then run the same command again.")


def report(error: Exception, session: Session, arguments: list[str]) -> int:
    """Tell what went wrong on stderr and return the exit code.

    Args:
        error: one of ours, one of the command line's, or a fault of the program.
        session: the run, for its format and `--debug`.
        arguments: the command line; it may have failed before `--json` was understood.
    """
    if type(error).__name__ == "NoArgsIsHelpError":
        gate.tell_whole(str(error))
        return 2
    if type(error).__name__ == "Abort":
        return INTERRUPTED
    ours = _as_ours(error)
    with suppress(UnknownZone):
        # What went wrong is told in any case, be it in the machine's zone.
        zone()
    if session.debug or "--debug" in arguments:
        from crmcli.render.trace import traced  # noqa: PLC0415 - only to show one

        gate.tell_whole(gate.safe(traced(error)))
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
    if isinstance(error, OSError) and error.filename is not None:
        return PlaceUnusable(path=error.filename, reason=error.strerror or str(error))
    hint = N_("This is a fault of crm; run it again with --debug and report what it prints.")
    from crmcli.render.trace import place_of  # noqa: PLC0415 - faults of the program only

    return CrmError(reason=place_of(error), hint=hint)


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
        name = str(getattr(error, "option_name", ""))
        return UsageFault(reason=_("{name} needs a value.").format(name=name), hint=hint)
    if kind == "BadParameter":
        return UsageFault(reason=_number_wanted(error), hint=hint)
    message = str(getattr(error, "message", error))
    if message.startswith("No such command") and context is not None:
        return _unknown_command(message, context, path, hint)
    if message.startswith("Got unexpected extra"):
        words = message.partition(") (")[2].rstrip(".)")
        if not _takes_arguments(context):
            reason = _("{command} takes options alone; {words} is none.")
            return UsageFault(reason=reason.format(words=words, command=path), hint=hint)
        reason = _("{words} is more than {command} takes.").format(words=words, command=path)
        return UsageFault(reason=reason, hint=_quoting(context) or hint)
    return UsageFault(reason=message, hint=hint)


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


def _unknown_command(message: str, context: Any, path: str, hint: str) -> UsageFault:  # noqa: ANN401
    from crmcli.domain.nearness import nearest  # noqa: PLC0415 - only to help after a mistake

    wanted = message.split("'")[1] if "'" in message else ""
    known = list(context.command.list_commands(context))
    near = _SYNONYMS.get(wanted, "")
    elsewhere = _ELSEWHERE.get(wanted) if context.parent is None else None
    near = near if near in known or elsewhere else nearest(wanted, known)
    if elsewhere:
        hint = _("Did you mean {nearest}?").format(nearest=f"crm {elsewhere}")
    elif near:
        hint = _("Did you mean {nearest}?").format(nearest=f"{path} {near}")
    elif wanted in _OF_CUSTOMERS and context.parent is None:
        hint = _("Did you mean {nearest}?").format(nearest=f"crm customer {wanted}")
    reason = _("There is no command {name}.").format(name=f"{path} {wanted}")
    return UsageFault(reason=reason, hint=hint)


_DUPES = ("duplicates", "duplicate", "dedupe", "dedup", "deduplicate", "查重", "去重")
_SYNONYMS = {
    "delete": "archive", "remove": "archive", "search": "find", "new": "add", "combine": "merge",
    **dict.fromkeys(_DUPES, "dupes"),
}  # fmt: skip
_ELSEWHERE = {
    **dict.fromkeys(("dupes", *_DUPES), "customer dupes"),
    **dict.fromkeys(("merge", "combine", "合并"), "customer merge"),
    **dict.fromkeys(("ical", "ics"), "due export"),
    **dict.fromkeys(("complaint", "complaints", "opinion", "praise", "投诉", "反馈"), "feedback"),
    **dict.fromkeys(("survey", "surveys", "satisfaction", "满意度"), "feedback survey"),
    **dict.fromkeys(("measure", "measures"), "feedback measure"),
    **dict.fromkeys(("festival", "festivals", "greeting", "greetings", "节日"), "campaign"),
    **dict.fromkeys(("case", "cases", "案例"), "report cases"),
    **dict.fromkeys(("product", "products"), "report products"),
    **dict.fromkeys(("policy", "policies"), "grade policy"),
    **dict.fromkeys(("person", "people"), "customer person"),
    **dict.fromkeys(("field", "fields"), "customer field"),
    **dict.fromkeys(("holiday", "holidays", "日历", "节假日", "调休"), "calendar"),
    "winback": "customer winback", "points": "loyalty", "流失": "churn",
}  # fmt: skip
"""Words that people try as a command, and where what they mean is."""
_OF_CUSTOMERS = {"add", "list", "show", "edit", "find", "import", "archive"}


def _parameter_name(error: Exception) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return str(error)
    if parameter.param_type_name == "option":
        return str(parameter.opts[-1])
    return str(parameter.human_readable_name).strip("[]").upper()


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
    gate.tell_whole(dumps({"error": content}))


def _tell_words(error: CrmError) -> None:
    # A line of its own would pass for one of ours.
    gate.tell(gate.one_line(f"crm: {words.sentence(error)}"), "     ")
    for each in getattr(error, "candidates", ()):
        company = getattr(each, "company", None)
        company = f"\t{gate.one_line(company)}" if company else ""
        gone = "" if getattr(each, "in_book", True) else "\t" + _("in the history alone")
        alike = joined.clauses(words.say(reason.text) for reason in getattr(each, "reasons", ()))
        alike = f"\t{gate.one_line(alike)}" if alike else ""
        gate.tell(f"  {each.id}\t{gate.one_line(each.name)}{company}{gone}{alike}")
    advice = words.hint(error)
    if advice:
        gate.tell(gate.one_line(f"     {advice}"), "     ")
