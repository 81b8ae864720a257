"""What an older book is found by, made again by the rules of this program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.simplified import simplified
from crmcli.domain.text import gram_text, unified, unified_gram_text
from crmcli.store.copies.book_rows import customer_ids
from crmcli.store.finding.keys import keys_of
from crmcli.store.index import customer_texts
from crmcli.store.staging.key_spool import key_spool
from crmcli.store.texts import OF_LOG, index_of, joined

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    Progress = Callable[[int, int], None]

_AT_ONCE = 500
_KEYS_AT_ONCE = 5000


def remake(connection: sqlite3.Connection, progress: Progress) -> None:
    """Make all search keys, and the entries of texts with traditional characters, again.

    Args:
        connection: the book's, within a transaction; the table of search keys is empty.
        progress: told how many customers and rows of the log were looked at.
    """
    counts = [f"(SELECT count(*) FROM {each})" for each in ("customer", *OF_LOG)]  # noqa: S608 - our names
    (whole,) = connection.execute(f"SELECT {' + '.join(counts)}").fetchone()
    done = 0
    with key_spool() as spool:
        for key in customer_ids(connection):
            found = dict.fromkeys(keys_of(connection, key))
            spool.put((text, kind.value, key) for text, kind in found if text)
            _replace(connection, "customer_text", key, _named(*customer_texts(connection, key)))
            done += 1
            if done % _AT_ONCE == 0:
                progress(done, whole)
        for rows in spool.in_order(_KEYS_AT_ONCE):
            connection.executemany("INSERT INTO search_key VALUES (?, ?, ?)", rows)
    for table, texts in OF_LOG.items():
        columns = ", ".join(("id", *texts.words))
        for key, *words in connection.execute(f"SELECT {columns} FROM {table}"):  # noqa: S608 - our names
            _replace(connection, index_of(table), key, {"pieces": joined(words)})
            done += 1
            if done % _AT_ONCE == 0:
                progress(done, whole)
    progress(whole, whole)


def _named(names: str, rest: str) -> dict[str, str]:
    return {"names": names, "rest": rest}


def _replace(connection: sqlite3.Connection, index: str, key: int, texts: dict[str, str]) -> None:
    """Replace the entry of a row in a full-text table, if today's is another one."""
    if not any(_has_traditional(each) for each in texts.values()):
        return
    columns, places = ", ".join(texts), ", ".join("?" * len(texts))
    old = [unified_gram_text(each) for each in texts.values()]
    sql = f"INSERT INTO {index}({index}, rowid, {columns}) VALUES ('delete', ?, {places})"  # noqa: S608 - our names
    connection.execute(sql, (key, *old))
    new = [gram_text(each) for each in texts.values()]
    sql = f"INSERT INTO {index}(rowid, {columns}) VALUES (?, {places})"  # noqa: S608 - our names
    connection.execute(sql, (key, *new))


def _has_traditional(text: str) -> bool:
    if text.isascii():
        return False
    folded = unified(text)
    return simplified(folded) != folded
