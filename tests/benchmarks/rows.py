"""A file of customers as a person keeps it in a spreadsheet, of any length."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from tests.benchmarks import texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

HEADER = (
    "客户名称", "联系人", "职务", "手机", "邮箱", "公司地址", "行业", "来源", "等级", "预计成交",
    "最近联系", "备注",
)  # fmt: skip

_NOTES = (
    "价格敏感，要多跟几次",
    "先发资料，别打电话",
    "认准服务，价格其次",
    "",
    "",
    "竞争对手也在跟",
)
_HORIZONS = {"A": (6, 28), "B": (35, 85), "C": (96, 170)}


def rows(size: int, today: date) -> Iterator[list[str]]:
    """Make up rows; no two of them share a phone, an e-mail or a name."""
    rng = Random(20_261_120)  # noqa: S311 - believable, not secret
    for number in range(size):
        yield _row(rng, number, today)


def _row(rng: Random, number: int, today: date) -> list[str]:
    pick = rng.choice
    city, industry = texts.CITIES[number % 16], pick(texts.TRADES)
    grade = rng.choices(("A", "B", "C", "D", "E", ""), (6, 14, 20, 40, 12, 8))[0]
    close = ""
    if grade in _HORIZONS:
        close = (today + timedelta(days=rng.randint(*_HORIZONS[grade]))).isoformat()
    met = ""
    if rng.random() < 0.8:
        met = (today - timedelta(days=1 + rng.randrange(90))).isoformat()
    return [
        f"{city}{_brand(number // 16)}{industry}有限公司",
        pick(texts.SURNAMES)
        + pick(texts.GIVEN)
        + (pick(texts.GIVEN) if rng.random() < 0.6 else ""),
        pick(("采购经理", "总经理", "厂长", "财务经理", "")),
        _mobile(rng, number),
        f"buyer{number}@{pick(('firm', 'corp', 'trade'))}.example.com"
        if rng.random() < 0.8
        else "",
        f"{city}市人民路{1 + rng.randrange(999)}号",
        industry,
        pick(("展会", "转介绍", "官网", "广告", "")),
        grade,
        close,
        met,
        pick(_NOTES),
    ]


def _brand(number: int) -> str:
    given = texts.GIVEN
    size = len(given)
    return given[number % size] + given[number // size % size] + given[number // size**2 % size]


def _mobile(rng: Random, number: int) -> str:
    plain = f"13{5 + rng.randrange(5)}{number:08d}"
    if rng.random() < 0.7:
        return plain
    between = rng.choice((" ", "-"))
    return between.join((plain[:3], plain[3:7], plain[7:]))
