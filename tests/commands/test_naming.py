"""Which customer a text names on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳 --phone 13912345678 --email wf@example.com --company 甲公司")
    crm(["customer", "add", "Anna Smith", "--phone", "+44 20 7946 0123"])
    crm("customer add 360 --set kind=company")
    return crm


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1", 1),
        ("id:2", 2),
        ("王芳", 1),
        ("芳", 1),
        ("wangfang", 1),
        ("wf", 1),
        ("甲公司", 1),
        ("WF@example.com", 1),
        ("13912345678", 1),
        ("+86 139-1234-5678", 1),
        ("5678", 1),
        ("tel:5678", 1),
        ("anna", 2),
        ("smith", 2),
        ("0123", 2),
        ("name:360", 3),
        ("１", 1),
        ("ｉｄ：２", 2),
        ("ＴＥＬ：５６７８", 1),
        ("٢", 2),
        ("１３９ １２３４ ５６７８", 1),
        ("tel:139-1234-5678", 1),
        ("name:wangf", 1),
        ("name:wf", 1),
        ("name:芳", 1),
        ("name:甲公", 1),
    ],
)
def test_a_customer_is_named_in_many_ways(book: Crm, text: str, found: int) -> None:
    assert book(["customer", "show", text, "--json"]).json["id"] == found


@pytest.mark.parametrize(
    "text",
    ["7", "139", "567", "0", "9223372036854775808", "id:9", "tel:999", "７", "５６７"],
)
def test_digits_that_are_no_id_and_no_tail_find_nobody(book: Crm, text: str) -> None:
    refused = book(["log", "add", text, "x", "--via", "phone", "--json"], code=3)
    assert refused.error["code"] == "customer_not_found"
    assert book("log list --json").json == []


@pytest.mark.parametrize(
    "text",
    [
        "tel:王芳",
        "tel:wf",
        "tel:smith",
        "tel:360",
        "tel:wf@example.com",
        "name:5678",
        "name:13912345678",
        "name:example",
        "name:wf@example.com",
        "name:2",
    ],
)
def test_what_a_text_is_said_to_be_is_all_it_may_be(book: Crm, text: str) -> None:
    assert book(["customer", "show", text, "--json"], code=3).out == ""


def test_full_width_digits_never_write_to_another_one(crm: Crm) -> None:
    for name in ("王芳", "1号店", "12345"):
        crm(["customer", "add", name, "--phone", f"1391234500{len(name)}"])
    crm("customer erase 1 --reason 'asked for it' --yes")
    refused = crm(["log", "add", "１", "x", "--via", "phone", "--json"], code=3)
    assert "was erased" in refused.error["hint"]
    crm(["customer", "edit", "２", "--set", "city=苏州"])
    assert crm("customer show 1号店 --json").json["fields"] == {"city": "苏州"}


@pytest.mark.parametrize(
    "line",
    ["promise keep ３", "deal move ２ quote", "due snooze promise：２ --until +3d --reason 忙"],
)
def test_full_width_digits_are_the_id_of_whatever_is_named(crm: Crm, line: str) -> None:
    crm("customer add 王芳")
    for number in range(3):
        crm(f"promise add 王芳 报价{number} --by +1d")
        crm(f"deal add 王芳 合同{number} --amount 100")
    crm(line)


def test_a_mistyped_name_is_only_suggested(book: Crm) -> None:
    refused = book(["customer", "show", "Anna Smyth", "--json"], code=3)
    assert "Anna Smith (2)" in refused.error["hint"]


@pytest.mark.parametrize(
    "line",
    [
        "log show 9223372036854775808",
        "log edit 9223372036854775808 --via phone",
        "log remove 9223372036854775808",
        "promise keep 9223372036854775808",
    ],
)
def test_an_id_beyond_every_id_is_not_found(book: Crm, line: str) -> None:
    book(line, code=3)


@pytest.mark.parametrize(
    "line",
    [
        "log list --limit {}",
        "customer list --limit {}",
        "customer find 王 --limit {}",
        "undo --list --limit {}",
        "history --limit {}",
    ],
)
def test_a_huge_limit_is_no_limit(book: Crm, line: str) -> None:
    book(line.format(10**20))


@pytest.mark.parametrize(
    "line", ["log add 1 x --via phone --at 0001-01-01", "due --today 0001-01-01"]
)
def test_a_date_no_clock_can_show_is_refused(book: Crm, line: str) -> None:
    book(line, code=2)


def test_an_audit_that_was_applied_settles(crm: Crm) -> None:
    crm("customer add 王芳 --need clear --close 2026-04-20", today="2026-03-31")
    crm("log add 王芳 x --via phone", today="2026-04-25")
    grades = []
    for _ in range(3):
        crm("grade audit --apply --yes", today="2026-05-10")
        grades.append(crm("grade show 王芳 --json", today="2026-05-10").json["grade"])
    assert grades == ["D", "D", "D"]
    assert crm("grade audit --json", today="2026-05-10").json == []


def test_the_reason_of_a_grade_by_hand_stands_at_its_contact(crm: Crm) -> None:
    crm("customer add 王芳 --need clear --close +3w")
    told = crm("log add 王芳 --via phone --grade C --reason 'boss said no'")
    assert "A → C: boss said no." in told.out
    assert crm("log show 1 --json").json["grade_reason"] == "boss said no"
    assert crm("log add 王芳 --via phone --json").json["grade_reason"] == "by hand"


def test_after_no_answer_the_line_says_when_the_row_is_back(crm: Crm) -> None:
    crm("customer add 王芳 --grade B", today="2026-03-01")
    told = crm("log add 王芳 --via phone --outcome no_answer", today="2026-03-10").out
    assert "Due again 2026-03-11." in told


def test_a_late_contact_echoes_its_date(crm: Crm) -> None:
    crm("customer add 王芳", today="2026-03-01")
    assert "It was on 2026-03-27." in crm("log add 王芳 --via phone --at fri").out
