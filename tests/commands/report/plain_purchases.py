"""Purchases as a plain loop sees them: orders, and what they come to by the rate of their day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.commands.report.plain_book import PlainBook, Row, Span, Whom, day, sure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.commands.report.asking import Asking


def bought_in(book: PlainBook, span: Span, whom: Whom) -> list[Row]:
    """Give the purchases of a period."""
    return [row for row in book.of("purchase", whom) if span.has(day(row["day"]))]


def total(book: PlainBook, purchases: Iterable[Row]) -> Row:
    """Add purchases up, each by the rate of its day."""
    return book.sums(pair for row in purchases for pair in book.amount(row, sure(row["day"])))


def worth(book: PlainBook, row: Row) -> int | None:
    """Give what a purchase is worth in the book's currency, in minor units."""
    return book.worth(row["amount_minor"], row["currency"], sure(row["day"]))


def customers(purchases: Iterable[Row]) -> int:
    """Count who bought."""
    return len({row["customer_id"] for row in purchases})


def orders(purchases: Iterable[Row]) -> dict[tuple[int, str], list[Row]]:
    """Put together what a customer bought on one day."""
    found: dict[tuple[int, str], list[Row]] = {}
    for row in purchases:
        found.setdefault((row["customer_id"], row["day"]), []).append(row)
    return found


_LISTED: dict[str, dict[int, Row]] = {}


def listed(ask: Asking) -> dict[int, Row]:
    """Give all customers as `crm customer list` shows them, by their ids."""
    key = f"{ask.crm.db} {ask.book.today}"
    if key not in _LISTED:
        lines = "customer list --json", "customer list --archived --json"
        rows: list[Any] = [row for line in lines for row in ask.run(line).json]
        _LISTED[key] = {row["id"]: row for row in rows}
    return _LISTED[key]
