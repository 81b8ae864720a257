from __future__ import annotations

import pytest

from crmcli.domain.currency import decimals, is_currency
from crmcli.errors import UnreadableAmount


@pytest.mark.parametrize(
    ("code", "places"),
    [("CNY", 2), ("JPY", 0), ("KRW", 0), ("KWD", 3), ("TND", 3), ("CLF", 4), ("EUR", 2)],
)
def test_each_currency_has_the_decimals_of_iso_4217(code: str, places: int) -> None:
    assert decimals(code) == places


@pytest.mark.parametrize("code", ["", "cny", "XAU", "XXX", "ABC", "CNYX"])
def test_what_is_no_currency_is_refused(code: str) -> None:
    assert not is_currency(code)
    with pytest.raises(UnreadableAmount):
        decimals(code)
