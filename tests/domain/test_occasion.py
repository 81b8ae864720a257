"""The day on which a birthday is kept in a year, worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from crmcli.domain.birthday import kept_birthday
from crmcli.domain.occasion import birthday_in

# Birthday, (lunar) year, day, and how many days its month has where these are too few.
TABLE = [
    ("1988-05-06", 2026, "2026-05-06", None),
    ("05-06", 2026, "2026-05-06", None),
    ("1988-02-29", 2026, "2026-02-28", 28),
    ("02-29", 2027, "2027-02-28", 28),
    ("02-29", 2028, "2028-02-29", None),
    ("02-29", 2100, "2100-02-28", 28),
    ("lunar:1988-08-15", 2026, "2026-09-25", None),
    ("lunar:01-01", 2026, "2026-02-17", None),
    # The lunar year 2025 ends with 29 days on 16 February 2026, that of 2023 with 30.
    ("lunar:12-30", 2025, "2026-02-16", 29),
    ("lunar:12-30", 2026, "2027-02-05", 29),
    ("lunar:12-30", 2023, "2024-02-09", None),
    ("lunar:12-29", 2025, "2026-02-16", None),
    # The second month of 2026 has 29 days: 19 March to 16 April.
    ("lunar:02-30", 2026, "2026-04-16", 29),
    # A leap month is kept in the ordinary one, also in a year that has it again.
    ("lunar:1987-L06-05", 2024, "2024-07-10", None),
    ("lunar:1987-L06-05", 2025, "2025-06-29", None),
    ("lunar:L10-30", 2026, "2026-12-08", None),
    ("lunar:L02-30", 2026, "2026-04-16", 29),
]


@pytest.mark.parametrize(("birthday", "year", "day", "days"), TABLE)
def test_the_day_is_that_of_the_rules(birthday: str, year: int, day: str, days: int | None) -> None:
    born = kept_birthday(birthday)
    assert born is not None
    assert birthday_in(born, year) == (date.fromisoformat(day), days)


def test_beyond_the_lunar_table_there_is_no_day() -> None:
    born = kept_birthday("lunar:08-15")
    assert born is not None
    assert birthday_in(born, 2200) is None
