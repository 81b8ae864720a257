"""`crm log`: what is logged, and all that follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.conftest import Crm

import pytest


@pytest.fixture
def wang(crm: Crm) -> Crm:
    """A customer of grade B, entered on 2 March."""
    crm("customer add 王芳 --phone 13800138000 --grade B", today="2026-03-02")
    return crm


def due(crm: Crm, today: str = "2026-03-20", who: str = "王芳") -> Any:
    return crm(["grade", "show", who, "--json"], today=today).json["next_due"]


def test_a_b_customer_comes_back_after_seven_days(wang: Crm) -> None:
    answer = wang("log add 王芳 --via phone --json", today="2026-03-02")
    assert answer.json["next_due"] == "2026-03-09"
    assert due(wang) == "2026-03-09"


def test_a_late_contact_counts_from_its_day_and_never_moves_the_clock_back(wang: Crm) -> None:
    wang("log add 王芳 --via phone", today="2026-03-02")
    late = wang("log add 王芳 --via phone --at 2026-03-05 --json", today="2026-03-20").json
    assert late["next_due"] == "2026-03-12"
    wang("log add 王芳 --via phone --at 2026-03-04", today="2026-03-20")
    assert due(wang) == "2026-03-12"
    removed = wang(f"log remove {late['id']} --json", today="2026-03-20").json
    assert removed["next_due"] == "2026-03-11"
    assert due(wang) == "2026-03-11"


def test_removing_every_contact_makes_the_customer_never_contacted(wang: Crm) -> None:
    first = wang("log add 王芳 --via phone --quiet", today="2026-03-02").out.strip()
    wang(f"log remove {first}", today="2026-03-10")
    assert due(wang) == "2026-03-02"
    assert wang("customer list --json", today="2026-03-10").json[0]["last_contact"] is None


def test_a_grade_follows_new_facts_in_the_same_command(wang: Crm) -> None:
    answer = wang(
        "log add 王芳 'wants the quote' --via phone --close +2w --next 'send quote' --by fri",
        today="2026-03-02",
    )
    assert answer.out.splitlines()[0] == (
        "Logged call with 王芳 (1). B → A: closes 2026-03-16. Next follow-up 2026-03-03."
    )
    assert "Promise 1: send quote by 2026-03-06." in answer.out
    shown = wang("log show 1 --json", today="2026-03-02").json
    assert (shown["grade_from"], shown["grade_to"]) == ("B", "A")
    assert shown["grade_reason"] == "closes 2026-03-16"
    assert [each["text"] for each in shown["promises"]] == ["send quote"]


def test_a_grade_by_hand_stays_until_new_facts_come(crm: Crm) -> None:
    crm("customer add 王芳 --need clear --close +1m", today="2026-03-02")
    crm("grade set 王芳 C --reason 'they always take longer'", today="2026-03-02")
    stays = crm("log add 王芳 --via phone --json", today="2026-03-03").json
    assert (stays["grade_from"], stays["grade_to"]) == ("C", "C")
    shown = crm("grade show 王芳 --json", today="2026-03-03").json
    assert (shown["grade"], shown["source"], shown["suggested"]) == ("C", "hand", "A")
    again = crm("log add 王芳 --via phone --close +2w --json", today="2026-03-04").json
    assert again["grade_to"] == "A"
    assert crm("grade show 王芳 --json", today="2026-03-04").json["source"] == "rule"


def test_a_passed_close_keeps_the_grade_and_says_so(wang: Crm) -> None:
    answer = wang("log add 王芳 --via phone --need clear --close 2026-03-01", today="2026-03-31")
    assert "Grade B kept: expected close 2026-03-01 has passed" in answer.out


def test_keep_leaves_the_grade_and_contradicts_facts(wang: Crm) -> None:
    wang("log add 王芳 --via phone --keep", today="2026-03-03")
    refused = wang("log add 王芳 --via phone --keep --close +1w --json", code=2)
    assert refused.error["code"] == "contradictory_options"


def test_a_greeting_moves_no_clock(wang: Crm) -> None:
    wang("log add 王芳 --via wechat --purpose greeting", today="2026-03-05")
    assert due(wang, "2026-03-05") == "2026-03-02"
    assert len(wang("due --json", today="2026-03-05").json) == 1


def test_after_no_answer_the_row_is_gone_today_and_back_tomorrow(wang: Crm) -> None:
    wang("log add 王芳 --via phone --outcome no_answer", today="2026-03-05")
    assert wang("due --json", today="2026-03-05").json == []
    (back,) = wang("due --json", today="2026-03-06").json
    assert (back["customer"], back["due"]) == ("王芳", "2026-03-02")


def test_a_contact_in_the_future_is_refused(wang: Crm) -> None:
    refused = wang("log add 王芳 --via phone --at 2026-04-01 --json", code=5)
    assert refused.error["code"] == "future_contact"
    assert wang("log list --json").json == []


def test_the_same_key_logs_once_and_answers_the_same(wang: Crm) -> None:
    first = wang("log add 王芳 hello --via phone --key k1 --json")
    second = wang("log add 王芳 hello --via phone --key k1 --json")
    assert first.out == second.out
    assert len(wang("log list --json").json) == 1
    taken = wang("customer add 李雷 --key k1 --json", code=4)
    assert taken.error["code"] == "key_taken"


def test_two_customers_are_never_guessed_between(crm: Crm) -> None:
    crm("customer add 王芳 --company 甲公司")
    crm("customer add 王小明")
    refused = crm("log add 王 hello --via phone", code=4)
    assert "王芳" in refused.err
    assert "王小明" in refused.err
    assert "甲公司" in refused.err
    assert refused.out == ""
    listed = crm("log add 王 hello --via phone --json", code=4).error
    assert [each["name"] for each in listed["candidates"]] == ["王芳", "王小明"]
    assert crm("log list --json").json == []


def test_what_is_missing_is_not_asked_in_a_script(wang: Crm) -> None:
    for line, name in (
        ("log add --json", "CUSTOMER"),
        ("log add 王芳 hello --json", "--via"),
        ("log add 王芳 --via phone --next x --json", "--by"),
        ("log add 王芳 --via phone --by fri --json", "--next"),
    ):
        refused = wang(line, code=2)
        assert refused.error["message"] == f"{name} is missing."
    assert wang("log list --json").json == []


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("log add 王芳 --via fax", 2, "unknown_choice"),
        ("log add 王芳 --via phone --close blursday", 2, "unreadable_date"),
        ("log add 王芳 --via phone --need maybe", 2, "unknown_choice"),
        ("log add 王芳 --via phone --grade F", 2, "unknown_choice"),
        ("log add 王芳 --via phone --outcome so-so", 2, "unknown_choice"),
        ("log add 王芳 --via phone --kept 99", 3, "promise_not_found"),
        ("log add 赵六 --via phone", 3, "customer_not_found"),
        ("log add 王芳 --via phone --with 小李", 3, "person_not_found"),
        ("log show 99", 3, "contact_not_found"),
        ("log edit 99 --via phone", 3, "contact_not_found"),
        ("log remove 99", 3, "contact_not_found"),
        ("log edit 99", 2, "nothing_given"),
    ],
)
def test_bad_input_changes_nothing(wang: Crm, line: str, code: int, word: str) -> None:
    before = wang("customer show 王芳 --json").out
    assert wang(f"{line} --json", code=code).error["code"] == word
    assert wang("customer show 王芳 --json").out == before
    assert wang("log list --json").json == []


def test_an_edited_contact_moves_the_clock_with_it(wang: Crm) -> None:
    wang("log add 王芳 --via phone --at 2026-03-10", today="2026-03-20")
    changed = wang("log edit 1 --at 2026-03-12 --note later --json", today="2026-03-20").json
    assert (changed["next_due"], changed["note"]) == ("2026-03-19", "later")
    unanswered = wang("log edit 1 --outcome no_answer --json", today="2026-03-20").json
    assert unanswered["next_due"] == "2026-03-02"
    wang("log edit 1 --at +3d --json", today="2026-03-20", code=5)


def test_kept_promises_leave_the_list(wang: Crm) -> None:
    wang("log add 王芳 --via phone --next one --by +1d", today="2026-03-02")
    wang("log add 王芳 --via phone --next two --by +2d", today="2026-03-02")
    answer = wang("log add 王芳 --via phone --kept 1 --json", today="2026-03-03").json
    assert [each["id"] for each in answer["kept"]] == [1]
    assert [each["id"] for each in answer["still_open"]] == [2]
    every = wang(
        "log add 王芳 --via phone --kept-all --next three --by +9d --json", today="2026-03-03"
    )
    assert [each["id"] for each in every.json["kept"]] == [2]
    (left,) = wang("promise list --json", today="2026-03-03").json
    assert left["text"] == "three"


def test_people_and_other_customers_take_part(crm: Crm) -> None:
    crm("customer add 甲公司 --set kind=company")
    crm("customer person add 甲公司 李经理")
    crm("customer add 乙公司 --set kind=company")
    answer = crm("log add 甲公司 lunch --via meeting --with 李 --also 乙公司 --json").json
    assert answer["people"] == ["李经理"]
    assert [each["customer"] for each in answer["also"]] == ["乙公司"]
    assert len(crm("log list 乙公司 --json").json) == 1


@pytest.mark.parametrize("text", ["李四、王五", "李四,王五", "李四；王五；", "李四,王五,李四"])
def test_people_may_stand_in_one_text(crm: Crm, text: str) -> None:
    crm("customer add 甲公司 --set kind=company")
    for name in ("李四", "王五", "Smith, John"):
        crm(["customer", "person", "add", "甲公司", name])
    line = ["log", "add", "甲公司", "--via", "meeting", "--json", "--with", text]
    assert crm([*line, "--with", "Smith, John"]).json["people"] == ["李四", "王五", "Smith, John"]
    assert "赵六" in crm([*line[:-1], "李四、赵六"], code=3).error["message"].split()[-1]


def test_a_note_can_come_from_stdin_and_lists_look_back(wang: Crm) -> None:
    wang("log add 王芳 - --via email", stdin="line one\nline two\n", today="2026-03-10")
    wang("log add 王芳 old --via phone --at 2026-03-03", today="2026-03-10")
    notes = [each["note"] for each in wang("log list --json", today="2026-03-10").json]
    assert notes == ["line one\nline two", "old"]
    since = wang("log list --since 2026-03-04 --json", today="2026-03-10").json
    assert [each["via"] for each in since] == ["email"]
    until = wang("log list --until 2026-03-03 --json", today="2026-03-10").json
    assert [each["note"] for each in until] == ["old"]
    assert len(wang("log list --via phone --json", today="2026-03-10").json) == 1
    assert len(wang("log list --limit 1 --json", today="2026-03-10").json) == 1


def test_a_pipe_gets_every_line_whole(wang: Crm) -> None:
    wang(["log", "add", "王芳", "tab\there\nnew \\ line", "--via", "phone"])
    (head, row) = wang("log list --format tsv").lines
    cells = dict(zip(head.split("\t"), row.split("\t"), strict=True))
    assert cells["note"] == "tab\\there\\nnew \\\\ line"
    assert cells["customer"] == "王芳"


def test_an_archived_customer_takes_no_contact(wang: Crm) -> None:
    wang("customer archive 王芳")
    assert wang("log add 王芳 --via phone --json", code=5).error["code"] == "archived_customer"


def test_an_unreachable_file_is_named(crm: Crm) -> None:
    assert crm("log list --json", code=3).error["code"] == "no_book"


def test_an_edit_that_changes_nothing_leaves_no_step_to_undo(wang: Crm) -> None:
    wang("log add 王芳 hello --via phone --at '2026-03-30 15:00'")
    told = wang("log edit 1 --note hello --via phone --at '2026-03-30 15:00'").out
    assert told == "Nothing changes for contact 1 with 王芳 (1).\n"
    assert wang("undo --list --json").json[0]["command"] == "log add"


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("--since 上周 --until 上周", ["2026-03-15", "2026-03-09"]),
        ("--since 'last month' --until 'last month'", ["2026-02-28"]),
        ("--since 2026-Q2 --until 2026", []),
        ("--since 2026", ["2026-03-16", "2026-03-15", "2026-03-09", "2026-03-02", "2026-02-28"]),
        ("--since 3月", ["2026-03-16", "2026-03-15", "2026-03-09", "2026-03-02"]),
        ("--until 'last week'", ["2026-03-15", "2026-03-09", "2026-03-02", "2026-02-28"]),
    ],
)
def test_a_week_or_month_bounds_a_period_whole(crm: Crm, period: str, days: list[str]) -> None:
    crm("customer add 王芳 --grade B", today="2026-02-27")
    for day in ("2026-02-28", "2026-03-02", "2026-03-09", "2026-03-15", "2026-03-16"):
        crm(f"log add 王芳 --via phone --at {day}", today="2026-03-20")
    found = crm(f"log list {period} --json", today="2026-03-20").json
    assert [each["at"][:10] for each in found] == days
    assert crm("log add 王芳 --via phone --at 上周", today="2026-03-20", code=2).err == (
        "crm: 上周 is no single day: it goes from 2026-03-09 to 2026-03-15.\n"
        "     Name one of its days, like 2026-03-09.\n"
    )


def test_a_condition_keeps_off_the_whole_of_a_week(crm: Crm) -> None:
    for name, day in {
        "甲": "2026-03-08",
        "乙": "2026-03-09",
        "丙": "2026-03-15",
        "丁": "2026-03-16",
    }.items():
        crm(f"customer add {name}", today="2026-03-01")
        crm(f"log add {name} --via phone --at {day}", today="2026-03-20")

    def named(condition: str) -> list[str]:
        argv = ["customer", "list", "--where", condition, "--json"]
        return sorted(each["name"] for each in crm(argv, today="2026-03-20").json)

    assert named("last_contact < 上周") == ["甲"]
    assert named("last_contact > 'last week'") == ["丁"]
    assert named("last_contact >= 上周 and last_contact <= 上周") == sorted("乙丙")
