"""What belongs to a customer can be moved to another, and undo brings both back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from crmcli.domain.run import Run
from crmcli.services.grades.settled import reclocked
from crmcli.services.naming.findability import findable, found_by
from crmcli.session import author
from crmcli.store.book import Book
from crmcli.store.finding.keys import keys_of
from crmcli.store.index import customer_texts, drop_customers
from crmcli.store.links import move_links
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.standing import standing
from crmcli.store.records import LINKS, PARTS
from crmcli.store.settling.facts import settle_trade
from tests.contents import contents

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

BOOK = (
    "customer add 王芳 --phone 13800138000 --tag vip --tag tea --set hat=red --grade B",
    (
        "customer add 王方 --phone 13800138001 --email f@b.cn --tag vip --tag silk --set hat=blue"
        " --set shoe=left --referred-by 王芳"
    ),
    "customer add 李雷 --referred-by 王方",
    "customer person add 王方 Jane --phone 13700137000",
    "log add 王芳 one --via phone --at -9d --next more --by +3d",
    "log add 王方 two --via visit --at -2d --with Jane --next less --by +4d --close +2w",
    "customer pin 王方 --value high --reason friend",
    "promise move 2 --by +6d --reason later",
    "due snooze promise:2 --until +7d --reason away",
    "grade policy --set loyalty.points=1 --set loyalty.referral=50 --yes",
    "purchase add 王方 --amount 1000",
    "purchase add 李雷 --amount 500",
    "loyalty adjust 王芳 +7 --reason old",
    "campaign add fair 王芳 王方 李雷",
    "campaign reach fair 王方 --via wechat",
    "campaign answer fair 王方 --note yes",
    "campaign add other 王方",
)

ALIKE = (
    "customer edit 王芳 --phone 13800138000 --phone 13900139000",
    "customer edit 王方 --phone 13900139000 --phone 13800138001",
    "grade set 王芳 B --reason friend",
    "grade set 王方 C --reason rather",
)
"""One number in both, and a grade of the other that is younger."""


def merge(path: Path, kept: int, other: int) -> None:
    """Do what a merge does with the rows of two customers."""
    run = Run(datetime(2026, 3, 31, 4, tzinfo=UTC), author(), "customer merge")
    with Book(path).writing(run, existing=True) as transaction:
        connection = transaction.connection
        before = found_by(connection, kept, keys=True)
        # What is said and promised stays findable under its new owner.
        for key, kind in dict.fromkeys(keys_of(connection, other)):
            transaction.remove("search_key", key=key, kind=kind, customer_id=other)
        drop_customers(transaction, [(other, *customer_texts(connection, other))])
        move_links(transaction, other, kept)
        transaction.remove("customer", id=other)
        stands = standing(connection, kept)
        settle_trade(transaction, [kept], book_reads.policy(connection))
        reclocked(transaction, stands, book_reads.policy(connection))
        findable(transaction, kept, before)
        transaction.finished(None)


def test_every_table_follows_and_undo_brings_both_back(crm: Crm) -> None:
    crm("customer field add hat")
    crm("customer field add shoe")
    for line in (*BOOK, *ALIKE):
        crm(line)
    before = contents(crm.db)
    merge(crm.db, 1, 2)
    after = contents(crm.db)

    assert crm("check --json").json["ok"]
    with closing(sqlite3.connect(crm.db)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for tables in (PARTS, LINKS):
            for table, columns in tables.items():
                for column, whole in columns.items():
                    if whole == "customer":
                        sql = f"SELECT count(*) FROM {table} WHERE {column} = 2"
                        assert connection.execute(sql).fetchone() == (0,), table
    shown = crm("customer show id:1 --json").json
    assert shown["tags"] == ["silk", "tea", "vip"]
    assert shown["fields"] == {"hat": "red", "shoe": "left"}
    notes = [each["note"] for each in shown["contacts"]]
    assert sorted(notes) == ["fair", "fair: yes", "one", "two"]
    assert [each["name"] for each in shown["people"]] == ["Jane"]
    assert shown["phones"] == ["+8613800138000", "+8613900139000", "+8613800138001"]
    assert (shown["grade"], shown["grade_reason"]) == ("B", "friend")
    with closing(sqlite3.connect(crm.db)) as connection:
        sql = "SELECT position FROM contact_point WHERE person_id IS NULL AND kind = 'phone'"
        assert sorted(connection.execute(sql)) == [(0,), (1,), (2,)]
    crm("undo")
    assert contents(crm.db) == before
    crm("redo")
    assert contents(crm.db) == after
    crm("undo")
    assert crm("check --json").json["ok"]
    assert crm("customer show f@b.cn --json").json["id"] == 2


def test_points_and_lists_of_both_come_together(crm: Crm) -> None:
    crm("customer field add hat")
    crm("customer field add shoe")
    for line in BOOK:
        crm(line)
    merge(crm.db, 1, 2)
    shown = crm("loyalty show id:1 --json").json
    # It was referred by itself, which is told of nobody any more.
    assert [(each["kind"], each["points"], each["referred_id"]) for each in shown["entries"]] == [
        ("purchase", 10, None),
        ("referral", 50, None),
        ("referral", 50, 3),
        ("adjusted", 7, None),
    ]
    assert (shown["balance"], shown["referred"], shown["referred_bought"]) == (117, 1, 1)
    first, other = crm("campaign show fair --json").json["members"]
    assert (first["customer_id"], other["customer_id"]) == (1, 3)
    # What one of them lacked is filled from the other.
    assert (first["reached"], first["via"], first["answered"]) == (
        "2026-03-31",
        "wechat",
        "2026-03-31",
    )
    assert first["contact_id"] is not None
    assert [each["customer_id"] for each in crm("campaign show other --json").json["members"]] == [
        1
    ]
    assert crm("check --json").json["ok"]


def test_the_history_of_what_moved_is_told_of_its_new_owner(crm: Crm) -> None:
    crm("customer add 王芳")
    crm("customer add 王方 --phone 13800138001")
    crm("log add 王方 two --via phone --next more --by +3d")
    crm("log add 王方 three --via visit")
    merge(crm.db, 1, 2)

    told = crm("history id:1 --format table").out
    assert "call: two" in told
    assert "added as 王方" in told
    assert "contacts: 2 taken over from customer 2" in told
    assert "customer_id" not in told
    assert "added as 王方" in crm("history id:2 --format table").out
    crm("log remove 1")
    assert "call: two" in crm("history id:1 --format table").out
    crm("undo")
    crm("undo")
    assert "two" not in crm("history id:1 --format table --command 'log add'").out
    assert "call: two" in crm("history id:2 --format table").out


@pytest.mark.parametrize("name", ["王芳", "王方"])
def test_a_merge_somebody_made_is_in_the_way_of_an_undo_on_either_side(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    crm("customer add 王芳")
    crm("customer add 王方")
    crm("customer add 李雷 --referred-by 王方")
    crm("log add 王方 two --via phone")
    monkeypatch.setenv("CRM_USER", "ann")
    crm(f"customer edit {name} --set title=CEO")
    monkeypatch.setenv("CRM_USER", "bob")
    merge(crm.db, 1, 2)
    monkeypatch.setenv("CRM_USER", "ann")

    refused = crm("undo --json", code=4).error
    assert (refused["code"], "customer merge" in refused["message"]) == ("changed_by_another", True)
