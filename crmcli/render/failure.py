"""A failure in words: one message, in JSON where JSON was asked for, and its exit code."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from crmcli.configuration import UnknownZone
from crmcli.domain.system_reason import system_reason
from crmcli.errors import N_, CrmError, StorageFault
from crmcli.language import _, own
from crmcli.local_time import zone
from crmcli.render import gate, joined, words
from crmcli.render.plain import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crmcli.render.output import Output
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
        from crmcli.render.misread import usage_fault  # noqa: PLC0415 - after a mistake only

        return usage_fault(error)
    if isinstance(error, OSError) and error.filename is not None:
        return PlaceUnusable(path=error.filename, reason=system_reason(error))
    hint = N_("This is a fault of crm; run it again with --debug and report what it prints.")
    from crmcli.render.trace import place_of  # noqa: PLC0415 - faults of the program only

    return CrmError(reason=place_of(error), hint=hint)


def give_back(output: Output, error: CrmError, number: int, line: bytes) -> None:
    """Give a line of stdin back on stderr as it was typed, below what is wrong with it.

    Args:
        output: how this run answers.
        error: what is wrong.
        number: which line it is.
        line: its bytes.
    """
    text = line.decode("utf-8", "backslashreplace")
    if output.is_json:
        _tell_json(error, {"line": number, "text": text})
        return
    parts = [words.sentence(error), *_candidate_lines(error), words.hint(error)]
    told = " ".join(each for each in parts if each)
    reason = _("line {number}: {reason}").format(number=number, reason=gate.one_line(told))
    gate.tell_whole(reason)
    gate.give_back(gate.one_line(text))


def _candidate_lines(error: CrmError) -> list[str]:
    return [
        f"{each.name} (id:{each.id}{own(' · ') + company if company else ''})"
        for each in getattr(error, "candidates", ())
        for company in (getattr(each, "company", None),)
    ]


def _tell_json(error: CrmError, more: Mapping[str, object] | None = None) -> None:
    from crmcli.render.json_text import dumps  # noqa: PLC0415 - one format of many

    content: dict[str, object] = {
        "code": error.code,
        "message": words.sentence(error),
        "hint": words.hint(error),
        **(more or {}),
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
