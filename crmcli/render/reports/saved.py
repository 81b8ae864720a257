"""How the reports that there are, and those that were saved, are listed and told."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.reports.known import CASES, KNOWN
from crmcli.errors import N_
from crmcli.language import _
from crmcli.render.output import Listing, Output, show_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crmcli.render.layout import Layout
    from crmcli.services.reports.saving import SavedReport


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """A report in the list of them; the field names are the keys of its JSON.

    `question` is what one of crm's own answers, `words` the command line of one that was saved.
    """

    name: str
    question: str | None
    words: tuple[str, ...]


_OTHERS = {
    "cases": CASES.question,
    "count": N_("How many customers are there, by one or two fields?"),
}


def entries(saved: Sequence[SavedReport]) -> Iterator[ReportEntry]:
    """List crm's own reports, then those that were saved."""
    for name, known in KNOWN.items():
        yield ReportEntry(name, _(known.question), ())
    for name, question in _OTHERS.items():
        yield ReportEntry(name, _(question), ())
    for each in saved:
        yield ReportEntry(each.name, None, each.words)


def told_saved(output: Output, saved: SavedReport) -> None:
    """Say that a report was saved."""
    text = _("Saved {name}: crm report {words}").format(name=saved.name, words=_line(saved.words))
    show_record(output, saved, [text], key=saved.name)


def told_removed(output: Output, removed: SavedReport) -> None:
    """Say that a report was forgotten."""
    text = _("Removed {name}: crm report {words}")
    line = text.format(name=removed.name, words=_line(removed.words))
    show_record(output, removed, [line], key=removed.name)


def _line(words: Sequence[str]) -> str:
    """Write words as a shell reads them; Chinese needs no quotes."""
    return " ".join(each if each.isidentifier() else shlex.quote(each) for each in words)


def _layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            Column(_("Report"), lambda row: row.name),
            Column(
                _("What it answers"),
                lambda row: row.question or f"crm report {_line(row.words)}",
                wraps=True,
            ),
        )
    )


REPORTS = Listing(ReportEntry, key=lambda row: row.name, layout=_layout)  # type: ignore[attr-defined]
