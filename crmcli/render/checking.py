"""How the findings of a check look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.finding import Finding, Severity
from crmcli.language import _, ngettext
from crmcli.render import gate, joined
from crmcli.render.backup import size
from crmcli.render.gate import one_line
from crmcli.render.output import Listing, Output, show_list, show_record
from crmcli.render.words import say

if TYPE_CHECKING:
    from crmcli.domain.checked import Checked
    from crmcli.render.layout import Layout

_STYLES = {Severity.OK: "green", Severity.WARNING: "yellow", Severity.FAULT: "bold red"}


def show_checked(output: Output, checked: Checked) -> None:
    """Show what a check found, and what was or would be put right; quietly, what is wrong alone."""
    if output.is_json:
        show_record(output, checked, [])
        return
    findings = checked.findings
    if output.quiet:
        findings = tuple(each for each in findings if each.severity is not Severity.OK)
    if findings:
        show_list(output, _FINDINGS, findings)
    if not output.quiet:
        _tell(output, checked)


def _tell(output: Output, checked: Checked) -> None:
    if checked.customers is not None and gate.is_terminal():
        count = checked.customers
        told = ngettext(
            "{count} customer, {size}, of which {free} free.",
            "{count} customers, {size}, of which {free} free.",
            count,
        )
        gate.tell(told.format(count=count, size=size(checked.bytes), free=size(checked.free_bytes)))
    if checked.dry_run:
        gate.tell(_("Nothing was written (dry run)."))
        if checked.repairable:
            gate.tell(_("A repair would put right:"))
            proposed(checked)
        else:
            nothing_to_repair(output, checked)
    for each in checked.mended:
        gate.tell(_("Put right: {what}").format(what=one_line(say(each.message))))
    if checked.saved is not None:
        gate.tell(_("The book as it was before: {path}").format(path=one_line(checked.saved)))


def proposed(checked: Checked) -> None:
    """Say what is about to be put right, before the question; on stderr."""
    for each in checked.repairable:
        gate.tell(f"  {one_line(say(each.message))}")


def nothing_to_repair(output: Output, checked: Checked) -> None:
    """Say that there is nothing that could be put right; of faults that cannot be more is said."""
    if not (checked.faults or output.is_json or output.quiet):
        gate.tell(_("There is nothing to repair."))


def _severity(finding: Finding) -> str:
    words = {Severity.OK: _("ok"), Severity.WARNING: _("warning"), Severity.FAULT: _("fault")}
    return words[finding.severity]


def _told(finding: Finding) -> str:
    told = say(finding.message)
    if finding.customers:
        more = [_("…")] if finding.count > len(finding.customers) else []
        ids = joined.items([*map(str, finding.customers), *more])
        told = joined.sentences((told, _("Customers: {ids}").format(ids=ids)))
    return told


def _layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            Column("", _severity, style=lambda finding: _STYLES[finding.severity]),
            Column(_("Finding"), _told, wraps=True),
        )
    )


_FINDINGS = Listing(kind=Finding, layout=_layout)
