"""How satisfied the existing customers of the demonstration say they are, once a quarter."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from crmcli.demo.dealings import Asked
from crmcli.demo.timetable import workday
from crmcli.domain.channel import Channel
from crmcli.domain.span import Span, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from crmcli.demo.buying import Buyer

_QUARTER = Span(3, Unit.MONTH)
_RECENTLY, _LATE = (4, 80), (92, 94)
_DUE, _UNHAPPY = 3, 5
_BAD = 2
_SCORES = (5,) * 12 + (4,) * 9 + (3,) * 2
_RECOMMEND = {5: (9, 10), 4: (7, 9), 3: (5, 7), _BAD: (3, 3)}
_SHARE_RECOMMENDING, _SHARE_BEFORE = 0.7, 0.5


def surveys(buyers: Sequence[Buyer], today: date, rng: Random) -> Iterator[Asked]:
    """Plan the answers: all but a few customers were asked within the quarter, some before.

    Args:
        buyers: the existing customers, none of them lost, in the order in which they are unhappy.
        today: the local date the book is shown on.
        rng: draws everything.
    """
    asked = [each for each in buyers if _QUARTER.after(_first(each)) < today - timedelta(days=3)]
    for number, buyer in enumerate(asked):
        ago = rng.randint(*(_LATE if number < _DUE else _RECENTLY))
        yield _answer(buyer, ago, _BAD if number == _UNHAPPY else rng.choice(_SCORES), today, rng)
        before = ago + rng.randint(88, 95)
        known = _first(buyer) < today - timedelta(days=before + 3)
        if known and rng.random() < _SHARE_BEFORE:
            yield _answer(buyer, before, rng.choice(_SCORES), today, rng)


def _first(buyer: Buyer) -> date:
    return buyer.orders[0][0].day


def _answer(buyer: Buyer, ago: int, score: int, today: date, rng: Random) -> Asked:
    day = workday(today - timedelta(days=ago))
    recommend = rng.randint(*_RECOMMEND[score]) if rng.random() < _SHARE_RECOMMENDING else None
    notes = buyer.member.character.sayings.surveys[score]
    via = rng.choice((Channel.PHONE, Channel.PHONE, Channel.EMAIL, Channel.OTHER))
    return Asked(buyer.member.number, day, score, recommend, via, rng.choice(notes) or None)
