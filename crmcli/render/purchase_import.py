"""How an import of purchases is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.language import ngettext
from crmcli.render import joined
from crmcli.render.amount import amount_text
from crmcli.render.moved_points import purchase_points_text
from crmcli.render.purchase import goods
from crmcli.render.record_import import told_ahead, told_import

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.render.output import Output
    from crmcli.services.purchases.import_result import PurchasePreview, PurchasesImported


def imported(output: Output, result: PurchasesImported) -> None:
    """Say what an import did, or would do."""
    told_import(output, result, _previews(result), _following(result))


def proposed(result: PurchasesImported) -> None:
    """Show what is about to happen, before the question; on stderr."""
    told_ahead(result, _previews(result))


def _following(result: PurchasesImported) -> Iterator[str]:
    if result.moved:
        moved = ngettext(
            "Classes or due dates of {count} customer moved.",
            "Classes or due dates of {count} customers moved.",
            result.moved,
        )
        yield moved.format(count=result.moved)
    if result.points_change:
        yield purchase_points_text(result.points_change)
    if result.referrals:
        text = ngettext(
            "{count} first purchase brought points to who referred its customer.",
            "{count} first purchases brought points to who referred their customers.",
            result.referrals,
        )
        yield text.format(count=result.referrals)


def _previews(result: PurchasesImported) -> list[str]:
    return [joined.titled(str(each.row), _described(each)) for each in result.preview]


def _described(row: PurchasePreview) -> str:
    who = f"{row.customer} ({row.customer_id})"
    what = goods(row.product, row.quantity)
    return joined.dotted((who, row.at.isoformat(), what, amount_text(row.amount)))
