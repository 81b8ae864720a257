"""Birthdays on the due list: when, why, for whom, and how they are done."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


def owed(crm: Crm, today: str, options: str = "--ahead 400") -> dict[str, str]:
    rows = crm(f"due --kind birthday {options} --json", today=today).json
    return {row["ref"]: row["due"] for row in rows}


def row(crm: Crm, today: str, options: str = "--ahead 400") -> dict[str, Any]:
    (found,) = crm(f"due --kind birthday {options} --json", today=today).json
    assert isinstance(found, dict)
    return found


def test_a_birthday_is_on_the_list_on_its_day_and_ahead_of_it(crm: Crm) -> None:
    crm("customer add 王芳 --set birthday=1988-04-10 --close +1y")
    assert owed(crm, "2026-04-09", "") == {}
    assert owed(crm, "2026-04-10", "") == {"birthday:1": "2026-04-10"}
    assert owed(crm, "2026-03-31", "--ahead 9") == {}
    assert owed(crm, "2026-03-31", "--ahead 10") == {"birthday:1": "2026-04-10"}
    assert owed(crm, "2026-03-31", "--as-of 2026-04-10") == {"birthday:1": "2026-04-10"}
    found = row(crm, "2026-04-10", "")
    assert (found["title"], found["why"]) == ("Birthday greeting", "turns 38 on 2026-04-10")
    assert found["overdue_days"] == 0
    assert crm("due --kind 生日 --exit-code", today="2026-04-10", code=10).out
    assert crm("due --kind 生日 --exit-code", today="2026-04-09").code == 0


def test_a_year_that_no_living_person_was_born_in_makes_no_age(crm: Crm) -> None:
    crm("customer add 王芳 --set birthday=0001-04-10")
    assert row(crm, "2026-03-31")["why"] == "birthday on 2026-04-10"
    assert "2025 years" not in row(crm, "2026-03-31", "--ahead 30 --why")["why"]
    assert crm("check").code == 0


def test_without_a_year_no_age_is_told(crm: Crm) -> None:
    crm("customer add 王芳 --set birthday=04-10")
    assert row(crm, "2026-03-31")["why"] == "birthday on 2026-04-10"
    why = row(crm, "2026-03-31", "--ahead 30 --why")["why"]
    assert why == (
        "The birthday is 04-10. This time it is on 2026-04-10. A greeting logged from 2026-04-03 to"
        " 2026-04-17 clears it; after that it is over. Today is 2026-03-31: 10 days ahead."
    )


# Birthday, the day on which it is asked, the day it is kept on, the age, and what is said of it.
TABLE = [
    ("lunar:1985-12-30", "2026-01-20", "2026-02-16", 40, "(lunar 12-30; the month has 29 days"),
    ("lunar:1985-12-30", "2026-11-23", "2027-02-05", 41, "(lunar 12-30; the month has 29 days"),
    ("lunar:1985-12-30", "2024-01-20", "2024-02-09", 38, "(lunar 12-30)"),
    ("lunar:1988-08-15", "2026-03-31", "2026-09-25", 38, "(lunar 08-15)"),
    ("lunar:1984-L10-05", "2026-03-31", "2026-11-13", 42, "(lunar leap month 10, day 5; kept in"),
    ("lunar:1987-L06-05", "2025-06-01", "2025-06-29", 38, "(lunar leap month 6, day 5; kept in"),
    (
        "lunar:1979-L06-30",
        "2027-06-01",
        "2027-08-01",
        48,
        "(lunar leap month 6, day 30; kept in month 6, which has 29 days this time, so day 29)",
    ),
    ("1988-02-29", "2026-02-01", "2026-02-28", 38, "(29 February; this year has none)"),
    ("1988-02-29", "2028-02-01", "2028-02-29", 40, None),
]


@pytest.mark.parametrize(("birthday", "today", "day", "age", "said"), TABLE)
def test_the_day_the_age_and_what_is_said(
    crm: Crm, birthday: str, today: str, day: str, age: int, said: str | None
) -> None:
    crm(f"customer add 王芳 --set birthday={birthday}", today=today)
    found = row(crm, today)
    assert found["due"] == day
    told = f"turns {age} on {day}"
    assert found["why"] == told if said is None else found["why"].startswith(f"{told} {said}")


def test_day_30_of_a_short_month_is_explained_in_full(crm: Crm) -> None:
    crm("customer add 王芳 --set birthday=农历腊月三十", today="2026-11-23")
    why = row(crm, "2026-11-23", "--ahead 90 --why")["why"]
    assert why.startswith(
        "The birthday is lunar 12-30. Month 12 of the lunar year 2026 has 29 days, so it is kept on"
        " day 29: 2027-02-05."
    )


def test_a_leap_month_is_explained_in_full(crm: Crm) -> None:
    crm("customer add 王芳 --set birthday=农历1984年闰十月初五")
    why = row(crm, "2026-03-31", "--ahead 300 --why")["why"]
    assert why.startswith(
        "The birthday is lunar 1984-10-05 (leap month). A birthday in leap month 10 is kept in the"
        " ordinary month 10, always. In the lunar year 2026 that is 2026-11-13."
        " 2026 - 1984 = 42 years."
    )


def test_a_missed_birthday_is_late_for_a_week_and_then_the_next_one_stands(crm: Crm) -> None:
    crm("customer add 王芳 --set birthday=03-20", today="2026-03-01")
    assert row(crm, "2026-03-27", "")["overdue_days"] == 7
    # Nobody has written since: the reader leaves out what is over.
    assert owed(crm, "2026-03-28") == {}
    crm("customer add 李雷", today="2026-03-28")
    assert owed(crm, "2026-03-28") == {"birthday:1": "2027-03-20"}
    assert crm("check", today="2026-03-28").code == 0


def test_a_greeting_is_how_it_is_done(crm: Crm) -> None:
    crm("customer add 王芳 --set birthday=04-02")
    told = crm("log add 王芳 --via wechat --purpose greeting").lines
    assert told[1] == "Done: Birthday greeting, 2026-04-02. The next one is due on 2027-04-02."
    assert owed(crm, "2026-04-02") == {"birthday:1": "2027-04-02"}
    # It moves no clock.
    assert crm("due --kind follow_up --json").json[0]["due"] == "2026-03-31"
    crm("log remove 1")
    assert owed(crm, "2026-04-02", "") == {"birthday:1": "2026-04-02"}
    crm("undo")
    assert owed(crm, "2026-04-02") == {"birthday:1": "2027-04-02"}
    crm("undo")
    assert owed(crm, "2026-04-02", "") == {"birthday:1": "2026-04-02"}


@pytest.mark.parametrize(
    ("options", "today", "done"),
    [
        ("--purpose greeting", "2026-04-02", False),
        ("--purpose greeting", "2026-04-03", True),
        ("--purpose greeting", "2026-04-17", True),
        ("--purpose greeting --outcome no_answer", "2026-04-10", False),
        ("--purpose maintenance", "2026-04-10", False),
        ("", "2026-04-10", False),
        ("--purpose greeting --at 2026-04-09", "2026-04-12", True),
    ],
)
def test_what_counts_as_a_greeting(crm: Crm, options: str, today: str, done: bool) -> None:  # noqa: FBT001
    crm("customer add 王芳 --set birthday=04-10")
    crm(f"log add 王芳 --via phone {options}", today=today)
    assert owed(crm, "2026-04-10") == {"birthday:1": "2027-04-10" if done else "2026-04-10"}


def test_an_edited_contact_counts_for_what_it_is_then(crm: Crm) -> None:
    crm("customer add 王芳 --set birthday=04-02")
    crm("log add 王芳 --via phone")
    crm("log edit 1 --purpose greeting")
    assert owed(crm, "2026-04-02") == {"birthday:1": "2027-04-02"}
    crm("log edit 1 --outcome no_answer")
    assert owed(crm, "2026-04-02") == {"birthday:1": "2026-04-02"}


def test_an_imported_greeting_counts_too(crm: Crm, tmp_path: Any) -> None:
    crm("customer add 王芳 --set birthday=04-02")
    (tmp_path / "log.csv").write_text("customer,at,via,purpose\n王芳,2026-03-30,wechat,greeting\n")
    crm(["log", "import", str(tmp_path / "log.csv")])
    assert owed(crm, "2026-03-31") == {"birthday:1": "2027-04-02"}


@pytest.fixture
def acme(crm: Crm) -> Crm:
    crm("customer add Acme --set kind=company")
    crm("customer person add Acme Bob --birthday 1980-04-02")
    crm("customer person add Acme Eve --birthday 04-03")
    return crm


def test_people_of_a_company_have_birthdays_of_their_own(acme: Crm) -> None:
    rows = acme("due --kind birthday --ahead 9 --json").json
    assert [(each["ref"], each["title"], each["why"]) for each in rows] == [
        ("birthday:p1", "Birthday greeting to Bob", "Bob turns 46 on 2026-04-02"),
        ("birthday:p2", "Birthday greeting to Eve", "birthday of Eve on 2026-04-03"),
    ]
    assert {each["customer"] for each in rows} == {"Acme"}
    why = acme("due --kind birthday --ahead 2 --why --json").json[0]["why"]
    assert why.startswith("The birthday of Bob is 1980-04-02.")


def test_who_took_part_is_greeted(acme: Crm) -> None:
    acme("log add Acme --via phone --purpose greeting --with Bob")
    assert owed(acme, "2026-04-02") == {"birthday:p1": "2027-04-02", "birthday:p2": "2026-04-03"}
    # A greeting that names nobody is one to everybody there.
    acme("log add Acme --via phone --purpose greeting")
    assert owed(acme, "2026-04-02") == {"birthday:p1": "2027-04-02", "birthday:p2": "2027-04-03"}


def test_a_person_that_changes_or_goes_takes_its_birthday_along(acme: Crm) -> None:
    acme("customer person edit Acme Bob --birthday 05-05")
    acme("customer person remove Acme Eve")
    assert owed(acme, "2026-04-02") == {"birthday:p1": "2026-05-05"}
    acme("undo")
    acme("undo")
    assert owed(acme, "2026-04-02") == {"birthday:p1": "2026-04-02", "birthday:p2": "2026-04-03"}


def test_a_row_can_be_snoozed_as_long_as_a_greeting_is_not_too_late(acme: Crm) -> None:
    acme("due snooze birthday:p1 --until 2026-04-05 --reason 'at the fair'")
    assert owed(acme, "2026-04-04", "") == {"birthday:p2": "2026-04-03"}
    assert set(owed(acme, "2026-04-05", "")) == {"birthday:p1", "birthday:p2"}
    refused = acme("due snooze birthday:p1 --until 2026-04-10 --reason x --json", code=5).error
    assert refused["code"] == "too_late_snooze"
    assert "2026-04-09" in refused["message"]
    acme("undo")
    assert owed(acme, "2026-04-02", "") == {"birthday:p1": "2026-04-02"}


@pytest.mark.parametrize(
    ("command", "back"),
    [
        (
            "customer edit 王芳 --set may_contact=no --reason asked",
            "customer edit 王芳 --set may_contact=yes",
        ),
        ("customer lose 王芳 --reason price", "customer winback 王芳"),
        ("customer archive 王芳 --reason gone", "customer restore 王芳"),
        ("customer edit 王芳 --unset birthday", "customer edit 王芳 --set birthday=04-02"),
    ],
)
def test_who_is_not_greeted_has_no_row(crm: Crm, command: str, back: str) -> None:
    crm("customer add 王芳 --set birthday=04-02")
    crm(command)
    assert owed(crm, "2026-04-02") == {}
    crm(back)
    assert owed(crm, "2026-04-02") == {"birthday:1": "2026-04-02"}


def test_an_erased_customer_leaves_no_row(acme: Crm) -> None:
    acme("customer erase Acme --yes --reason asked")
    with closing(sqlite3.connect(acme.db)) as connection:
        assert connection.execute("SELECT count(*) FROM obligation").fetchone() == (0,)


def test_merged_customers_have_what_is_theirs_then(acme: Crm) -> None:
    acme("customer add 'Acme Ltd' --set kind=company --set birthday=04-20 --force")
    acme("customer person add 'Acme Ltd' Joe --birthday 04-05")
    acme("due snooze birthday:p3 --until 2026-04-06 --reason x")
    acme("customer merge id:1 id:2 --yes")
    found = owed(acme, "2026-04-02")
    assert found["birthday:p3"] == "2026-04-05"
    # It had no birthday of its own.
    assert found["birthday:1"] == "2026-04-20"
    assert set(found) == {"birthday:1", "birthday:p1", "birthday:p2", "birthday:p3"}
    assert "birthday:p3" not in owed(acme, "2026-04-05", "")
    assert acme("check").code == 0
    acme("undo")
    assert set(owed(acme, "2026-04-02")) == {*found, "birthday:2"} - {"birthday:1"}


def test_a_run_for_an_earlier_day_has_the_days_of_then(crm: Crm) -> None:
    crm("customer add 王芳 --set birthday=04-10", today="2028-05-01")
    assert owed(crm, "2028-05-01") == {"birthday:1": "2029-04-10"}
    crm("customer add 李雷 --set birthday=03-01", today="2026-03-31")
    assert owed(crm, "2026-03-31") == {"birthday:1": "2026-04-10", "birthday:2": "2027-03-01"}
    assert crm("check", today="2026-03-31").code == 0


def test_years_go_by(crm: Crm) -> None:
    crm("customer add 王芳 --set birthday=lunar:1985-12-30", today="2023-06-01")
    days: list[str] = []
    for today in ("2024-01-01", "2025-01-01", "2026-01-01", "2027-01-01", "2028-01-01"):
        crm(f"customer edit 王芳 --note 'in {today}'", today=today)
        days += owed(crm, today, "--ahead 60").values()
    assert days == ["2024-02-09", "2025-01-28", "2026-02-16", "2027-02-05", "2028-01-25"]
    assert crm("check", today="2028-01-01").code == 0


def test_what_the_day_brings_is_no_change_that_anybody_made(crm: Crm) -> None:
    crm("customer add 王芳 --set birthday=03-20", today="2026-03-01")
    crm("customer edit 王芳 --note x", today="2026-03-31")
    assert owed(crm, "2026-03-31") == {"birthday:1": "2027-03-20"}
    with closing(sqlite3.connect(crm.db)) as connection:
        noted = connection.execute("SELECT count(*) FROM change WHERE record = 'obligation'")
        assert noted.fetchone() == (0,)
    # Nor does it stand in the way of taking back what was done before.
    crm("undo", today="2026-03-31")
    crm("undo", today="2026-03-31")
    crm("redo", today="2027-03-21")
    assert owed(crm, "2027-03-21", "") == {"birthday:1": "2027-03-20"}
    assert crm("check", today="2027-03-21").code == 0


def test_what_comes_back_is_owed_for_the_day_it_comes_back(crm: Crm) -> None:
    crm("customer add 王芳 --set birthday=04-02")
    crm("undo")
    crm("redo", today="2026-05-01")
    assert owed(crm, "2026-05-01") == {"birthday:1": "2027-04-02"}
    assert crm("check", today="2026-05-01").code == 0


def test_a_snooze_of_a_row_that_is_over_can_be_taken_back(crm: Crm) -> None:
    crm("customer add 王芳 --set birthday=04-02")
    crm("due snooze birthday:1 --until 2026-04-04 --reason x")
    crm("undo", today="2026-05-01")
    assert owed(crm, "2026-05-01") == {"birthday:1": "2027-04-02"}
    assert crm("check", today="2026-05-01").code == 0


def test_how_long_a_greeting_counts_is_a_policy(crm: Crm) -> None:
    crm("customer add 王芳 --set birthday=03-20", today="2026-03-01")
    assert owed(crm, "2026-03-31") == {}
    told = crm("grade policy --set greeting.belated=2w").out
    assert "greeting.belated: 7d → 14d" in told
    assert owed(crm, "2026-03-31", "") == {"birthday:1": "2026-03-20"}
    crm("undo")
    assert owed(crm, "2026-03-31") == {"birthday:1": "2027-03-20"}
    for bad in ("31d", "1m", "x"):
        crm(f"grade policy --set greeting.early={bad}", code=2)
    assert crm("check").code == 0


def test_the_page_of_a_customer_tells_of_a_birthday_that_is_near(acme: Crm) -> None:
    acme("customer add 王芳 --set birthday=1988-04-10")
    lines = [" ".join(each.split()) for each in acme("customer show 王芳").lines]
    assert "Birthday 2026-04-10 in 10 days turns 38 on 2026-04-10" in lines
    shown = acme("customer show Acme --json").json["greetings"]
    assert [each["ref"] for each in shown] == ["birthday:p1", "birthday:p2"]
    assert acme("customer show 王芳 --json", today="2026-02-01").json["greetings"] == []


def test_a_calendar_has_the_day_and_says_how_it_is_done(acme: Crm, tmp_path: Any) -> None:
    acme(["due", "export", str(tmp_path / "due.ics"), "--kind", "birthday", "--ahead", "9"])
    text = (tmp_path / "due.ics").read_text().replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20260402" in text
    assert "Bob turns 46 on 2026-04-02" in text
    assert "--purpose greeting" in text
    assert "birthday-p1" in text or "birthday:p1" in text


def test_a_load_counts_what_comes_and_nothing_that_is_over(crm: Crm) -> None:
    crm("customer add 王芳 --set birthday=03-20 --close +1y", today="2026-03-01")
    crm("customer add 李雷 --set birthday=04-02 --close +1y", today="2026-03-01")
    days = crm("due load --days 3 --kind birthday --json").json
    assert [each["total"] for each in days] == [0, 0, 1]
    kinds = crm("report load --json").json
    assert "birthday" in str(kinds)


def test_levelling_leaves_birthdays_where_they_are(crm: Crm) -> None:
    for number in range(12):
        crm(f"customer add 'c {number}' --set birthday=04-02 --grade D --force")
    crm("due spread --yes")
    assert set(owed(crm, "2026-04-02", "").values()) == {"2026-04-02"}


def test_a_damaged_value_does_not_keep_anybody_from_writing(crm: Crm) -> None:
    crm("customer add 王芳 --set birthday=04-02")
    with closing(sqlite3.connect(crm.db)) as connection, connection:
        connection.execute("UPDATE customer SET birthday = 'some day'")
        connection.execute("UPDATE book SET reckoned_on = NULL")
    crm("customer add 李雷", today="2026-05-01")
    assert owed(crm, "2026-05-01") == {}


def test_a_check_finds_a_birthday_that_is_not_where_it_should_be_and_repairs_it(crm: Crm) -> None:
    crm("customer add 王芳 --set birthday=04-02")
    with closing(sqlite3.connect(crm.db)) as connection, connection:
        connection.execute("DELETE FROM obligation WHERE kind = 'birthday'")
    found = crm("check --json", code=None).json
    assert "birthdays" in str(found)
    crm("check --repair --yes", code=None)
    assert owed(crm, "2026-04-02", "") == {"birthday:1": "2026-04-02"}
    assert crm("check").code == 0


def test_a_book_of_an_earlier_crm_has_its_birthdays_after_its_first_change(crm: Crm) -> None:
    crm("customer add 王芳 --set birthday=04-02 --importance key")
    with closing(sqlite3.connect(crm.db)) as connection, connection:
        # As a migration leaves it.
        connection.execute("DELETE FROM obligation WHERE kind IN ('birthday', 'festival')")
        connection.execute("UPDATE book SET reckoned_on = NULL")
    assert owed(crm, "2026-04-02", "") == {}
    assert crm("check").code == 0
    crm("customer add 李雷")
    assert owed(crm, "2026-04-02", "") == {"birthday:1": "2026-04-02"}
    assert crm("due --kind festival --ahead 400 --format ids").out
    assert crm("check").code == 0
