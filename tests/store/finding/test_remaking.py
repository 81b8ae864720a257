"""A book of an older release is found by the rules of this one, once it was opened."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from crmcli.domain.text import unified_gram_text
from crmcli.store.connection import APPLICATION_ID
from crmcli.store.index import customer_texts
from crmcli.store.migration import migrate
from crmcli.store.texts import OF_LOG, index_of, joined

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

OLD = 5


@pytest.fixture
def old(crm: Crm, tmp_path: Path) -> Crm:
    """Make a book as the release before kept it: other keys, and texts indexed as written."""
    crm("customer add 王小明 --company 北京字节跳动科技有限公司 --phone 13912345678")
    crm(["customer", "add", "張偉", "--note", "喜歡圍棋"])
    crm(["customer", "add", "臺灣積體電路", "--company", "--set", "kind=company"], code=None)
    crm(
        [
            "log",
            "add",
            "张偉",
            "報價單已經發送",
            "--via",
            "phone",
            "--next",
            "寄樣品",
            "--by",
            "+3d",
        ]
    )
    crm(["deal", "add", "张偉", "機床三台", "--amount", "5"])
    book = tmp_path / "old.db"
    with closing(sqlite3.connect(book)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrate(book, target=OLD, save=False)
    with closing(sqlite3.connect(book, isolation_level=None)) as connection:
        connection.execute("ATTACH ? AS today", (str(crm.db),))
        _copy_rows(connection)
        connection.execute("INSERT INTO search_key VALUES ('wangxiaoming', 'pinyin', 1)")
        _index_as_written(connection)
    crm.db = book
    return crm


def _copy_rows(connection: sqlite3.Connection) -> None:
    sql = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
    for (table,) in connection.execute(sql).fetchall():
        if table != "search_key" and "_text_" not in table and not table.startswith("sqlite_"):
            columns = ", ".join(
                f'"{name}"'
                for _, name, *_ in connection.execute(f"PRAGMA main.table_info({table})")
            )
            connection.execute(f"DELETE FROM main.{table}")
            connection.execute(f"INSERT INTO main.{table} SELECT {columns} FROM today.{table}")


def _index_as_written(connection: sqlite3.Connection) -> None:
    for (key,) in connection.execute("SELECT id FROM customer").fetchall():
        pieces = map(unified_gram_text, customer_texts(connection, key))
        connection.execute(
            "INSERT INTO customer_text(rowid, names, rest) VALUES (?, ?, ?)", (key, *pieces)
        )
    for table, texts in OF_LOG.items():
        sql = f"SELECT {', '.join(('id', *texts.words))} FROM {table}"
        for key, *words in connection.execute(sql).fetchall():
            if text := joined(words):
                sql = f"INSERT INTO {index_of(table)}(rowid, pieces) VALUES (?, ?)"
                connection.execute(sql, (key, unified_gram_text(text)))


def test_everybody_is_found_as_in_a_new_book(old: Crm) -> None:
    for typed in ("wxm", "wangxm", "小明", "字节", "zijie", "5678"):
        assert old(["customer", "show", typed, "--json"]).json["name"] == "王小明"
    assert old(["customer", "show", "张伟", "--json"]).json["name"] == "張偉"


@pytest.mark.parametrize("typed", ["报价", "報價", "围棋", "圍棋", "样品", "樣品", "机床", "機床"])
def test_old_texts_are_found_in_both_writings(old: Crm, typed: str) -> None:
    assert old(["customer", "find", typed, "--json"]).json


def test_a_check_finds_nothing_wrong_and_an_edit_leaves_nothing_behind(old: Crm) -> None:
    old("check")
    old(["customer", "edit", "张伟", "--set", "name=李雷", "--unset", "notes"])
    old("check")
    for typed in ("張偉", "张伟", "zhangwei", "圍棋"):
        assert old(["customer", "find", typed, "--json"]).json == []


def test_the_book_as_it_was_lies_among_its_backups(old: Crm) -> None:
    old("customer list")
    (backup,) = old.db.parent.rglob("before-migration-*.db")
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (OLD,)
        assert connection.execute("SELECT count(*) FROM search_key").fetchone() == (1,)


def test_a_migration_that_fails_leaves_the_keys_as_they_were(
    old: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crmcli.store.finding import remaking

    def fail(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr(remaking, "customer_texts", fail)
    assert old("customer list --json", code=6).error["code"] == "migration_failed"
    monkeypatch.undo()
    with closing(sqlite3.connect(old.db)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (OLD,)
        assert connection.execute("SELECT key FROM search_key").fetchall() == [("wangxiaoming",)]
