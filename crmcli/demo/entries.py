"""The whole demonstration book, one customer after the other."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from crmcli.demo.character import Character, Supply
from crmcli.demo.chinese import chinese_customer
from crmcli.demo.lines import Phase
from crmcli.demo.plan import Plan, make_plans
from crmcli.demo.story import Story
from crmcli.demo.western import western_customer
from crmcli.demo.writing import ENGLISH, Writing
from crmcli.domain.classes import Importance
from crmcli.domain.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, tzinfo

_SEED = 20_000_000
_WESTERN_EVERY = 3


def demo_entries(today: date, zone: tzinfo, writing: Writing = ENGLISH) -> Iterator[Entry]:
    """Make up a book of about 320 customers with a year of contacts up to today.

    The same day gives the same book. Contacts lie within working hours; those of today before ten
    in the morning.

    Args:
        today: the local date the book is to be shown on.
        zone: the book's time zone.
        writing: in which language it is written down.
    """
    for _, _, entry in demo_people(today, zone, writing):
        yield entry


def demo_people(
    today: date, zone: tzinfo, writing: Writing = ENGLISH
) -> Iterator[tuple[Plan, Character, Entry]]:
    """Make up the same book, each customer with the plan of its story and who it is."""
    rng = Random(_SEED + today.toordinal())
    supply = Supply(rng)
    for number, plan in enumerate(make_plans(today, rng)):
        western = number % _WESTERN_EVERY == 0
        character = (western_customer if western else chinese_customer)(supply, writing)
        yield plan, character, _entry(plan, character, Story(plan, character, today, zone, rng))


def _entry(plan: Plan, character: Character, story: Story) -> Entry:
    every, by_channel = plan.rhythm or (None, None)
    lost = plan.turned is Phase.LOST
    return Entry(
        customer=replace(
            character.draft,
            importance=Importance.KEY if plan.key else None,
            every=every,
            by_channel=by_channel,
        ),
        entered=plan.entered,
        steps=story.steps(),
        lost_on=plan.last if lost else None,
        lost_reason=story.rng.choice(character.script.lost) if lost else None,
    )
