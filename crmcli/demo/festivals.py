"""The Chinese festivals on which the demonstration's salesperson wrote to everybody."""

from __future__ import annotations

from datetime import date, timedelta

from crmcli.demo.spelling import words

_GONE_BY = timedelta(days=8)
_FRESH = timedelta(days=250)
_DAYS = {
    "中秋": words(
        "2023-09-29 2024-09-17 2025-10-06 2026-09-25 2027-09-15 2028-10-03 2029-09-22 2030-09-12"
        " 2031-10-01 2032-09-19 2033-09-08 2034-09-27 2035-09-16"
    ),
    "春节": words(
        "2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03 2031-01-23"
        " 2032-02-11 2033-01-31 2034-02-19 2035-02-08"
    ),
}


def last_festival(today: date) -> tuple[str, date]:
    """Return the name and local date of the last festival that is some days past.

    In years beyond those that are written down it is the New Year, which needs no table.
    """
    until = today - _GONE_BY
    known = [(date.fromisoformat(each), name) for name, days in _DAYS.items() for each in days]
    past = [each for each in known if each[0] <= until]
    new_year = date(until.year, 1, 1)
    day, name = max(past, default=(new_year, "元旦"))
    return (name, day) if today - day <= _FRESH else ("元旦", new_year)
