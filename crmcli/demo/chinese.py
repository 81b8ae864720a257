"""The Chinese customers of the demonstration."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from crmcli.demo import firms, people
from crmcli.demo.character import Character, Order, Supply
from crmcli.demo.notes_zh import SCRIPT
from crmcli.demo.sayings_zh import SAYINGS
from crmcli.domain.channel import Channel
from crmcli.domain.customer import CompanySize, CustomerDraft, CustomerKind, Gender
from crmcli.domain.person import PersonDraft

if TYPE_CHECKING:
    from random import Random

    from crmcli.demo.writing import Writing

_CHANNELS = (
    [Channel.PHONE] * 38
    + [Channel.WECHAT] * 34
    + [Channel.VISIT] * 14
    + [Channel.EMAIL] * 5
    + [Channel.VIDEO] * 4
    + [Channel.MEETING] * 3
    + [Channel.SMS] * 2
)
_ENGLISH_TITLES = (
    "{qty} × {product}",
    "{product}, new line",
    "{product}, second site",
    "{product}, first phase",
)
"""How deals are called where the salesperson writes English: without the Chinese city."""
# Real prefixes, followed by 0000, which no operator hands out to subscribers.
_PREFIXES = ("132", "135", "137", "139", "150", "158", "186", "188", "192")


class _Name:
    """A name that is still free, with its spelling and the gender it suggests."""

    def __init__(self, supply: Supply) -> None:
        spelling = {}
        rng = supply.rng

        def draw() -> str:
            self.gender = rng.choice((Gender.FEMALE, Gender.MALE, Gender.MALE))
            given = people.CHINESE_WOMEN if self.gender is Gender.FEMALE else people.CHINESE_MEN
            family, family_latin = rng.choice(people.CHINESE_SURNAMES)
            first, first_latin = rng.choice(given)
            spelling[family + first] = (family, family_latin + first_latin)
            return family + first

        self.full = supply.new(draw)
        self.family, self.spelled = spelling[self.full]


def chinese_customer(supply: Supply, writing: Writing) -> Character:
    """Make up a Chinese company with its people, or a Chinese person.

    What is common to all customers is written down in the book's language, the rest in Chinese.
    """
    return _company(supply, writing) if supply.chance(0.6) else _person(supply, writing)


def _mobile(supply: Supply) -> str:
    return f"+86{supply.rng.choice(_PREFIXES)}0000{supply.tail()}"


def _company(supply: Supply, writing: Writing) -> Character:
    rng = supply.rng
    city, area, street = rng.choice(firms.CHINESE_CITIES)
    industry, trade = rng.choice(firms.CHINESE_INDUSTRIES)
    spellings = dict(firms.CHINESE_BRANDS)
    brand = supply.new(lambda: city + rng.choice(firms.CHINESE_BRANDS)[0]).removeprefix(city)
    name = f"{city}{brand}{trade}有限公司"
    domain = f"{spellings[brand]}.example.cn"
    first, *others = [_Name(supply) for _ in range(rng.choice((1, 1, 2, 2, 3)))]
    title, address = rng.choice(people.CHINESE_TITLES)
    order = Order.drawn(rng, "CNY")
    draft = CustomerDraft(
        name=name,
        kind=CustomerKind.COMPANY,
        industry=industry,
        company_size=rng.choice((None, *CompanySize)),
        registered=_registered(supply),
        phones=(f"0{area}-5550{supply.tail()}",) if supply.chance(0.6) else (),
        emails=(supply.email("info", domain),) if supply.chance(0.5) else (),
        address=f"{city}市{street}{rng.randint(1, 1888)}号",
        tags=tuple(rng.sample(firms.CHINESE_TAGS, rng.choice((0, 0, 1, 1, 2)))),
        people=(
            _colleague(supply, first, title, domain, writing),
            *(
                _colleague(supply, other, rng.choice(people.CHINESE_TITLES)[0], domain, writing)
                for other in others
            ),
        ),
        **_shared(supply, order, writing),  # type: ignore[arg-type]
    )
    return _character(rng, draft, order, (first.family + address, city), writing)


def _person(supply: Supply, writing: Writing) -> Character:
    rng = supply.rng
    city, _, street = rng.choice(firms.CHINESE_CITIES)
    industry, trade = rng.choice(firms.CHINESE_INDUSTRIES)
    name = _Name(supply)
    title, address = rng.choice(people.CHINESE_TITLES)
    employed = supply.chance(0.7)
    brand = rng.choice(firms.CHINESE_BRANDS)[0]
    order = Order.drawn(rng, "CNY")
    draft = CustomerDraft(
        name=name.full,
        gender=name.gender,
        company=f"{city}{brand}{trade}有限公司" if employed else None,
        title=title if employed else None,
        occupation=None if employed else rng.choice(people.CHINESE_TRADES),
        industry=industry if employed else None,
        phones=(_mobile(supply),),
        emails=(supply.email(name.spelled, "example.cn"),) if supply.chance(0.6) else (),
        address=f"{city}市{street}{rng.randint(1, 1888)}号",
        handles={"wechat": f"{name.spelled}{supply.tail()}"} if supply.chance(0.7) else {},
        hobbies=rng.choice((None, *people.CHINESE_HOBBIES)),
        birthday=supply.birthday(lunar=True),
        channel=rng.choice((None, None, Channel.PHONE, Channel.WECHAT)),
        tags=tuple(rng.sample(firms.CHINESE_TAGS, rng.choice((0, 0, 1)))),
        **_shared(supply, order, writing),  # type: ignore[arg-type]
    )
    who = name.family + address if employed else name.full
    return _character(rng, draft, order, (who, city), writing)


def _colleague(
    supply: Supply, name: _Name, title: str, domain: str, writing: Writing
) -> PersonDraft:
    rng = supply.rng
    return PersonDraft(
        name=name.full,
        title=title,
        role=rng.choice((None, *writing.roles)),
        phones=(_mobile(supply),),
        emails=(supply.email(name.spelled, domain),) if supply.chance(0.7) else (),
        birthday=supply.birthday(lunar=True),
    )


def _shared(supply: Supply, order: Order, writing: Writing) -> dict[str, object]:
    rng = supply.rng
    service = supply.chance(0.2)
    return {
        "source": rng.choice((None, *writing.sources)),
        "product_needs": writing.needs(order),
        "service_requirements": "要求 24 小时内上门" if service else None,
        "need_kind": order.product.kind,
        "potential": order.amount if supply.chance(0.75) else None,
    }


def _character(
    rng: Random, draft: CustomerDraft, order: Order, told: tuple[str, str], writing: Writing
) -> Character:
    who, city = told
    words = {
        "who": who,
        "product": order.product.zh,
        "qty": str(order.quantity),
        "amount": f" {order.amount.minor / 1_000_000:g} 万",
        "city": city,
        "rival": rng.choice(SCRIPT.rivals),
    }
    sayings = SAYINGS
    if not writing.sayings.chinese:
        # What is sold has the names that it has in the salesperson's price list.
        sayings = replace(SAYINGS, chinese_products=False, titles=_ENGLISH_TITLES)
    return Character(draft, words, SCRIPT, _CHANNELS, Channel.WECHAT, order, sayings)


def _registered(supply: Supply) -> date | None:
    rng = supply.rng
    if supply.chance(0.6):
        return None
    return date(rng.randint(1996, 2021), rng.randint(1, 12), rng.randint(1, 28))
