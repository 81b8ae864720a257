"""The words of the history: whom they name, and what they say of what came, went and is erased."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

ADDED = (
    "added as Acme · 星河, grade D to start with; phone +8613600136001, +8613600136002;"
    " e-mail a@b.cn; tags key, vip; potential CNY 9,000.00"
)
PERSON = "Li Si (CEO, phone +8613700137000, e-mail l@s.cn)"


@pytest.fixture
def book(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> Crm:
    monkeypatch.setenv("COLUMNS", "200")
    crm(
        "customer add Acme --company 星河 --phone 13600136001 --phone 13600136002"
        " --email a@b.cn --tag vip --tag key --potential 9000"
    )
    crm("customer person add 1 'Li Si' --title CEO --phone 13700137000 --email l@s.cn")
    return crm


def texts(book: Crm, line: str) -> list[str]:
    return [each["text"] for each in book(f"history {line} --json").json if each["text"]]


def block(book: Crm, line: str = "--limit 1") -> list[str]:
    """Give what is told of the latest command on a terminal, without its heading."""
    return [each.strip() for each in book(f"history {line} --format table").lines[1:]]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("--phone 13600136009", "phone of Li Si added: +8613600136009"),
        ("--unset phone:13700137000", "phone of Li Si removed: +8613700137000"),
        ("--name 'Li Sisi' --email x@s.cn", "e-mail of Li Sisi added: x@s.cn"),
    ],
)
def test_a_persons_number_is_told_with_the_persons_name(book: Crm, line: str, told: str) -> None:
    book(f"customer person edit 1 'Li Si' {line}")
    assert told in block(book)
    assert told in texts(book, "--limit 1")
    assert told in book("undo --list --json").json[0]["summary"]
    assert told in book("undo").out
    book("undo")
    assert told in block(book, "--command 'customer person edit'")


def test_whoever_is_added_is_told_with_what_it_came_with(book: Crm) -> None:
    assert " ".join(block(book, "--command 'customer add'")) == ADDED
    assert texts(book, "--command 'customer add'") == [ADDED]
    assert block(book, "--command 'customer person add'") == [f"person added: {PERSON}"]


def test_what_came_and_went_since_is_no_part_of_what_somebody_came_with(book: Crm) -> None:
    book("customer edit 1 --phone 13600136003 --unset phone:13600136001 --unset tag:vip --tag new")
    book("customer edit 1 --tag vip --unset email --name Zeta --set potential=5")
    book("customer person edit 1 'Li Si' --phone 13700137001 --unset email --title CTO")
    book("customer person remove 1 'Li Si'")

    def told() -> None:
        assert ADDED in texts(book, "--command 'customer add'")
        assert texts(book, "--command 'customer person add'") == [f"person added: {PERSON}"]

    told()
    removed = "person removed: Li Si (CTO, phone +8613700137001, +8613700137000)"
    assert block(book) == [removed]
    for _ in range(5):
        book("undo")
        told()
    assert f"person removed: {PERSON}" in block(book, "--command undo")
    book("undo")
    told()
    removed = ADDED.replace("added as", "removed:").replace(", grade D to start with", "")
    assert " ".join(block(book)) == removed.partition("; potential")[0]
    book("redo")
    assert " ".join(block(book)) == ADDED
    told()


def test_one_of_an_import_that_was_taken_back_is_told_with_what_it_came_with(book: Crm) -> None:
    book(
        "customer import - --yes",
        stdin="name,phone,tags\n甲一,13900000001,a\n甲二,13900000002,b\n甲三,13900000003,c\n",
    )
    book("customer edit 甲二 --tag later")
    came = "imported as 甲二, grade D to start with; phone +8613900000002; tag b"
    assert came in texts(book, "甲二")
    book("undo")
    book("undo")
    assert came in texts(book, "甲二")
    book("redo")
    book("customer edit 甲二 --unset tag:b")
    assert texts(book, "甲二").count(came) == 1
    assert f"{came}" in block(book, "甲二 --command 'customer import'")


def test_of_many_numbers_and_tags_the_first_are_told(book: Crm) -> None:
    tags = " ".join(f"--tag t{n}" for n in range(5))
    book(f"customer add Many {tags}")
    assert block(book) == ["added as Many, grade D to start with; tags t0, t1, t2, …"]


def test_of_an_erased_customer_each_command_says_that_its_values_are_erased(book: Crm) -> None:
    book("customer add Other --referred-by Acme")
    book("customer edit Acme --note one")
    book("log add Acme hello --via phone --next more --by +3d")
    book("customer erase Acme --yes --reason asked")
    shown = book("history --format table").out

    for command in ("log add", "customer edit", "customer person add"):
        heading = f"2026-03-31 12:00  {command}  tester\n"
        assert f"{heading}  the values are erased\n" in shown
    assert "Acme" not in shown
    rows = book("history --command 'log add' --json").json
    assert [(each["record"], each["text"]) for each in rows] == [(None, "the values are erased")]


def test_that_values_are_erased_is_said_once_of_one_customer(book: Crm) -> None:
    book("customer add Other")
    book("customer edit Other --note a --set title=b --phone 13600136005")
    book("customer person add Other Jane")
    with closing(sqlite3.connect(book.db)) as connection:
        connection.execute(
            "UPDATE change SET old = NULL, new = NULL, command_id = 4 WHERE action = 'changed'"
        )
        connection.execute(
            "INSERT INTO change (command_id, record, action, first, last, customer_id)"
            " VALUES (4, 'person', 'changed', 2, 2, 2)"
        )
        connection.commit()
    assert block(book, "--command 'customer edit'") == [
        "phone added: +8613600136005",
        "the values are erased",
    ]


def test_of_an_edit_whose_only_value_was_erased_since_that_is_said(book: Crm) -> None:
    book("customer add 欧阳靐龘")
    book("customer edit 1 --tag 欧阳靐龘")
    book("customer erase 欧阳靐龘 --texts --yes --reason asked")
    assert block(book, "1 --command 'customer edit'") == ["values that are erased by now"]
    assert "and undid: Acme (1): values that are erased by now\n" in book("undo --yes").out


def test_a_command_that_changed_nothing_says_so(book: Crm) -> None:
    book("customer edit Acme --tag vip --key k")
    assert block(book) == ["nothing was changed"]
    assert texts(book, "--limit 1") == ["nothing was changed"]


def test_what_a_repair_put_right_is_told_of_its_customer(book: Crm) -> None:
    book("log add Acme hello --via phone")
    with closing(sqlite3.connect(book.db)) as connection:
        connection.execute("UPDATE customer SET last_contact = '2020-01-01', last_via = 'visit'")
        connection.commit()
    book("check --repair --yes")
    for line in ("--limit 1", "Acme --limit 1"):
        assert "last contact: 2020-01-01 → 2026-03-31" in block(book, line)
    with closing(sqlite3.connect(book.db)) as connection:
        connection.execute("UPDATE obligation SET due = '2029-01-01' WHERE kind = 'verify'")
        connection.commit()
    book("check --repair --yes")
    assert block(book, "Acme --limit 1") == ["dates that follow from the rest"]
    assert book("undo --list --json").json[0]["command"] == "log add"


def test_the_latest_comes_first_though_the_clock_was_set_back(book: Crm) -> None:
    book("customer edit Acme --note one")
    book("customer edit Acme --note two", today="2026-03-01 09:00")
    assert block(book) == ["notes: one → two"]
    commands = [each["command_id"] for each in book("history --json").json]
    assert commands == sorted(commands, reverse=True)
    assert texts(book, "--since 2026-03-31 --limit 1") == ["notes: one"]
    assert texts(book, "--until 2026-03-01") == ["notes: one → two"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("log remove 1", "removed: call of 2026-03-29, no answer: hm"),
        ("log edit 1 --note oh", "call of 2026-03-29, note: hm → oh"),
        ("log edit 1 --outcome reached", "call of 2026-03-29, outcome: no answer → reached"),
        ("undo", "existing customer since: 2026-03-31 → none"),
        ("customer edit 1 --unset notes", "notes: hm → none"),
        ("customer edit 1 --unset need", "need: none → not known"),
        ("customer edit 1 --set referred_by=Other", "referred by: Other (2)"),
        ("customer edit 1 --unset tag:vip --tag new --tag old", "tag added: new, old"),
        ("customer edit 1 --unset tag:vip --tag new --tag old", "tag removed: vip"),
    ],
)
def test_words_read_as_they_are_said(book: Crm, line: str, told: str) -> None:
    book("customer edit 1 --need none --note hm")
    book("customer add Other")
    book("log add 1 hm --via phone --outcome no_answer --at -2d")
    assert block(book)[0] == "call of 2026-03-29, no answer: hm"
    if line == "undo":
        book("customer pin 1 --status won --reason paid")
    book(line)
    assert told in block(book)


def test_a_long_line_goes_on_deeper_and_breaks_where_chinese_may(
    book: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    book(["log", "add", "1", "客户对价格敏感，希望先看样品，下周再谈合同细节", "--via", "visit"])
    assert book("history --limit 1 --format table").lines == [
        "2026-03-31 12:00  log add  Acme (1)",
        "      tester",
        "  visit: 客户对价格敏感，希望先看样品，",
        "    下周再谈合同细节",
        "  next follow-up 2026-03-31 → 2026-04-30",
    ]


def test_a_reason_that_is_told_with_what_it_was_for_is_not_said_twice(book: Crm) -> None:
    book("customer lose Acme --reason price")
    assert book("history --limit 1 --format table").lines[:2] == [
        "2026-03-31 12:00  customer lose  Acme (1)  tester",
        "  lost on 2026-03-31: price",
    ]
    book("customer edit Acme --company Nova --reason 'new card'")
    assert book("history --limit 1 --format table").lines[0].endswith("  tester  (new card)")
