"""Amounts of money as a person reads them: `CNY 1,200.50`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.render import joined

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crmcli.domain.money import Money


def amount_text(amount: Money) -> str:
    """Write an amount with its currency, its digits in groups of three."""
    whole, point, part = amount.decimal_text().removeprefix("-").partition(".")
    sign = "-" if amount.minor < 0 else ""
    return f"{amount.currency} {sign}{int(whole):,}{point}{part}"


def amounts_text(amounts: Iterable[Money]) -> str:
    """Write sums of several currencies side by side."""
    return joined.items(amount_text(each) for each in amounts)
