"""`crm due`: whom I owe what, today, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

KEYS = [
    *("ref", "kind", "customer_id", "customer", "company", "grade", "due", "overdue_days"),
    *("channel", "title", "why", "phone", "amount", "snoozed_until", "may_contact"),
    *("due_at", "complaint"),
]


@pytest.fixture
def wang(crm: Crm) -> Crm:
    """A customer of grade B, entered and phoned on 2 March."""
    crm("customer add 王芳 --company 云帆 --phone 13800138000 --grade B", today="2026-03-02")
    crm("log add 王芳 --via phone", today="2026-03-02")
    return crm


def rows(crm: Crm, line: str = "", today: str = "2026-03-31") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = crm(f"due --json {line}", today=today).json
    return found


def refs(crm: Crm, line: str = "", today: str = "2026-03-31") -> list[str]:
    return [row["ref"] for row in rows(crm, line, today)]


def test_a_row_says_who_since_when_and_why(wang: Crm) -> None:
    (row,) = rows(wang)
    assert list(row) == KEYS
    assert row == {
        "ref": "follow_up:1",
        "kind": "follow_up",
        "customer_id": 1,
        "customer": "王芳",
        "company": "云帆",
        "grade": "B",
        "due": "2026-03-09",
        "overdue_days": 22,
        "channel": None,
        "title": "Follow up",
        "why": "B, every 7 days: last contact 2026-03-02 (phone)",
        "phone": "+8613800138000",
        "amount": None,
        "snoozed_until": None,
        "may_contact": True,
        "due_at": None,
        "complaint": None,
    }


def test_a_customer_is_due_on_its_day_and_not_before(wang: Crm) -> None:
    assert refs(wang, today="2026-03-08") == []
    assert refs(wang, today="2026-03-09") == ["follow_up:1"]


def test_a_new_customer_is_due_the_day_it_is_entered(crm: Crm) -> None:
    crm("customer add 李雷")
    (row,) = rows(crm)
    assert (row["due"], row["why"]) == ("2026-03-31", "D: never contacted, due since 2026-03-31")


def test_another_day_is_answered_with_the_facts_of_today(wang: Crm) -> None:
    assert refs(wang, "--as-of 2026-03-09", today="2026-03-02") == ["follow_up:1"]
    assert refs(wang, "--as-of 三天后", today="2026-03-02") == []
    assert rows(wang, "--as-of +1w", today="2026-03-09")[0]["overdue_days"] == 7
    assert wang("due --as-of blursday", code=2).out == ""


def test_looking_ahead_shows_what_comes(wang: Crm) -> None:
    assert refs(wang, "--ahead 2", today="2026-03-06") == []
    (row,) = rows(wang, "--ahead 3", today="2026-03-06")
    assert row["overdue_days"] == -3


def test_an_empty_list_is_success_and_the_exit_code_tells_when_asked(wang: Crm) -> None:
    empty = wang("due", today="2026-03-03")
    assert empty.lines == ["\t".join([*KEYS[:13], "currency", *KEYS[13:]])]
    wang("due --exit-code", today="2026-03-03", code=0)
    wang("due --exit-code", today="2026-03-09", code=10)
    wang("due", today="2026-03-09", code=0)


def test_an_empty_table_says_so_and_when_something_comes(wang: Crm) -> None:
    answer = wang("due --format table", today="2026-03-03")
    assert answer.out == ""
    assert answer.err == (
        "Nothing is due. The next comes in 6 days, on 2026-03-09: crm due --ahead 6\n"
    )
    wang("customer archive 王芳", today="2026-03-03")
    assert "nothing is coming" in wang("due --format table", today="2026-03-03").err


def test_without_a_book_the_next_step_is_told(crm: Crm) -> None:
    answer = crm("due", code=3)
    assert "crm customer add" in answer.err


def test_filters_take_lists_with_commas_and_repeated(crm: Crm) -> None:
    for name, grade, tag in (("Ann", "A", "vip"), ("Bob", "B", "fair"), ("Cid", "C", "vip")):
        crm(f"customer add {name} --grade {grade} --tag {tag}")
    crm("promise add Bob call --by today")
    assert refs(crm, "--grade A,B --kind follow_up") == ["follow_up:1", "follow_up:2"]
    assert refs(crm, "--grade A --grade c") == ["follow_up:1", "follow_up:3"]
    assert refs(crm, "--kind promise,verify") == ["promise:1"]
    assert refs(crm, "--tag fair --kind follow-up") == ["follow_up:2"]
    assert refs(crm, "--tag vip,other") == ["follow_up:1", "follow_up:3"]
    assert refs(crm, "--owner nobody") == []
    assert len(refs(crm, "--owner tester,nobody")) == 4
    assert refs(crm, "--customer cid") == ["follow_up:3"]
    assert crm("due --customer zoe", code=3).out == ""


@pytest.mark.parametrize(
    "line",
    ["--kind promis", "--grade F", "--limit 0", "--limit x", "--ahead -1", "--budget soon"],
)
def test_what_cannot_be_read_is_a_usage_fault(wang: Crm, line: str) -> None:
    answer = wang(f"due {line}", code=2)
    assert answer.out == ""
    assert answer.err


def test_grade_e_comes_last_even_with_a_promise(crm: Crm) -> None:
    crm("customer add Eve --grade E")
    crm("customer add Dan --grade D")
    crm("promise add Eve call --by 2026-03-01")
    assert refs(crm) == ["follow_up:2", "promise:1", "follow_up:1"]


def test_grade_e_is_due_after_a_year_and_at_once_if_never_contacted(crm: Crm) -> None:
    crm("customer add Eve --grade E", today="2024-02-01")
    assert refs(crm, "--kind follow_up", today="2024-02-01") == ["follow_up:1"]
    crm("log add Eve --via phone --keep", today="2024-02-29")
    assert refs(crm, "--kind follow_up", today="2025-02-27") == []
    assert refs(crm, "--kind follow_up", today="2025-02-28") == ["follow_up:1"]


def test_a_greeting_moves_nothing(wang: Crm) -> None:
    wang("log add 王芳 --via wechat --purpose greeting", today="2026-03-31")
    (row,) = rows(wang)
    assert (row["due"], row["overdue_days"]) == ("2026-03-09", 22)


def test_after_nobody_answered_the_row_is_gone_today_and_back_tomorrow(wang: Crm) -> None:
    wang("log add 王芳 --via phone --outcome no_answer", today="2026-03-31")
    assert refs(wang, today="2026-03-31") == []
    (row,) = rows(wang, "--why", today="2026-04-01")
    assert row["due"] == "2026-03-09"
    assert "Tried without an answer, to be tried again on 2026-04-01." in row["why"]


def test_a_key_customer_phoned_yesterday_and_visited_forty_days_ago_is_to_be_visited(
    crm: Crm,
) -> None:
    crm("customer add 王芳 --grade B --importance key", today="2026-02-01")
    crm("log add 王芳 --via visit", today="2026-02-19")
    crm("log add 王芳 --via phone", today="2026-03-30")
    (row,) = rows(crm)
    assert (row["kind"], row["channel"], row["due"]) == ("relationship", "visit", "2026-03-19")
    assert row["title"] == "Visit"
    assert row["why"] == "key customer: a visit every month, last 2026-02-19"
    (full,) = rows(crm, "--why")
    assert full["why"] == (
        "A key customer is met face to face, by a visit or a meeting, every month. The last that"
        " counts was on 2026-02-19: 2026-02-19 + 1 month = 2026-03-19. The last contact, 2026-03-30"
        " (phone), is not a visit and does not count for it. Today is 2026-03-31: 12 days late,"
        " 0.40× of its cadence."
    )


def test_data_that_nobody_confirmed_for_a_year_is_to_be_verified(wang: Crm) -> None:
    assert refs(wang, "--kind verify", today="2027-03-01") == []
    (row,) = rows(wang, "--kind verify", today="2027-03-02")
    assert (row["title"], row["why"]) == ("Confirm the data", "data last confirmed 2026-03-02")
    wang("customer verify 王芳", today="2027-03-02")
    assert refs(wang, "--kind verify", today="2027-03-02") == []


def test_why_tells_facts_rule_and_arithmetic(wang: Crm) -> None:
    (row,) = rows(wang, "--why")
    assert row["why"] == (
        "Grade B since 2026-03-02, by hand. Need: not known; expected close: none. Last contact"
        " 2026-03-02 (phone). Grade B is followed up every 7 days: 2026-03-02 + 7 days ="
        " 2026-03-09. Today is 2026-03-31: 22 days late, 3.14× of its cadence."
    )


def test_why_tells_that_a_raised_grade_is_due_at_once(wang: Crm) -> None:
    wang("customer edit 王芳 --need clear --close 2026-04-10", today="2026-03-20")
    (row,) = rows(wang, "--why", today="2026-03-20")
    assert "The grade changed later, so it is due from that day: 2026-03-20." in row["why"]
    assert "That is today, 2026-03-20." in row["why"]
    assert rows(wang, today="2026-03-20")[0]["why"] == "A since 2026-03-20, every day"


def test_promises_are_rows_and_theirs_only_when_asked(wang: Crm) -> None:
    wang("promise add 王芳 'send quote' --by 2026-03-05", today="2026-03-03")
    wang("promise add 王芳 'send drawings' --by 2026-03-04 --theirs", today="2026-03-03")
    assert refs(wang, today="2026-03-05") == ["promise:1"]
    mine, theirs = sorted(rows(wang, "--theirs", today="2026-03-05"), key=lambda row: row["ref"])
    assert (mine["title"], mine["why"]) == ("send quote", "promise 1 for 2026-03-05")
    assert theirs["why"] == "their promise 2 for 2026-03-04"
    (full,) = rows(wang, "--why", today="2026-03-05")
    assert full["why"] == (
        "You promised on 2026-03-03: send quote, by 2026-03-05. A promise stays on the list until"
        " it is kept, moved or dropped. That is today, 2026-03-05."
    )


def test_an_archived_or_lost_customer_is_owed_nothing(wang: Crm) -> None:
    wang("customer lose 王芳 --reason price", today="2026-03-20")
    assert refs(wang) == []
    wang("customer winback 王芳", today="2026-03-21")
    assert refs(wang) == ["follow_up:1"]
    wang("customer archive 王芳", today="2026-03-21")
    assert refs(wang) == []


def test_a_pipe_loads_neither_the_writers_nor_rich_nor_month_arithmetic(wang: Crm) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from crmcli.main import run; run(['due', '--db', sys.argv[1]]);"
        "heavy = ('rich', 'sqlmodel', 'sqlalchemy', 'dateutil', 'decimal', 'json', 'phonenumbers');"
        "print([name for name in heavy if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(wang.db)], capture_output=True, text=True, check=True
    )
    assert done.stderr == "[]\n"


def test_amounts_at_stake_are_compared_by_the_rates_and_come_last_without_one(crm: Crm) -> None:
    stakes = ("CNY 100", "JPY 90000", None, "USD 50", "CNY 300", "BHD 1", "CNY 20")
    for number, stake in enumerate(stakes, 1):
        told = () if stake is None else ("--potential", stake)
        crm(["customer", "add", f"c{number}", *told])
    known = [row["customer_id"] for row in crm("due --json").json]
    assert known == [5, 1, 7, 2, 4, 6, 3]
    crm("rate set USD 7.1")
    crm("rate set BHD 18.9")
    assert [row["customer_id"] for row in crm("due --json").json] == [4, 5, 1, 7, 6, 2, 3]
    left = crm("due --limit 2 --json").json
    assert [row["customer_id"] for row in left] == [4, 5]


@pytest.mark.parametrize("ahead", ["3", "3d", "3天", "1w", "一周", "两周", "1 month"])
def test_looking_ahead_takes_a_length_of_time(wang: Crm, ahead: str) -> None:
    answer = wang(["due", "--json", "--ahead", ahead], today="2026-03-06")
    assert len(answer.json) == 1


@pytest.mark.parametrize("ahead", ["x", "-1", "3 apples", "很久"])
def test_looking_ahead_by_anything_else_is_refused(wang: Crm, ahead: str) -> None:
    answer = wang(["due", "--json", "--ahead", ahead], code=2)
    assert answer.error["code"] == "unreadable_span"
