"""The Western customers of the demonstration, and a few from Japan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.demo import firms, people
from crmcli.demo.character import Character, Order, Supply
from crmcli.demo.spelling import latin
from crmcli.domain.channel import Channel
from crmcli.domain.customer import CompanySize, CustomerDraft, CustomerKind, Gender
from crmcli.domain.person import PersonDraft

if TYPE_CHECKING:
    from crmcli.demo.writing import Writing

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


def western_customer(supply: Supply, writing: Writing) -> Character:
    """Make up a Western company with its people, or a person; it is written down in a language."""
    place = supply.rng.choice(firms.PLACES)
    make = _company if supply.chance(0.65) else _person
    return make(supply, place, writing)


def _phones(supply: Supply, place: firms.Place) -> tuple[str, ...]:
    if not place.phone:
        return ()
    most = 10**place.digits - 1
    number = supply.new(
        lambda: f"{place.phone}{supply.rng.randint(0, most):0{place.digits}d}",
    )
    return (number,)


def _company(supply: Supply, place: firms.Place, writing: Writing) -> Character:
    rng = supply.rng
    industry, trade = rng.choice(firms.WESTERN_INDUSTRIES)
    brand = supply.new(lambda: rng.choice(firms.WESTERN_BRANDS) + " " + trade)
    domain = f"{latin(brand)}.example.com"
    first, *others = [_Name(supply, place) for _ in range(rng.choice((1, 1, 2, 2, 3)))]
    order = Order.drawn(rng, place.currency)
    draft = CustomerDraft(
        name=f"{brand} {place.form}",
        kind=CustomerKind.COMPANY,
        industry=writing.industries[industry],
        company_size=rng.choice((None, *CompanySize)),
        phones=_phones(supply, place) if supply.chance(0.5) else (),
        emails=(supply.email("office", domain),) if supply.chance(0.5) else (),
        address=f"{place.street.format(rng.randint(1, 240))}, {place.city}",
        tags=tuple(rng.sample(writing.tags, rng.choice((0, 0, 1, 2)))),
        people=tuple(_colleague(supply, name, place, domain, writing) for name in (first, *others)),
        **_shared(supply, order, writing),  # type: ignore[arg-type]
    )
    return _character(supply, draft, order, (first.first, writing.city(place)), writing)


def _person(supply: Supply, place: firms.Place, writing: Writing) -> Character:
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
        title=rng.choice(writing.titles) if employed else None,
        occupation=None if employed else rng.choice(writing.trades),
        industry=writing.industries[industry] if employed else None,
        phones=_phones(supply, place),
        emails=(supply.email(name.spelled, "example.org"),),
        address=f"{place.street.format(rng.randint(1, 240))}, {place.city}",
        handles={"linkedin": name.spelled} if supply.chance(0.4) else {},
        hobbies=rng.choice((None, *writing.hobbies)),
        birthday=supply.birthday(lunar=False),
        channel=rng.choice((None, None, Channel.PHONE, Channel.EMAIL)),
        tags=tuple(rng.sample(writing.tags, rng.choice((0, 0, 1)))),
        **_shared(supply, order, writing),  # type: ignore[arg-type]
    )
    return _character(supply, draft, order, (name.first, writing.city(place)), writing)


def _colleague(
    supply: Supply, name: _Name, place: firms.Place, domain: str, writing: Writing
) -> PersonDraft:
    rng = supply.rng
    return PersonDraft(
        name=name.full,
        title=rng.choice(writing.titles),
        role=rng.choice((None, *writing.roles)),
        phones=_phones(supply, place) if supply.chance(0.7) else (),
        emails=(supply.email(name.spelled, domain),),
        birthday=supply.birthday(lunar=False),
    )


def _shared(supply: Supply, order: Order, writing: Writing) -> dict[str, object]:
    rng = supply.rng
    service = supply.chance(0.2)
    return {
        "source": rng.choice((None, *writing.sources)),
        "product_needs": writing.needs(order),
        "service_requirements": writing.service if service else None,
        "need_kind": order.product.kind,
        "potential": order.amount if supply.chance(0.75) else None,
    }


def _character(
    supply: Supply, draft: CustomerDraft, order: Order, told: tuple[str, str], writing: Writing
) -> Character:
    who, city = told
    words = {
        "who": who,
        "product": writing.sayings.product(order.product),
        "qty": str(order.quantity),
        "amount": writing.amount(order),
        "city": city,
        "rival": supply.rng.choice(writing.script.rivals),
    }
    channel = Channel.EMAIL
    return Character(draft, words, writing.script, _CHANNELS, channel, order, writing.sayings)
