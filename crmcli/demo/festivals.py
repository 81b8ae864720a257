"""The Chinese festivals on which the demonstration's salesperson wrote to everybody."""

from __future__ import annotations

from datetime import date, timedelta

from crmcli.domain.festival import Festival, festival_day

_GONE_BY = timedelta(days=8)
_FRESH = timedelta(days=250)
_NAMES = {Festival.MID_AUTUMN: "中秋", Festival.SPRING_FESTIVAL: "春节"}


def last_festival(today: date) -> tuple[str, date]:
    """Return the name and local date of the last festival that is some days past.

    In years of which no lunar day is known it is the New Year, which needs no table.
    """
    until = today - _GONE_BY
    past = [
        (day, name)
        for festival, name in _NAMES.items()
        for year in (until.year - 1, until.year)
        if (day := festival_day(festival, year)) is not None and day <= until
    ]
    new_year = date(until.year, 1, 1)
    day, name = max(past, default=(new_year, "元旦"))
    return (name, day) if today - day <= _FRESH else ("元旦", new_year)
