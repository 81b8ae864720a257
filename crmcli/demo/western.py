"""The Western customers of the demonstration, and a few from Japan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.demo import firms, people
from crmcli.demo.character import Character, Order, Supply
from crmcli.demo.notes_en import SCRIPT
from crmcli.demo.sayings_en import SAYINGS
from crmcli.demo.spelling import latin
from crmcli.domain.channel import Channel
from crmcli.domain.customer import CompanySize, CustomerDraft, CustomerKind, Gender
from crmcli.domain.person import PersonDraft

if TYPE_CHECKING:
    from random import Random

_CHANNELS = (
    [Channel.EMAIL] * 36
    + [Channel.PHONE] * 34
    + [Channel.VIDEO] * 14
    + [Channel.VISIT] * 9
    + [Channel.MEETING] * 5
    + [Channel.SMS] * 2
)


class _Name:
    """A name that is still free, with the gender it suggests."""

    def __init__(self, supply: Supply, place: firms.Place) -> None:
        rng = supply.rng
        self.gender: Gender | None = rng.choice((Gender.FEMALE, Gender.MALE))
        given = people.WESTERN_WOMEN if self.gender is Gender.FEMALE else people.WESTERN_MEN
        family = people.WESTERN_SURNAMES
        if place.currency == "JPY":
            given, family, self.gender = people.JAPANESE_GIVEN, people.JAPANESE_SURNAMES, None
        self.full = supply.new(lambda: f"{rng.choice(given)} {rng.choice(family)}")
        self.first, _, self.family = self.full.partition(" ")
        self.spelled = f"{latin(self.first)}.{latin(self.family)}"


def western_customer(supply: Supply) -> Character:
    """Make up a Western company with its people, or a person."""
    place = supply.rng.choice(firms.PLACES)
    company = supply.chance(0.65)
    return _company(supply, place) if company else _person(supply, place)


def _phones(supply: Supply, place: firms.Place) -> tuple[str, ...]:
    if not place.phone:
        return ()
    most = 10**place.digits - 1
    number = supply.new(
        lambda: f"{place.phone}{supply.rng.randint(0, most):0{place.digits}d}",
    )
    return (number,)


def _company(supply: Supply, place: firms.Place) -> Character:
    rng = supply.rng
    industry, trade = rng.choice(firms.WESTERN_INDUSTRIES)
    brand = supply.new(lambda: rng.choice(firms.WESTERN_BRANDS) + " " + trade)
    domain = f"{latin(brand)}.example.com"
    first, *others = [_Name(supply, place) for _ in range(rng.choice((1, 1, 2, 2, 3)))]
    order = Order.drawn(rng, place.currency)
    draft = CustomerDraft(
        name=f"{brand} {place.form}",
        kind=CustomerKind.COMPANY,
        industry=industry,
        company_size=rng.choice((None, *CompanySize)),
        phones=_phones(supply, place) if supply.chance(0.5) else (),
        emails=(supply.email("office", domain),) if supply.chance(0.5) else (),
        address=f"{place.street.format(rng.randint(1, 240))}, {place.city}",
        tags=tuple(rng.sample(firms.WESTERN_TAGS, rng.choice((0, 0, 1, 2)))),
        people=tuple(_colleague(supply, name, place, domain) for name in (first, *others)),
        **_shared(supply, order),  # type: ignore[arg-type]
    )
    return _character(rng, draft, order, first.first, place.city)


def _person(supply: Supply, place: firms.Place) -> Character:
    rng = supply.rng
    industry, trade = rng.choice(firms.WESTERN_INDUSTRIES)
    name = _Name(supply, place)
    employed = supply.chance(0.7)
    brand = rng.choice(firms.WESTERN_BRANDS)
    order = Order.drawn(rng, place.currency)
    draft = CustomerDraft(
        name=name.full,
        gender=name.gender,
        company=f"{brand} {trade} {place.form}" if employed else None,
        title=rng.choice(people.WESTERN_TITLES) if employed else None,
        occupation=None if employed else rng.choice(people.WESTERN_TRADES),
        industry=industry if employed else None,
        phones=_phones(supply, place),
        emails=(supply.email(name.spelled, "example.org"),),
        address=f"{place.street.format(rng.randint(1, 240))}, {place.city}",
        handles={"linkedin": name.spelled} if supply.chance(0.4) else {},
        hobbies=rng.choice((None, *people.WESTERN_HOBBIES)),
        birthday=supply.birthday(lunar=False),
        channel=rng.choice((None, None, Channel.PHONE, Channel.EMAIL)),
        tags=tuple(rng.sample(firms.WESTERN_TAGS, rng.choice((0, 0, 1)))),
        **_shared(supply, order),  # type: ignore[arg-type]
    )
    return _character(rng, draft, order, name.first, place.city)


def _colleague(supply: Supply, name: _Name, place: firms.Place, domain: str) -> PersonDraft:
    rng = supply.rng
    return PersonDraft(
        name=name.full,
        title=rng.choice(people.WESTERN_TITLES),
        role=rng.choice((None, *people.ROLES)),
        phones=_phones(supply, place) if supply.chance(0.7) else (),
        emails=(supply.email(name.spelled, domain),),
        birthday=supply.birthday(lunar=False),
    )


def _shared(supply: Supply, order: Order) -> dict[str, object]:
    rng = supply.rng
    service = supply.chance(0.2)
    return {
        "source": rng.choice((None, *firms.SOURCES)),
        "product_needs": f"{order.product.en}, about {order.quantity}",
        "service_requirements": "on site within 24 hours" if service else None,
        "need_kind": order.product.kind,
        "potential": order.amount if supply.chance(0.75) else None,
    }


def _character(rng: Random, draft: CustomerDraft, order: Order, who: str, city: str) -> Character:
    minor = 1 if order.amount.currency == "JPY" else 100
    words = {
        "who": who,
        "product": order.product.en,
        "qty": str(order.quantity),
        "amount": f"{order.amount.currency} {order.amount.minor // minor:,}",
        "city": city,
        "rival": rng.choice(SCRIPT.rivals),
    }
    return Character(draft, words, SCRIPT, _CHANNELS, Channel.EMAIL, order, SAYINGS)
