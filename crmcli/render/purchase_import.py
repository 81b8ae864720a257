"""How an import of purchases is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.language import _, ngettext
from crmcli.render import gate
from crmcli.render.amount import amount_text
from crmcli.render.gate import one_line
from crmcli.render.importing import count_lines, mapping_lines, tell_left, tell_rows
from crmcli.render.moved_points import purchase_points_text
from crmcli.render.output import show_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.render.output import Output
    from crmcli.services.purchases.import_result import PurchasePreview, PurchasesImported


def imported(output: Output, result: PurchasesImported) -> None:
    """Say what an import did, or would do."""
    if not output.is_json:
        tell_rows(_("Refused:"), result.refusals, result.refused)
        if not result.refused:
            tell_rows(_("Skipped:"), result.skips, result.skipped)
    if result.dry_run:
        told = [*mapping_lines(result), *_preview_lines(result), *count_lines(result)]
        show_record(output, result, told)
        return
    if not output.is_json:
        tell_left(result)
    lines = count_lines(result)
    if result.moved:
        moved = ngettext(
            "Classes or due dates of {count} customer moved.",
            "Classes or due dates of {count} customers moved.",
            result.moved,
        )
        lines.append(moved.format(count=result.moved))
    if result.points_change:
        lines.append(purchase_points_text(result.points_change))
    if result.referrals:
        text = ngettext(
            "{count} first purchase brought points to who referred its customer.",
            "{count} first purchases brought points to who referred their customers.",
            result.referrals,
        )
        lines.append(text.format(count=result.referrals))
    show_record(output, result, lines)


def proposed(result: PurchasesImported) -> None:
    """Show what is about to happen, before the question; on stderr."""
    counts = count_lines(result, ahead=True)
    for line in (*mapping_lines(result), *_preview_lines(result), *counts):
        gate.tell(line)
    tell_rows(_("Skipped:"), result.skips, result.skipped)


def _preview_lines(result: PurchasesImported) -> Iterator[str]:
    if result.preview:
        yield _("The first rows as they would be:")
    for each in result.preview:
        yield f"  {each.row}: {one_line(_described(each))}"


def _described(row: PurchasePreview) -> str:
    parts = [f"{row.customer} ({row.customer_id})", row.at.isoformat()]
    if row.product is not None:
        parts.append(f"{row.product} × {row.quantity}")
    elif row.quantity != 1:
        parts.append(f"× {row.quantity}")
    return " · ".join([*parts, amount_text(row.amount)])
