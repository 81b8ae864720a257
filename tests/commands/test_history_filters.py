"""Which commands `crm history` is asked for, and how its answer is laid out."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳 --company 星河贸易 --grade B")
    crm("customer add 李雷")
    crm("log add 王芳 first --via phone")
    crm("promise add 李雷 samples --by +3d")
    return crm


def rows(book: Crm, line: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = book(f"history {line} --json").json
    return found


def test_an_unknown_command_is_refused_with_the_nearest_one(book: Crm) -> None:
    refused = book("history --command 'log ad' --json", code=2).error
    assert (refused["code"], refused["hint"]) == ("unknown_command", "Did you mean log add?")
    assert book("history --command xyzzy", code=2).err == "crm: There is no command xyzzy.\n"
    assert {each["command"] for each in rows(book, "--command 'crm log  add'")} == {"log add"}
    assert rows(book, "--command 'customer erase'") == []


def test_a_command_that_an_older_crm_wrote_into_the_book_can_be_asked_for(book: Crm) -> None:
    with closing(sqlite3.connect(book.db)) as connection:
        connection.execute("UPDATE command SET name = 'note write' WHERE name = 'log add'")
        connection.commit()
    for name in ("note write", "note", "crm  note write"):
        assert {each["command"] for each in rows(book, f"--command '{name}'")} == {"note write"}
    for name in ("not", "write", "note%", "note write more"):
        refused = book(["history", "--command", name, "--json"], code=2).error
        assert refused["code"] == "unknown_command"


def test_a_period_without_a_day_is_refused(book: Crm) -> None:
    for line in ("history", "log list"):
        refused = book(f"{line} --since 2026-03-02 --until 2026-03-01", code=2)
        assert "--until 2026-03-01 is before --since 2026-03-02." in refused.err
    assert rows(book, "--since today --until today")


def test_what_matches_nothing_is_told_apart_from_an_empty_history(crm: Crm) -> None:
    crm("customer add 王芳")
    for line in ("--author nobody", "--until 2020-01-01", "--command 'log add'"):
        assert crm(f"history {line} --format table").err == "Nothing matches.\n"


def test_days_long_ago_are_compared_as_days(book: Crm) -> None:
    assert len(rows(book, "--since 0500-01-01")) == len(rows(book))
    assert rows(book, "--until 0500-01-01") == []
    assert book("log list --since 0500-01-01 --json").json


def test_a_number_longer_than_any_is_nobodys(book: Crm) -> None:
    for number in ("9" * 5000, "9" * 19):
        assert book(f"history id:{number} --json", code=3).error["code"] == "customer_not_found"
        book(f"history {number}", code=3)


def test_a_long_heading_goes_on_indented(book: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    book(["customer", "edit", "王芳", "--set", "title=CEO", "--reason", "a new card " * 6])
    lines = book("history --limit 1 --format table").lines
    assert len(lines) > 3
    assert [each[:2] for each in lines[1:]] == ["  "] * (len(lines) - 1)
    assert all(len(each) <= 40 for each in lines)


def test_in_a_pipe_the_words_come_among_the_first_columns(book: Crm) -> None:
    for style in ("tsv", "csv"):
        head, first, *_ = book(f"history --format {style}").lines
        cut = "\t" if style == "tsv" else ","
        assert head.split(cut)[:5] == ["at", "author", "command", "customer", "text"]
        told = ["tester", "promise add", "李雷", "promise: samples by 2026-04-03"]
        assert first.split(cut)[1:5] == told


@pytest.mark.parametrize(("zone", "shown"), [("Asia/Shanghai", "12:00"), ("UTC", "04:00")])
def test_times_are_those_of_the_books_zone(book: Crm, zone: str, shown: str) -> None:
    line = "history --limit 1 --format table"
    told = book.real(line, CRM_TZ=zone, TZ="America/New_York").out
    assert told.startswith(f"2026-03-31 {shown}  promise add")
    told = book.real("undo --dry-run", CRM_TZ=zone, TZ="America/New_York").out
    assert f"(2026-03-31 {shown})" in told


def test_a_zone_that_is_none_is_named_and_keeps_nothing_from_being_told(book: Crm) -> None:
    answer = book.real("history --format table", CRM_TZ="Asia/Shanghi")
    assert (answer.code, answer.out) == (2, "")
    assert "There is no time zone Asia/Shanghi." in answer.err
    assert "There is no command" in book.real("nonsense", CRM_TZ="Asia/Shanghi").err


def test_a_policy_that_this_version_does_not_know_is_told_by_its_name(book: Crm) -> None:
    book("grade policy --set C=10d")
    with closing(sqlite3.connect(book.db)) as connection:
        connection.execute("UPDATE policy_change SET name = 'speed'")
        connection.commit()
    (row,) = [each for each in rows(book, "--limit 1") if each["record"] == "policy_change"]
    assert row["text"] == "policy speed: every 10 days"
