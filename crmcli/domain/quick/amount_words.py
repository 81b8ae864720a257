"""Amounts as they are said: 一百二十万, 12万3千, 12万美金, `1.2 million euros`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

_DIGITS: Final = {char: at for at, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_POWERS: Final = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_CHINESE: Final = "零〇一二两三四五六七八九十百千万亿"
_SCALES: Final = {
    "": 1, "k": 10**3, "thousand": 10**3, "grand": 10**3, "m": 10**6, "mn": 10**6, "mio": 10**6,
    "million": 10**6, "w": 10**4, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7,
    "亿": 10**8, "万亿": 10**12,
}  # fmt: skip
_CODES: Final = {
    "人民币": "CNY", "rmb": "CNY", "yuan": "CNY", "renminbi": "CNY", "块钱": "CNY", "美金": "USD",
    "美刀": "USD", "刀": "USD", "us dollars": "USD", "us dollar": "USD", "u.s. dollars": "USD",
    "欧": "EUR", "euros": "EUR", "euro": "EUR", "镑": "GBP", "pounds": "GBP", "pound": "GBP",
    "quid": "GBP", "dollars": "$", "dollar": "$", "bucks": "$", "日币": "JPY", "日圆": "JPY",
    "yen": "JPY", "港纸": "HKD", "港幣": "HKD", "hong kong dollars": "HKD", "新台币": "TWD",
    "台幣": "TWD", "韩元": "KRW", "韩币": "KRW", "韩圆": "KRW", "澳元": "AUD", "澳币": "AUD",
    "australian dollars": "AUD", "加元": "CAD", "加币": "CAD", "canadian dollars": "CAD",
    "新加坡元": "SGD", "singapore dollars": "SGD", "卢布": "RUB", "roubles": "RUB",
    "rubles": "RUB", "瑞士法郎": "CHF", "瑞郎": "CHF", "swiss francs": "CHF", "泰铢": "THB",
    "越南盾": "VND", "林吉特": "MYR", "马币": "MYR",
}  # fmt: skip
_KEPT: Final = "美元|欧元|英镑|日元|港币|港元|台币|元|块"
_ISO: Final = (
    "usd|eur|gbp|cny|jpy|hkd|twd|sgd|aud|cad|nzd|chf|inr|krw|rub|sek|nok|dkk|pln|thb|vnd|myr|idr"
    "|brl|mxn|zar|aed"
)
_OTHER: Final = (
    "[\u4e00-\u9fff]{0,3}?(?<![多几])(?:元|币|盾|铢|法郎|克朗|比索|卢比|里拉)(?!素|件|旦)"
    r"|(?:[a-z]+ )?(?:dollars|francs|pesos|rupees|kron(?:er|or)|crowns|lira|rand|zloty|dirhams?)\b"
)

_ENGLISH_SCALE: Final = "thousand|grand|million|mio|mn"
_LATIN: Final = rf"(?:{_ENGLISH_SCALE})(?![a-z])|[kmw](?![a-z])|[kmw](?=(?:rmb|{_ISO})(?![a-z]))"
_UNIT: Final = f"百万|千万|万亿|[千万亿]|{_LATIN}"
_SAID: Final = "|".join(
    re.escape(word) + ("(?![a-z])" if word.isascii() else "")
    for word in sorted(_CODES, key=len, reverse=True)
)
AMOUNT: Final = (
    r"(?:(?P<before>[¥$€£₩₹₽₫฿]|us\$|hk\$|nt\$|人民币|美元|美金|欧元|rmb|(?!for|and|but|the|was"
    r"|now)[a-z]{3}(?= ?[0-9])) ?)?"
    r"(?:(?P<number>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)"
    rf" ?(?P<unit>{_UNIT})?(?P<part>(?<=[万千])[0-9](?![0-9.,])(?:千|百)?)?"
    rf"|(?P<chinese>[{_CHINESE}]+(?<![零〇])))"
    rf" ?(?P<after>{_SAID}|{_KEPT}|(?:{_ISO})(?![a-z])|{_OTHER})?"
)
"""An amount with its currency; `worth` reads what its groups hold."""

AMOUNT_WITH_UNIT: Final = rf"[0-9][0-9,.]* ?(?:{_UNIT})(?:{_KEPT}|{_ISO})?|[0-9][0-9,.]*(?:{_KEPT})"
"""An amount that is no telephone number: 3万, 12k."""


def is_money(match: re.Match[str]) -> bool:
    """Tell whether figures that are matched have a unit or a currency."""
    scaled = match["chinese"] is not None and match["chinese"][-1] in "百千万亿"
    return bool(match["before"] or match["unit"] or match["after"] or scaled)


def named_amount(match: re.Match[str]) -> str | None:
    """Write an amount as `read_money` reads it; None where its figures have no certain value.

    A currency that is not known stays as it is said, so that reading it tells so.
    """
    number = _chinese_number(match["chinese"]) if match["chinese"] else _figures(match)
    if number is None:
        return None
    # Figures alone stay as they are, so that more decimals than the currency has are seen.
    bare = match["number"] and not (match["unit"] or match["part"])
    figures = match["number"].replace(",", "") if bare else f"{number.normalize():f}"
    parts = [match["before"] or "", figures, match["after"] or ""]
    return " ".join(_CODES.get(part, part) for part in parts if part)


def _figures(match: re.Match[str]) -> Decimal | None:
    scale = _SCALES[match["unit"] or ""]
    number = Decimal(match["number"].replace(",", "")) * scale
    part = match["part"]
    if not part:
        return number
    # 1万2 is 12000, and 12万3千 is 123000.
    return number + int(part[0]) * (_POWERS[part[1]] if part[1:] else scale // 10)


def _chinese_number(text: str) -> Decimal | None:
    """Read a number in characters; None where it is none, as 三五万 or 二零二六."""
    total = section = 0
    digit: int | None = None
    last, zero = 10**12, False
    for char in text:
        if char in _DIGITS:
            if digit is not None and digit != 0:
                return None
            digit, zero = _DIGITS[char], zero or char in "零〇"
            continue
        power = _POWERS[char]
        if power >= 10**4:
            section += digit or 0
            if section == 0 and not total:
                return None
            total = (total + section) * power if power > 10**4 else total + section * power
            section, last = 0, power
        else:
            if digit is None and power != _POWERS["十"]:
                return None
            section += (1 if digit is None else digit) * power
            last = power
        digit, zero = None, False
    if digit:
        # 三万五 is 35000, 三万零五 is 30005.
        section += digit if zero or last in {10, 10**12} else digit * (last // 10)
    return Decimal(total + section)
