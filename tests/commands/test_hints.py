"""What is refused is told with the option it was given in, and with what would be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

PHONES = "Write it like --phone 13800138000, --phone 021-62345678 or --phone +4930901820."
PAST = "Write it like 2026-03-01, yesterday, -3d, 2 weeks ago, mon, last fri or 上周三."


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳")
    crm("customer person add 王芳 李四")
    crm("log add 王芳 hello --via phone")
    crm("customer field add shirt --type choice --choice S")
    return crm


@pytest.mark.parametrize(
    ("line", "code", "message", "hint"),
    [
        ("customer edit 1 --phone abc", 5, "abc is not a phone number.", PHONES),
        (
            "customer person edit 1 李四 --email x@@y",
            5,
            "x@@y is not an e-mail address.",
            "Write it like --email wang.fang@example.com.",
        ),
        (
            "customer field add size",
            4,
            "There is a field named size already.",
            "It is company_size, which every customer has. Give yours another name.",
        ),
        (
            "customer field add shirt",
            4,
            "There is a field named shirt already.",
            "Give yours another name; see them with `crm customer field list`.",
        ),
        (
            "log edit 1",
            2,
            "Nothing to change was given.",
            "Say what, like --at 2026-03-05, --via visit or --note TEXT.",
        ),
        (
            "customer person edit 1 李四",
            2,
            "Nothing to change was given.",
            "Say what, like --title 采购经理, --phone 13900139000 or --unset birthday.",
        ),
        ("history --since xx", 2, "Cannot read xx as a date.", PAST),
        ("log add 1 x --via phone --at xx", 2, "Cannot read xx as a date.", PAST),
    ],
)
def test_what_would_be_right_is_said(
    book: Crm, line: str, code: int, message: str, hint: str
) -> None:
    error = book(f"{line} --json", code=code).error
    assert (error["message"], error["hint"]) == (message, hint)


@pytest.mark.parametrize(
    "day", ["2026-03-01", "yesterday", "-3d", "2 weeks ago", "mon", "last fri", "上周三"]
)
def test_the_past_days_that_are_advised_can_be_read(book: Crm, day: str) -> None:
    assert day in PAST
    book(["history", "--since", day])


@pytest.mark.parametrize("number", ["13800138000", "021-62345678", "+4930901820"])
def test_the_numbers_that_are_advised_can_be_given(book: Crm, number: str) -> None:
    assert number in PHONES
    book(f"customer edit 1 --phone {number}")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("customer add 李雷 --may-contact no", "--may-contact no"),
        ("customer edit 1 --set may-share=no", "--may-share no"),
        ("grade set 1 A", "grade set"),
        ("customer lose 1", "customer lose"),
        ("customer pin 1 --value high", "customer pin"),
        ("due snooze 1 --until +1w", "due snooze"),
        ("promise drop 1", "promise drop"),
        ("promise move 1 --by +1w", "promise move"),
    ],
)
def test_what_needs_a_reason_is_named(book: Crm, line: str, what: str) -> None:
    error = book(f"{line} --json", code=2).error
    assert (error["code"], error["message"]) == ("reason_missing", f"{what} needs a reason.")
    assert error["hint"] == "Say why, as in --reason 'asked for it'."


def test_what_divides_tags_is_in_the_help_of_each_option_that_divides(book: Crm) -> None:
    for line in ("customer add 李雷", "customer edit 1"):
        assert sorted(book(f"{line} --tag 'a,b;c、d' --json").json["tags"]) == ["a", "b", "c", "d"]
        page = book([*line.split()[:2], "--help"]).out
        assert "A tag, or several with , ; or 、 between them" in " ".join(page.split())


def test_an_edit_that_needs_a_yes_is_refused_in_one_line_of_json(crm: Crm) -> None:
    crm("customer add Ann --tag q")
    refused = crm("customer edit --where 'tag = q' --tag z --json", code=2)
    assert refused.error["code"] == "not_confirmed"
    assert len(refused.err.splitlines()) == 1


def test_who_adds_a_person_by_the_hint_is_understood(crm: Crm) -> None:
    crm("customer add 'Anna Smith'")
    refused = crm("log add 'Anna Smith' hi --via phone --with 'New One' --json", code=3).error
    assert refused["hint"] == "Add one with `crm customer person add id:1 NAME`."


def test_a_setting_of_ones_own_says_that_undo_leaves_it(crm: Crm) -> None:
    crm("customer add Ann")
    assert "crm undo does not take it back" in crm("config set lang zh --format table").out
    assert "crm undo" not in crm("config set currency EUR --format table").out
