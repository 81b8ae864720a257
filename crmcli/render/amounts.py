"""Amounts as a person reads them: `CNY 120,000.00`, never two currencies added up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crmcli.domain.money import Money


def amount_text(amount: Money) -> str:
    """Write an amount with its currency, its thousands apart."""
    sign, digits = ("-", -amount.minor) if amount.minor < 0 else ("", amount.minor)
    whole, point, part = type(amount)(digits, amount.currency).decimal_text().partition(".")
    return f"{amount.currency} {sign}{int(whole):,}{point}{part}"


def amounts_text(amounts: Iterable[Money]) -> str:
    """Write sums of several currencies side by side."""
    return ", ".join(amount_text(each) for each in amounts)
