"""In which language the demonstration is written down: its salesperson's, which is its reader's.

Names stay what they are. In English the notes on Chinese customers are in Chinese, as somebody
writes who deals with both, but what is sold has its English name; in Chinese everything is Chinese.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from crmcli.demo import firms, notes_en, notes_zh, people, sayings_en, sayings_zh

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crmcli.demo.character import Order
    from crmcli.demo.firms import Place
    from crmcli.demo.lines import Script
    from crmcli.demo.sayings import Sayings


@dataclass(frozen=True, slots=True)
class Writing:
    """What is written of customers of any country, and of Western ones, in one language.

    Args:
        sources: where customers came from.
        roles: what people do in a company's decisions.
        industries: by its English word what an industry is called.
        titles: what people are in a company.
        trades: what people do who are in none.
        hobbies: what people like.
        tags: tags on customers.
        script: what is written of contacts.
        sayings: what is written of deals and feedback.
        service: a requirement of service.
    """

    sources: Sequence[str]
    roles: Sequence[str]
    industries: Mapping[str, str]
    titles: Sequence[str]
    trades: Sequence[str]
    hobbies: Sequence[str]
    tags: Sequence[str]
    script: Script
    sayings: Sayings
    service: str

    def needs(self, order: Order) -> str:
        """Say what a customer needs."""
        product = self.sayings.product(order.product)
        if self.sayings.chinese:
            return f"{product}，约 {order.quantity} 套"
        return f"{product}, about {order.quantity}"

    def city(self, place: Place) -> str:
        """Name a Western city, as a sentence has it."""
        return place.zh if self.sayings.chinese else place.city

    def amount(self, order: Order) -> str:
        """Say for how much a customer may buy, as it is put into a note."""
        whole = order.amount.minor // (1 if order.amount.currency == "JPY" else 100)
        if not self.sayings.chinese:
            return f"{order.amount.currency} {whole:,}"
        if order.amount.currency == "CNY":
            return f" {whole / 10_000:g} 万"
        return f" {order.amount.currency} {whole:,}"


ENGLISH: Final = Writing(
    sources=firms.SOURCES,
    roles=people.ROLES,
    industries={name: name for name, _ in firms.WESTERN_INDUSTRIES},
    titles=people.WESTERN_TITLES,
    trades=people.WESTERN_TRADES,
    hobbies=people.WESTERN_HOBBIES,
    tags=firms.WESTERN_TAGS,
    script=notes_en.SCRIPT,
    sayings=sayings_en.SAYINGS,
    service="on site within 24 hours",
)
CHINESE: Final = Writing(
    sources=("广告", "转介绍", "展会", "网站", "陌生拜访", "社交媒体"),
    roles=("决策人", "参谋", "使用人", "付款人"),
    industries={
        "manufacturing": "机械制造",
        "logistics": "物流仓储",
        "food": "食品",
        "pharma": "医药",
        "electronics": "电子",
        "retail": "零售",
        "automotive": "汽车配件",
        "textiles": "服装纺织",
    },
    titles=tuple(title for title, _ in people.CHINESE_TITLES),
    trades=people.CHINESE_TRADES,
    hobbies=people.CHINESE_HOBBIES,
    tags=firms.CHINESE_TAGS,
    script=notes_zh.SCRIPT,
    sayings=sayings_zh.SAYINGS,
    service="要求 24 小时内上门",
)
