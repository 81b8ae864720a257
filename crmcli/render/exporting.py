"""How an export is told, and how one to stdout leaves."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from crmcli.domain.consent import Consent, refusals
from crmcli.domain.record_counts import records_counted
from crmcli.language import _, pgettext
from crmcli.render import gate, joined
from crmcli.render.gate import one_line
from crmcli.render.output import show_record
from crmcli.render.progress import progress
from crmcli.render.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from crmcli.render.output import Output
    from crmcli.services.exports.exporting import Exported

__all__ = ["delivered", "exported", "progress"]

_STDOUT = "-"
_SHOWN = 8
"""Of how many that were left out it is said since when; in JSON all of them are there."""


def delivered(file: IO[bytes]) -> None:
    """Write a complete export to stdout: to the byte, but for what would act on a terminal."""
    if gate.is_terminal():
        gate.put_all(_safe_lines(file))
    else:
        gate.put_file(file)


def exported(output: Output, result: Exported) -> None:
    """Say how many customers were exported, and how many were left out and why."""
    told = _("Exported {what}").format(what=_counts(result))
    if result.path == _STDOUT:
        # The data has stdout for itself.
        if not output.quiet:
            gate.tell(_("{told}.").format(told=told))
    else:
        line = _("{told} to {path}.").format(told=told, path=one_line(result.path))
        show_record(output, result, [line], key=result.id)
    if result.withheld and not output.quiet:
        gate.tell(_withheld(result))
        for line in _left_out(result, named=gate.is_terminal(2)):
            gate.tell(f"  {line}")


def _counts(result: Exported) -> str:
    """Say how many rows of which tables were written."""
    if not result.tables:
        # The answer to a retry of what an older crm wrote.
        return say(records_counted(None, result.exported))
    return joined.items(say(records_counted(each.record, each.exported)) for each in result.tables)


def _withheld(result: Exported) -> str:
    command = "crm customer list --where 'may_share = no'"
    text = _("{count} left out: may not be shared ({command})")
    if result.tables and result.tables[0].record != "customer":
        text = _("{count} left out: of customers who may not be shared ({command})")
    return text.format(count=result.withheld, command=command)


def _left_out(result: Exported, *, named: bool) -> Iterator[str]:
    """Say of the first few who were left out since when they may not be shared.

    Args:
        result: the answer to the export.
        named: whether they are named, and told why; not in what may be a log, where people's names
            and what they said have no place.
    """
    for each in result.left_out[:_SHOWN]:
        reason = each.reason if named else None
        refused = refusals(Consent(may_share=False, on=each.on, reason=reason))
        why = "" if refused is None else one_line(say(refused))
        who = f"{one_line(each.name)} ({each.id})" if named else f"id:{each.id}"
        yield f"{who} {why}"
    more = len(result.left_out) - _SHOWN
    if more > 0:
        yield pgettext("customers", "and {count} more").format(count=more)


def _safe_lines(file: IO[bytes]) -> Iterator[str]:
    file.seek(0)
    text = io.TextIOWrapper(file, "utf-8", newline="\n")
    for line in text:
        yield gate.safe(line)
    text.detach()
