"""All that the customers of the demonstration bought, were offered, answered and complained of."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from crmcli.demo.buying import Buyer, buyers
from crmcli.demo.closed_deals import Closing
from crmcli.demo.dealings import Dealings, Look, Rate, Try
from crmcli.demo.open_deals import Selling
from crmcli.demo.outreach import campaigns
from crmcli.demo.satisfaction import surveys
from crmcli.demo.timetable import workday
from crmcli.demo.voice import Voices
from crmcli.domain.winback_result import WinbackResult

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime, tzinfo

    from crmcli.demo.cast import Member

_SEED = 30_000_000
_SPEAKERS = 30
_RATES = {"USD": ("7.05", "7.12"), "EUR": ("7.8", "8.2"), "GBP": ("9.1",), "JPY": ("0.048",)}
_LOOKED_AT = 2


def demo_dealings(cast: Sequence[Member], today: date, zone: tzinfo, now: datetime) -> Dealings:
    """Plan what happened with the customers of the book beside their stories, up to an instant.

    The same cast on the same day gives the same.

    Args:
        cast: the customers.
        today: the local date the book is shown on.
        zone: the book's time zone.
        now: the aware instant.
    """
    rng = Random(_SEED + today.toordinal())
    bought = list(buyers(cast, today, rng))
    closing, voices = Closing(today, zone, rng), Voices(today, zone, rng)
    won = tuple(closing.won(bought))
    sold = {id(line) for deal in won for line in deal.bought}
    lines = (line for buyer in bought for order in buyer.orders for line in order)
    staying = [each for each in bought if not each.member.lost]
    customers = [each.member for each in staying]
    return Dealings(
        rates=tuple(_rates(today)),
        deals=(*Selling(today, zone, now, rng).deals(cast), *won, *closing.lost(cast)),
        purchases=tuple(line for line in lines if id(line) not in sold),
        said=tuple(voices.said(rng.sample(customers, min(_SPEAKERS, len(customers))))),
        measures=tuple(voices.of_the_book(customers)),
        surveys=tuple(surveys(rng.sample(staying, len(staying)), today, rng)),
        campaigns=tuple(campaigns(cast, customers, today, zone, rng)),
        looks=tuple(_looks(staying, rng)),
        tries=tuple(_tries(cast, today, rng)),
    )


def _rates(today: date) -> Iterator[Rate]:
    for currency, rates in _RATES.items():
        for number, rate in enumerate(rates):
            day = date(today.year - 4, 1, 1) if number == 0 else today - timedelta(days=150)
            yield Rate(currency, day, rate)


def _looks(bought: Sequence[Buyer], rng: Random) -> Iterator[Look]:
    """Look at those who have been quiet for the longest, as far as their rhythm goes."""
    often = [each for each in bought if len(each.orders) > 5]  # noqa: PLR2004
    often.sort(key=lambda each: each.orders[-1][0].day)
    for member, _ in often[:_LOOKED_AT]:
        yield Look(member.number, rng.choice(member.character.sayings.looks))


def _tries(cast: Sequence[Member], today: date, rng: Random) -> Iterator[Try]:
    results = (WinbackResult.THINKING, WinbackResult.DECLINED, WinbackResult.NO_ANSWER)
    lost = [each for each in cast if each.lost]
    for member, result in zip(lost, results, strict=False):
        entry, character = member.entry, member.character
        since = entry.lost_on or today
        day = workday(since + timedelta(days=rng.randint(5, 15)))
        note = character.sayings.tries[result].format_map(character.words)
        via = character.weekend
        yield Try(member.number, day, via, result, note, since, entry.lost_reason)
