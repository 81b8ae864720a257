"""Deals as a plain loop sees them: closed, open at their stage, stuck, and the largest."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tests.commands.report.asking import ids
from tests.commands.report.plain_book import (
    OPEN,
    PlainBook,
    Row,
    Span,
    Whom,
    day,
    later,
    local,
    sure,
)
from tests.commands.report.plain_compliance import moves_a_clock
from tests.commands.report.plain_figures import money

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def closed(book: PlainBook, span: Span, whom: Whom) -> list[Row]:
    """Give the deals that were closed in a period."""
    return [deal for deal in book.of("deal", whom) if span.has(day(deal["closed"]))]


def deals_and_sum(book: PlainBook, deals: Sequence[Row]) -> Row:
    """Count deals, and add up what they were worth on the day they were closed."""
    amounts = [each for deal in deals for each in book.amount(deal, sure(deal["closed"]))]
    return {"deals": len(deals), "amount": book.sums(amounts), "record": "deal", "ids": ids(deals)}


def largest(book: PlainBook, deals: Iterable[Row], column: str) -> list[Row]:
    """Give the ten deals that are worth most today; those without a rate are after the others."""

    def size(deal: Row) -> tuple[bool, Fraction, int, int]:
        scaled = book.worth(deal["amount_minor"] * 10**6, deal["currency"], book.today)
        return scaled is None, -Fraction(scaled or 0), -deal["amount_minor"], deal["id"]

    some = sorted((deal for deal in deals if deal["amount_minor"]), key=size)[:10]
    return [
        {
            "deal": deal["title"],
            "customer": book.customers[deal["customer_id"]]["name"],
            column: deal[column],
            "amount": money(deal["amount_minor"], deal["currency"]),
            "record": "deal",
            "ids": [deal["id"]],
        }
        for deal in some
    ]


def open_at_end(book: PlainBook, span: Span, whom: Whom) -> list[tuple[str, Row]]:
    """Give the deals that were open when a period was over, or are today, with their stage then."""
    end = book.today if span.last is None else min(span.last, book.today)
    found = []
    for deal in book.of("deal", whom):
        stages = [move["stage"] for move in book.moves(deal["id"]) if local(move["at"]) <= end]
        if stages and stages[-1] in OPEN:
            found.append((stages[-1], deal))
    return found


def worth(book: PlainBook, deals: Sequence[tuple[str, Row]]) -> Row:
    """Count deals, each with its stage; add up what they are worth, and what is likely."""
    amounts = [each for _, deal in deals for each in book.amount(deal, book.today)]
    likely = [each for stage, deal in deals for each in book.weighted(deal, stage)]
    return {
        "deals": len(deals),
        "amount": book.sums(amounts),
        "weighted": book.sums(likely),
        "record": "deal",
        "ids": ids(deal for _, deal in deals),
    }


def stuck(book: PlainBook, whom: Whom) -> dict[str, list[Row]]:
    """Give the open deals whose date has passed, or that were quiet for the limit of their stage.

    Nothing is owed to customers who are archived.
    """
    found: dict[str, list[Row]] = {}
    for deal in book.of("deal", whom):
        customer = book.customers[deal["customer_id"]]
        if deal["stage"] not in OPEN or customer["archived"] is not None:
            continue
        heard = [local(move["at"]) for move in book.moves(deal["id"])]
        heard += [
            sure(contact["day"])
            for contact in book.contacts(customer["id"])
            if moves_a_clock(contact)
        ]
        quiet = later(book.policy(f"quiet.{deal['stage']}"), max(heard))
        close = day(deal["expected_close"])
        # Of two reasons the earlier one is told.
        if close is not None and close < book.today and close < quiet:
            found.setdefault("close_passed", []).append(deal)
        elif quiet <= book.today:
            found.setdefault("quiet", []).append(deal)
    return found
