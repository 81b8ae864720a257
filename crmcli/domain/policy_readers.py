"""Reading what a policy is set to: counts, shares, amounts, lengths of time and choices.

Each gives the text that is kept, and raises ValueError or UsageFault for what it cannot be.
"""

from __future__ import annotations

import re
from fractions import Fraction

from crmcli.domain.counting import read_counted, read_free_days
from crmcli.domain.loyalty_levels import levels_text, read_levels
from crmcli.domain.span import read_span
from crmcli.domain.work_calendar import calendar_name

_MOST = 10**12
_WHOLE = 100
_WHOLE_UNITS = "JPY"
_GREETING_DAYS = 30


def percent(text: str) -> str:
    number = count(text.removesuffix("%").strip())
    if int(number) > _WHOLE:
        raise ValueError(text)
    return number


def count(text: str) -> str:
    if not (text.isascii() and text.isdigit()) or int(text) > _MOST:
        raise ValueError(text)
    return str(int(text))


def positive(text: str) -> str:
    number = count(text)
    if number == "0":
        raise ValueError(text)
    return number


def units(text: str) -> str:
    """Read whole units of the book's currency, whichever that is, as amounts are typed."""
    from crmcli.domain.money import read_money  # noqa: PLC0415 - not for every command

    # A currency without decimals takes whole units alone; another one that is named is refused.
    amount = read_money(text, book_currency=_WHOLE_UNITS)
    if amount.currency != _WHOLE_UNITS:
        raise ValueError(text)
    return positive(str(amount.minor))


def ratio(text: str) -> str:
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,3})?", text) or Fraction(text) < 1:
        raise ValueError(text)
    return text


def span(text: str) -> str:
    return str(read_span(text))


def limit(text: str) -> str:
    from crmcli.domain.limit import read_limit  # noqa: PLC0415 - not for every command

    return str(read_limit(text))


def counting(text: str) -> str:
    from crmcli.domain.working_policy import read_counting  # noqa: PLC0415 - likewise

    return read_counting(text).value


def working_days(text: str) -> str:
    from crmcli.domain.working_policy import days_text, read_working_days  # noqa: PLC0415 - likewise

    return days_text(read_working_days(text))


def working_hours(text: str) -> str:
    from crmcli.domain.working_policy import hours_text, read_working_hours  # noqa: PLC0415 - likewise

    return hours_text(*read_working_hours(text))


def calendar(text: str) -> str:
    name = calendar_name(text)
    if not re.fullmatch("[A-Za-z][A-Za-z0-9_-]{0,19}", name):
        raise ValueError(text)
    return name


def counted(text: str) -> str:
    return read_counted(text).value


def free_days(text: str) -> str:
    return read_free_days(text).value


def greeting_days(text: str) -> str:
    from crmcli.domain.span import Unit, length_of  # noqa: PLC0415 - not for every command
    from crmcli.domain.wording import tidy  # noqa: PLC0415 - likewise

    found = length_of(tidy(text))
    # Longer, and a greeting would count for two years.
    if found is None or found.unit not in {Unit.DAY, Unit.WEEK} or found.days > _GREETING_DAYS:
        raise ValueError(text)
    return f"{found.days}d"


def festivals(text: str) -> str:
    from crmcli.domain.festival_choice import read_festivals  # noqa: PLC0415 - likewise

    return read_festivals(text, policy=True)


def whom(text: str) -> str:
    from crmcli.domain.festival_choice import read_whom  # noqa: PLC0415 - likewise

    return read_whom(text).value


def levels(text: str) -> str:
    return levels_text(read_levels(text))
