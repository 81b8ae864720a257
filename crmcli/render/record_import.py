"""How an import of records of customers is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.language import _
from crmcli.render import gate
from crmcli.render.gate import one_line
from crmcli.render.import_notes import tell_kept, tell_left, tell_rows, tell_sheets
from crmcli.render.importing import count_lines, mapping_lines
from crmcli.render.output import show_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crmcli.render.output import Output
    from crmcli.services.imports.record_result import RecordAnswer
    from crmcli.services.imports.result import ImportAnswer


def told_import(
    output: Output, result: RecordAnswer, preview: Sequence[str], following: Iterable[str]
) -> None:
    """Say what an import did, or would do.

    Args:
        output: how the run answers.
        result: the answer.
        preview: the first rows as they would be.
        following: what followed from it.
    """
    if not output.is_json:
        tell_sheets(result)
        tell_rows(_("Refused:"), result.refusals, result.refused)
        if not result.refused or result.dry_run or result.rejects:
            tell_rows(_("Skipped:"), result.skips, result.skipped)
    if result.dry_run:
        told = [*mapping_lines(result), *_preview_lines(preview), *count_lines(result)]
        show_record(output, result, told)
        return
    if not output.is_json:
        tell_left(result)
        tell_kept(result)
    show_record(output, result, [*count_lines(result), *following])


def told_ahead(result: ImportAnswer, preview: Sequence[str]) -> None:
    """Show what is about to happen, before the question; on stderr."""
    counts = count_lines(result, ahead=True)
    for line in (*mapping_lines(result), *_preview_lines(preview), *counts):
        gate.tell(line)
    tell_sheets(result)
    tell_rows(_("Skipped:"), result.skips, result.skipped)


def _preview_lines(preview: Sequence[str]) -> Iterable[str]:
    if preview:
        yield _("The first rows as they would be:")
    for each in preview:
        yield f"  {one_line(each)}"
