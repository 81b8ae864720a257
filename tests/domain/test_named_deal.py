"""Which of a customer's open deals says when it is expected to close (product.md section 2)."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.named_deal import OpenDeal, closing_deal

TODAY = date(2026, 3, 31)
AWAY = st.none() | st.integers(-3, 3)


def open_deals(away: list[int | None]) -> list[OpenDeal]:
    """Make deals that close so many days from today."""
    days = [None if each is None else TODAY + timedelta(each) for each in away]
    return [OpenDeal(number, "ERP", close) for number, close in enumerate(days, 1)]


@given(st.lists(AWAY, max_size=6), AWAY)
def test_the_nearest_date_from_today_on_counts_and_a_passed_one_only_where_no_other_is_left(
    away: list[int | None], own: int | None
) -> None:
    own_close = None if own is None else TODAY + timedelta(own)
    found = closing_deal(open_deals(away), own_close, TODAY)
    dated = [each for each in away if each is not None]
    own_counts = own is not None and own >= 0 and max(dated, default=-1) < 0
    if not dated or own_counts:
        assert found is None
        return
    ahead = [each for each in dated if each >= 0]
    wanted = min(ahead or dated)
    assert found is not None
    assert (found.close, found.id) == (TODAY + timedelta(wanted), away.index(wanted) + 1)
