"""Which importance open deals and the potential amount suggest."""

from __future__ import annotations

from datetime import date

import pytest

from crmcli.domain.classes import Importance
from crmcli.domain.importance import ImportanceFacts, suggested_importance
from crmcli.domain.money import Money
from crmcli.domain.rates import Rates, read_rate

TODAY = date(2026, 3, 31)
RATES = Rates("CNY", [("USD", date(2026, 1, 1), read_rate("7"))])
KEY, NORMAL = Importance.KEY, Importance.NORMAL


def suggested(*amounts: Money, stated: Importance = NORMAL) -> tuple[Importance, str, bool] | None:
    facts = ImportanceFacts(1, "王芳", None, stated, amounts)
    found = suggested_importance(facts, RATES, TODAY, 100_000)
    return None if found is None else (found.suggested, str(found.amount), found.differs)


@pytest.mark.parametrize(
    ("amounts", "answer"),
    [
        ([], None),
        ([Money(9_999_999, "CNY")], (NORMAL, "99999.99 CNY", False)),
        ([Money(9_999_999, "CNY"), Money(1, "CNY")], (KEY, "100000.00 CNY", True)),
        ([Money(1_000_000, "USD"), Money(3_000_000, "CNY")], (KEY, "100000.00 CNY", True)),
        ([Money(5, "JPY")], None),
        ([Money(10_000_000, "CNY"), Money(5, "JPY")], (KEY, "100000.00 CNY", True)),
        ([Money(9_000_000, "CNY"), Money(5, "JPY")], None),
    ],
)
def test_amounts_are_added_up_in_the_books_currency(
    amounts: list[Money], answer: tuple[Importance, str, bool] | None
) -> None:
    assert suggested(*amounts) == answer


def test_a_key_customer_of_little_is_suggested_to_be_normal() -> None:
    assert suggested(Money(1, "CNY"), stated=KEY) == (NORMAL, "0.01 CNY", True)
    assert suggested(stated=KEY) is None
