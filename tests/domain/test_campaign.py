"""What came of a campaign: shares of those reached, and until when a purchase counts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.campaign import Campaign, counts_until, pooled, purpose_of, rate
from crmcli.domain.campaign_kind import CampaignKind
from crmcli.domain.choice import UnknownChoice, read_choice
from crmcli.domain.contact import Effect, Purpose, effect_of


def campaign(reached: int, answered: int, bought: int) -> Campaign:
    return Campaign(
        id=1,
        name="x",
        kind=CampaignKind.OFFER,
        day=date(2026, 3, 31),
        days=30,
        filter=None,
        note=None,
        author="tester",
        customers=10,
        reached=reached,
        answered=answered,
        bought=bought,
        response_rate=rate(answered, reached),
        buying_rate=rate(bought, reached),
        amounts=(),
        until=None,
    )


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [(0, 0, None), (0, 5, 0.0), (1, 3, 33.3), (2, 3, 66.7), (5, 5, 100.0), (1, 2000, 0.1)],
)
def test_a_share_is_in_percent_and_without_data_there_is_none(
    part: int, whole: int, share: float | None
) -> None:
    assert rate(part, whole) == share


@given(st.integers(1, 10**7).flatmap(lambda all_: st.tuples(st.integers(1, all_), st.just(all_))))
def test_a_share_is_rounded_to_one_decimal(pair: tuple[int, int]) -> None:
    part, whole = pair
    found = rate(part, whole)
    assert found is not None
    assert 0 <= found <= 100
    assert abs(found - 100 * part / whole) <= 0.05 + 1e-9


def test_a_purchase_counts_until_the_last_of_the_days() -> None:
    assert counts_until(date(2026, 2, 1), 30) == date(2026, 3, 3)
    assert counts_until(date(9999, 12, 1), 10**9) == date.max


def test_other_campaigns_count_by_whom_they_reached() -> None:
    found = pooled([campaign(10, 1, 0), campaign(2, 2, 1), campaign(0, 0, 0)])
    assert (found.campaigns, found.reached, found.answered, found.bought) == (2, 12, 3, 1)
    assert (found.response_rate, found.buying_rate) == (25.0, 8.3)
    assert pooled([campaign(0, 0, 0)]).response_rate is None


def test_greetings_alone_are_greetings_in_the_log() -> None:
    assert effect_of(purpose_of(CampaignKind.GREETING), None) is Effect.NONE
    others = {purpose_of(each) for each in CampaignKind if each is not CampaignKind.GREETING}
    assert others == {Purpose.MAINTENANCE}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("节日问候", CampaignKind.GREETING),
        ("问候", CampaignKind.GREETING),
        ("Greeting", CampaignKind.GREETING),
        ("促销", CampaignKind.OFFER),
        ("优惠", CampaignKind.OFFER),
        ("活动", CampaignKind.EVENT),
        ("其他", CampaignKind.OTHER),
    ],
)
def test_the_kind_of_a_campaign_is_read_in_english_and_chinese(
    text: str, kind: CampaignKind
) -> None:
    assert read_choice(CampaignKind, text, "kind") is kind


def test_a_kind_that_there_is_none_of_is_refused() -> None:
    with pytest.raises(UnknownChoice):
        read_choice(CampaignKind, "party", "kind")
