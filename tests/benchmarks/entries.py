"""Customers with their past, made up: the same number gives the same customer on every run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from crmcli.domain.channel import Channel
from crmcli.domain.contact import ContactDraft, NewFacts
from crmcli.domain.customer import CustomerDraft, CustomerKind
from crmcli.domain.entry import Entry, Step
from crmcli.domain.grade import Need
from crmcli.domain.person import PersonDraft
from crmcli.domain.promise import PromiseDraft
from tests.benchmarks import texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

GENERATOR = 3
"""Raised whenever the books come out different, so that kept ones are made again."""

CONTACTS = 5
"""How many contacts each customer has."""

SCATTERED = 12
"""How many customers each needle of `find` is in, whatever the size of the book."""

NEEDLE_NAME = "覃霁"
NEEDLE_WORD = "zanthop"
NEEDLE_TAIL = "9986420"
LOGGED = "慕容嫣然"
"""The customer that `log add` is measured with: its name is in the book once."""

LOGGED_PERSON = "Zoë Quill"

CADENCES = {"A": "60d", "B": "75d", "C": "90d", "D": "120d", "E": "1y", "verify": "2y"}
"""Policies of these books: whoever is not due stays so for 40 days, in which a book can be kept."""

KEPT_DAYS = 40
_LAST_CONTACT = 18
_SPAN = 60

_CHANNELS = (Channel.PHONE, Channel.WECHAT, Channel.EMAIL, Channel.VISIT)
_NEEDS = (
    NewFacts(need=Need.POTENTIAL),
    NewFacts(need=Need.POTENTIAL),
    NewFacts(need=Need.NONE),
)
_CLOSES = (20, 60, 130)
_SHARE_LONG_NAMES = 0.6
_LETTERS = str.maketrans("0123456789", "abcdefghij")


@dataclass(frozen=True, slots=True)
class Making:
    """What a book is made of.

    Args:
        size: how many customers.
        due: how many of them are due on the day it is made; nobody else is for 40 days.
        today: that local date.
    """

    size: int
    due: int
    today: date


def entries(making: Making) -> Iterator[Entry]:
    """Make up the customers of a book, those that are due spread evenly among the others."""
    for number in range(making.size):
        due = number * making.due // making.size != (number + 1) * making.due // making.size
        yield entry(making, number, due=due)


def entry(making: Making, number: int, *, due: bool) -> Entry:
    """Make up one customer; the number decides everything about it but its dates."""
    rng = Random(number * 2_654_435_761 + 17)  # noqa: S311 - believable, not secret
    western = number % 3 == 0
    draft = _western(rng, number) if western else _chinese(rng, number)
    draft = _with_needle(draft, making, number)
    # One that is due was last met longer ago than any of its cadences, E's year excepted.
    latest = 125 + rng.randrange(20) if due else rng.randrange(_LAST_CONTACT)
    days = [
        latest + (CONTACTS - 1 - at) * _SPAN + rng.randrange(_SPAN // 2)
        for at in range(CONTACTS - 1)
    ]
    days.append(latest)
    return Entry(
        customer=draft,
        entered=making.today - timedelta(days=max(days) + rng.randrange(5)),
        steps=tuple(_steps(rng, making.today, days, western=western, due=due)),
    )


def _steps(
    rng: Random, today: date, days: list[int], *, western: bool, due: bool
) -> Iterator[Step]:
    for at, ago in enumerate(days):
        day = today - timedelta(days=ago)
        contact = ContactDraft(
            at=datetime.combine(day, time(1 + rng.randrange(8), rng.randrange(60)), tzinfo=UTC),
            on=day,
            via=_CHANNELS[rng.randrange(4)],
            note=_note(rng, western=western),
            minutes=5 + rng.randrange(20),
        )
        last = at == CONTACTS - 1
        facts = _facts(rng, today, due=due) if at == 0 or last else NewFacts()
        promise = None
        if last and not due and rng.random() < 0.2:
            text = "send the revised quote" if western else "把修改后的报价发过去"
            promise = PromiseDraft(text, today + timedelta(days=45 + rng.randrange(60)))
        yield Step(contact, facts, promise)


def _facts(rng: Random, today: date, *, due: bool) -> NewFacts:
    chosen = rng.randrange(6)
    if chosen < 3:
        close = today + timedelta(days=_CLOSES[chosen] + rng.randrange(20))
        return NewFacts(need=Need.CLEAR, expected_close=close)
    return _NEEDS[0] if due else _NEEDS[chosen - 3]


def _chinese(rng: Random, number: int) -> CustomerDraft:
    pick = rng.choice
    name = pick(texts.SURNAMES) + pick(texts.GIVEN)
    if rng.random() < _SHARE_LONG_NAMES:
        name += pick(texts.GIVEN)
    firm = f"{pick(texts.CITIES)}{pick(texts.BRANDS)}{pick(texts.TRADES)}有限公司"
    draft = CustomerDraft(
        name,
        company=firm,
        title=pick(("经理", "采购经理", "总经理", "厂长")),
        phones=(_phone(rng, number),),
        emails=(f"c{_lettered(number)}@{'qq' if number % 2 else '163'}.example",),
        address=f"{firm[:2]}市人民路{1 + rng.randrange(999)}号",
        industry=firm[4:6],
        source=pick(("展会", "转介绍", "官网", "电话")),
    )
    if number % 4 != 1:
        return draft
    people = (PersonDraft(name, draft.title),)
    return replace(
        draft, name=firm, kind=CustomerKind.COMPANY, company=None, title=None, people=people
    )


def _western(rng: Random, number: int) -> CustomerDraft:
    pick = rng.choice
    first, last = pick(texts.FIRST), pick(texts.LAST)
    firm = f"{pick(texts.LAST)} {pick(texts.FIRMS)}"
    return CustomerDraft(
        f"{first} {last}",
        company=firm,
        title=pick(("Buyer", "Head of purchasing", "Owner")),
        phones=(_phone(rng, number),),
        emails=(f"{first}.{last}.{_lettered(number)}@mail.example".lower(),),
        address=f"{1 + rng.randrange(300)} Station Road",
        industry=firm.split()[1],
        source=pick(("fair", "referral", "website", "call")),
    )


def _lettered(number: int) -> str:
    # Without digits: an address must not hold the tail of a phone that is looked for.
    return str(number).translate(_LETTERS)


def _phone(rng: Random, number: int) -> str:
    # The last digits of a number count the customers: all numbers differ, and the tail that is
    # looked for belongs to nobody but those it was given to.
    tail = f"{number % 1_000_000:06d}"
    if NEEDLE_TAIL.endswith(tail[1:]):
        tail = tail[0] + "97531"
    return f"+861{rng.choice('35789')}{number // 1_000_000 + rng.randrange(10, 90):03d}{tail}"


def _note(rng: Random, *, western: bool) -> str:
    pick = rng.choice
    number = 2 + rng.randrange(10)
    parts = (
        (texts.OPENINGS_EN, texts.MIDDLES_EN, texts.ENDINGS_EN)
        if western
        else (texts.OPENINGS_ZH, texts.MIDDLES_ZH, texts.ENDINGS_ZH)
    )
    return "".join(pick(part) for part in parts).format(n=number)


def _with_needle(draft: CustomerDraft, making: Making, number: int) -> CustomerDraft:
    """Put something rare into a few customers, the same few in a book of any size."""
    # The steps are shorter than the book, so that they lie all over it.
    at, place = divmod(number, max(1, making.size // (SCATTERED + 1)))
    if at >= SCATTERED:
        return draft
    if place == 1:
        return replace(draft, name=NEEDLE_NAME, kind=CustomerKind.PERSON)
    if place == 2:
        return replace(draft, company=f"New {NEEDLE_WORD.title()}oulos Trading")
    if place == 3:
        number_in_full = f"+8613{at:02d}{NEEDLE_TAIL}"
        return replace(draft, phones=(number_in_full,))
    if place == 4 and at == 0:
        person = PersonDraft(LOGGED_PERSON, "Buyer")
        return replace(draft, name=LOGGED, kind=CustomerKind.COMPANY, people=(person,))
    return draft
