"""What the demonstration's salesperson sent to many: a festival greeting, and an offer."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from crmcli.demo.dealings import Campaign, Reached
from crmcli.demo.festivals import last_festival
from crmcli.demo.timetable import workday
from crmcli.domain.campaign_kind import CampaignKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import tzinfo
    from random import Random

    from crmcli.demo.cast import Member

_OFFERED, _DAYS = 40, 30
_SHARE_REACHED = 0.88
_GREETED, _ANSWERS = 48, 11


def campaigns(
    cast: Sequence[Member], buyers: Sequence[Member], today: date, zone: tzinfo, rng: Random
) -> Iterator[Campaign]:
    """Plan both: the greeting to Chinese customers, the offer to those who bought before.

    Args:
        cast: the customers.
        buyers: those who bought, none of them lost.
        today: the local date the book is shown on.
        zone: the book's time zone.
        rng: draws everything.
    """
    name, day = last_festival(today)
    greeted = [each for each in cast if each.character.sayings.chinese and _was_known(each, day)]
    greeted = sorted(rng.sample(greeted, min(_GREETED, len(greeted))), key=lambda each: each.number)
    at = datetime.combine(day, time(9, 10), zone).astimezone(UTC)
    yield Campaign(
        f"{name}问候 {day.year}",
        CampaignKind.GREETING,
        day,
        _DAYS,
        None,
        f"祝您{name}快乐，阖家安康",
        tuple(_reached(each, at, day, rng) for each in greeted),
    )
    day = workday(today - timedelta(days=_OFFERED))
    at = datetime.combine(day, time(10, 30), zone).astimezone(UTC)
    offered = [each for each in buyers if _was_known(each, day)]
    name, text = (
        "耗材优惠 Supplies offer",
        "标签卷、碳带满十件九折 · 10% off ten label rolls or ribbons",
    )
    if all(each.character.sayings.chinese for each in cast):
        name, text = name.partition(" ")[0], text.partition(" ")[0]
    yield Campaign(
        f"{name} {day:%Y-%m}",
        CampaignKind.OFFER,
        day,
        _DAYS,
        None,
        text,
        tuple(_reached(each, at, day, rng) for each in offered),
    )


def _was_known(member: Member, day: date) -> bool:
    return not member.lost and bool(member.talks) and member.talks[0].on < day


def _reached(member: Member, at: datetime, day: date, rng: Random) -> Reached:
    via = member.character.weekend
    if rng.random() > _SHARE_REACHED:
        return Reached(member.number, via, None, None)
    soon = day + timedelta(days=_ANSWERS)
    answered = next((talk.on for talk in member.talks if day < talk.on <= soon), None)
    return Reached(member.number, via, at, answered)
