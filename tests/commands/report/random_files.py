"""Rows of files that chance writes: customers, contacts, purchases; and what is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    Customer = Callable[[], int]
    """Gives the id of one of the customers."""
    Day = Callable[[int, int], str]
    """Gives a date at least and at most so many days from now."""

CUSTOMERS = "name kind grade need expected_close industry source owner tags importance"
CONTACTS = "customer date time via outcome purpose note"
PURCHASES = "customer date product quantity amount currency"
VIAS = ("phone", "visit", "wechat", "email")
_INDUSTRIES = ("IT", "food", "物流", "<b>steel</b>", "")
_SOURCES = ("referral", "展会", "advertisement", "")
_TAGS = ("vip", "vip;fair", "老客户", "", "", "")


def customers(dice: random.Random, day: Day, first: int, last: int) -> list[tuple[str, ...]]:
    """Make rows of customers with these ids."""
    pick = dice.choice
    return [
        (
            _name(key), "" if key % 4 else "company",
            pick(("", "", "A", "B", "C", "D", "E")), pick(("", "clear", "potential")),
            day(5, 260) if key % 2 else "", pick(_INDUSTRIES), pick(_SOURCES),
            pick(("tester", "tester", "李雷")), pick(_TAGS), pick(("key", "normal", "normal")),
        )
        for key in range(first, last + 1)
    ]  # fmt: skip


def contacts(dice: random.Random, day: Day, customer: Customer) -> list[tuple[str, ...]]:
    """Make rows of contacts, now and then two on one day."""
    rows: list[tuple[str, ...]] = []
    for _ in range(90):
        name, on = _name(customer()), day(-100, -1)
        for hour in dice.choice((("",), ("",), ("08:10", "17:40"))):
            outcome = dice.choice(("reached", "reached", "agreed", "no_answer"))
            purpose = dice.choice(("", "", "", "greeting"))
            rows.append((name, on, hour, dice.choice(VIAS), outcome, purpose, f"n{len(rows)}"))
    return rows


def purchases(dice: random.Random, day: Day, customer: Customer) -> list[tuple[str, ...]]:
    """Make rows of purchases in four currencies."""
    rows: list[tuple[str, ...]] = []
    for at in range(45):
        amount = f"{dice.randint(1, 9_000_000) / 100:.2f}"
        currency, quantity = dice.choice(("CNY", "EUR", "USD", "CHF")), str(dice.randint(1, 9))
        rows.append((_name(customer()), day(-200, -1), f"part {at}", quantity, amount, currency))
    return rows


def policies(*, foreign: bool) -> Sequence[str]:
    """Give the command lines that change a policy or state a rate, in their order."""
    base = "CNY" if foreign else "EUR"
    return (
        "grade policy --set B=5d --yes",
        f"rate set {base} {'0.1279' if foreign else '7.805'}",
        "grade policy --set D=20d --set horizon.A=6w --yes",
        "rate set USD 7.25 --on 2025-12-01",
        "grade policy --set stage.quote=45 --yes",
        "grade policy --set A=2d --set B=7d --yes",
        "rate set JPY 0.04891",
    )


def _name(customer: int) -> str:
    return f"Firm {customer}" if customer % 3 else f"客户{customer}"
