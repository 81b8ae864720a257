"""Amounts of money: exact integers of minor units, and how a typed amount is read.

No float and no rounding anywhere: what cannot be kept exactly is refused with its reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from crmcli.domain.currency import decimals, is_currency
from crmcli.errors import N_, UnreadableAmount

LARGEST_MINOR = 2**63 - 1
"""The largest number of minor units a book can hold (a signed 64-bit integer)."""

_EMPTY = N_("it is empty.")
_NEGATIVE = N_("an amount cannot be negative.")
_SHAPE = N_("it is not a plain number with at most one currency.")
_GROUPING = N_(
    "a comma may only stand between groups of three digits; decimals are written with a point."
)
_DECIMALS = N_("it has more decimals than its currency.")
_LARGE = N_("it is too large.")
_CURRENCY = N_("this currency is not known.")
_TWO = N_("it names two different currencies.")
_OTHERWISE = N_("with the one beside it, it names two different currencies.")
_YEN_OR_YUAN = N_("¥ can be yuan or yen here: write the code, such as CNY or JPY.")
_WHICH_YUAN = N_("元 can mean two currencies here: write the code, such as CNY.")

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDE |= {0x3000: 0x20, 0xA0: 0x20, 0xFFE5: 0xA5, 0xFFE1: 0xA3, 0x2212: 0x2D}

_POWERS = {
    "": 0,
    "k": 3,
    "m": 6,
    "千": 3,
    "万": 4,
    "w": 4,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "万亿": 12,
}
_POWERS |= {"萬": 4, "億": 8}

_NAMES = {
    "€": "EUR", "£": "GBP", "₩": "KRW", "₹": "INR", "₽": "RUB", "₫": "VND", "฿": "THB",
    "US$": "USD", "HK$": "HKD", "NT$": "TWD", "RMB": "CNY", "人民币": "CNY", "块": "CNY",
    "美元": "USD", "欧元": "EUR", "英镑": "GBP", "日元": "JPY", "円": "JPY", "港币": "HKD",
    "港元": "HKD", "台币": "TWD",
}  # fmt: skip
# Currencies that are themselves written with a plain $, dollars and pesos alike.
_DOLLARS = frozenset((
    "ARS", "AUD", "BBD", "BMD", "BND", "BSD", "BZD", "CAD", "CLP", "COP", "CUP", "CVE", "DOP",
    "FJD", "GYD", "HKD", "JMD", "KYD", "LRD", "MXN", "NAD", "NIO", "NZD", "SBD", "SGD", "SRD",
    "TTD", "TWD", "UYU", "XCD",
))  # fmt: skip
_OTHER_YUAN = frozenset(("HKD", "MOP", "TWD"))

_MOST_DIGITS = 40  # beyond any 64-bit amount; int() itself refuses 4,301 digits


@cache
def _amount() -> re.Pattern[str]:
    """Match a number with its marks; possessive, so that no input makes it slow."""
    mark = r"[A-Z]{3}|[A-Z]{2}\$|[$€£¥₩₹₽₫฿]|[^\W\d_a-zA-Z]{1,3}"
    return re.compile(
        rf"(?P<before>{mark})?\s*+(?P<sign>-)?\s*+(?P<number>[0-9.,]+)"
        rf"\s*+(?P<unit>k|m|w|百万|千万|万亿|[千万亿萬億])?\s*+(?P<after>{mark})?",
        re.IGNORECASE,
    )


@cache
def _number() -> re.Pattern[str]:
    """Match a number whose commas, if any, all stand between groups of three digits."""
    return re.compile(
        r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.(?P<part>[0-9]+))?|\.(?P<bare>[0-9]+)"
    )


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount.

    Args:
        minor: the amount in minor units of the currency (fen, cents), any sign.
        currency: an ISO 4217 code in capitals.
    """

    minor: int
    currency: str

    def decimal_text(self) -> str:
        """Write the amount with all decimals of its currency and no grouping: `1200.50`."""
        places = decimals(self.currency)
        if not places:
            return str(self.minor)
        whole, part = divmod(abs(self.minor), 10**places)
        return f"{'-' if self.minor < 0 else ''}{whole}.{part:0{places}d}"

    def __str__(self) -> str:
        """Write the amount and its currency: `1200.50 CNY`; `read_money` reads it back."""
        return f"{self.decimal_text()} {self.currency}"


def currency_named(text: str) -> str | None:
    """Give the code of a currency by that or by its name, as `eur` or `美元`; None for none."""
    named = text.strip().upper()
    code = _NAMES.get(named, named)
    return code if is_currency(code) else None


def read_money(text: str, *, book_currency: str) -> Money:
    """Read an amount as people type it: `12000`, `12,000.50`, `12k`, `1.2万`, `EUR 300`, `¥300`.

    The currency may stand on either side, as a code, a sign or a Chinese name; without one it is
    the book's. `$` is the book's currency if that is itself written with `$`, else USD. `¥` is the
    book's currency if that is CNY or JPY, else refused. `元` is CNY, and refused in a book of HKD,
    MOP or TWD. Full-width characters read like their ASCII forms. Never rounds.

    Args:
        text: what was typed.
        book_currency: the ISO 4217 code of the book.

    Raises:
        UnreadableAmount: with the reason: empty, negative, no plain number, misplaced grouping,
            more decimals than the currency has, too large, an unknown or ambiguous currency.
    """
    plain = text.translate(_WIDE).strip()
    if not plain:
        raise UnreadableAmount(text=text, reason=_EMPTY)
    match = _amount().fullmatch(plain)
    if (match is not None and match["sign"]) or _is_below_zero(plain):
        raise UnreadableAmount(text=text, reason=_NEGATIVE)
    if match is None:
        raise UnreadableAmount(text=text, reason=_SHAPE)
    currency = _currency(text, match["before"], match["after"], book_currency)
    power = _POWERS[(match["unit"] or "").lower()] + decimals(currency)
    return Money(_scaled(text, match["number"], power), currency)


def read_currency(text: str, *, book_currency: str) -> str:
    """Read a currency by its code, sign or name; arguments as for `read_money`.

    Raises:
        UnreadableAmount: it is none, or may be two.
    """
    return _named(text, text.translate(_WIDE).strip().upper(), book_currency)


def read_money_beside(text: str, beside: str, *, book_currency: str) -> Money:
    """Read an amount beside which its currency is stated; what it names itself has to agree.

    Args:
        text: the amount, with or without a currency of its own.
        beside: the currency that is stated beside it; blank for none.
        book_currency: the ISO 4217 code of the book.

    Raises:
        UnreadableAmount: as `read_money`; or the two name different currencies.
    """
    if not beside.strip():
        return read_money(text, book_currency=book_currency)
    stated = read_currency(beside, book_currency=book_currency)
    amount = read_money(text, book_currency=stated)
    if amount.currency != stated:
        raise UnreadableAmount(text=text, reason=_OTHERWISE)
    return amount


def _is_below_zero(plain: str) -> bool:
    """Tell whether a number is negated: `-5`, `-¥5`, `5-`, or `(5)` as accountants write it."""
    negated = plain[0] == "-" or plain[-1] == "-" or plain[0] + plain[-1] == "()"
    return negated and any(char in "0123456789" for char in plain)


def _scaled(text: str, number: str, power: int) -> int:
    """Multiply a decimal number by a power of ten, exactly, within what a book can hold."""
    match = _number().fullmatch(number)
    if match is None:
        raise UnreadableAmount(text=text, reason=_GROUPING if "," in number else _SHAPE)
    whole = (match["whole"] or "0").replace(",", "").lstrip("0")
    part = match["part"] or match["bare"] or ""
    if len(part) > power:
        raise UnreadableAmount(text=text, reason=_DECIMALS)
    if len(whole) > _MOST_DIGITS:
        raise UnreadableAmount(text=text, reason=_LARGE)
    minor: int = int((whole + part) or "0") * 10 ** (power - len(part))
    if minor > LARGEST_MINOR:
        raise UnreadableAmount(text=text, reason=_LARGE)
    return minor


def _currency(text: str, before: str | None, after: str | None, book: str) -> str:
    """Find the one currency that the marks around a number name, or the book's."""
    named = [_named(text, mark.upper(), book) for mark in (before, after) if mark]
    if len(named) > 1 and named[0] != named[1]:
        raise UnreadableAmount(text=text, reason=_TWO)
    return named[0] if named else book


def _named(text: str, mark: str, book: str) -> str:
    """Give the code of one currency mark, in capitals; refuse what two currencies share."""
    if mark in _NAMES:
        return _NAMES[mark]
    if mark == "$":
        return book if book in _DOLLARS else "USD"
    if mark == "¥":
        if book not in {"CNY", "JPY"}:
            raise UnreadableAmount(text=text, reason=_YEN_OR_YUAN)
        return book
    if mark == "元":
        if book in _OTHER_YUAN:
            raise UnreadableAmount(text=text, reason=_WHICH_YUAN)
        return "CNY"
    if not is_currency(mark):
        raise UnreadableAmount(text=text, reason=_CURRENCY)
    return mark
