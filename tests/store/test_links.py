"""What belongs to a customer can be moved to another, and undo brings both back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from crmcli.domain.run import Run
from crmcli.services.contacts import reclocked
from crmcli.services.findability import findable, found_by
from crmcli.services.keys import keys_of
from crmcli.session import author
from crmcli.store.book import Book
from crmcli.store.index import customer_texts, drop_customers
from crmcli.store.links import move_links
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.standing import standing
from crmcli.store.records import LINKS, PARTS
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
)


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
        reclocked(transaction, stands, book_reads.policy(connection))
        findable(transaction, kept, before)
        transaction.finished(None)


def test_every_table_follows_and_undo_brings_both_back(crm: Crm) -> None:
    crm("customer field add hat")
    crm("customer field add shoe")
    for line in BOOK:
        crm(line)
    before = contents(crm.db)
    merge(crm.db, 1, 2)
    after = contents(crm.db)

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
    assert sorted(each["note"] for each in shown["contacts"]) == ["one", "two"]
    assert [each["name"] for each in shown["people"]] == ["Jane"]
    crm("undo")
    assert contents(crm.db) == before
    crm("redo")
    assert contents(crm.db) == after
    crm("undo")
    assert crm("check --json").json["ok"]
    assert crm("customer show f@b.cn --json").json["id"] == 2
