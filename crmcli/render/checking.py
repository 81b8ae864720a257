"""How the findings of a check look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.finding import Finding, Severity
from crmcli.language import _
from crmcli.render import gate
from crmcli.render.backup import size
from crmcli.render.gate import one_line
from crmcli.render.output import Listing, Output, show_list, show_record
from crmcli.render.words import say

if TYPE_CHECKING:
    from crmcli.domain.checked import Checked
    from crmcli.render.layout import Layout

_STYLES = {Severity.OK: "green", Severity.WARNING: "yellow", Severity.FAULT: "bold red"}


def show_checked(output: Output, checked: Checked) -> None:
    """Show what a check found, and what was put right."""
    if output.is_json:
        show_record(output, checked, [])
        return
    show_list(output, _FINDINGS, checked.findings)
    if checked.customers is not None and gate.is_terminal():
        gate.tell(
            _("{customers} customers, {size}, of which {free} free.").format(
                customers=checked.customers,
                size=size(checked.bytes),
                free=size(checked.free_bytes),
            )
        )
    if checked.saved is not None:
        gate.tell(_("Repaired: {codes}").format(codes=", ".join(checked.repaired)))
        gate.tell(_("The book as it was before: {path}").format(path=one_line(checked.saved)))


def proposed(checked: Checked) -> None:
    """Say what is about to be put right, before the question; on stderr."""
    for each in checked.repairable:
        gate.tell(f"  {one_line(say(each.message))}")


def nothing_to_repair() -> None:
    """Say that there is nothing that could be put right."""
    gate.tell(_("There is nothing to repair."))


def _severity(finding: Finding) -> str:
    words = {Severity.OK: _("ok"), Severity.WARNING: _("warning"), Severity.FAULT: _("fault")}
    return words[finding.severity]


def _told(finding: Finding) -> str:
    told = say(finding.message)
    if finding.customers:
        ids = ", ".join(str(each) for each in finding.customers)
        more = ", …" if finding.count > len(finding.customers) else ""
        told += " " + _("Customers: {ids}").format(ids=ids + more)
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
