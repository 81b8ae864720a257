"""Keeping customers, contacts and promises findable: search keys and the full-text tables.

The full-text tables hold no text, only its pieces. To forget a text they must be given it once
more, so whoever changes a record reads its text before and after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.text import gram_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from crmcli.domain.lookup import KeyKind
    from crmcli.store.transaction import Transaction

_ADD_CUSTOMER = "INSERT INTO customer_text(rowid, names, rest) VALUES (:id, :names, :rest)"
_DROP_CUSTOMER = (
    "INSERT INTO customer_text(customer_text, rowid, names, rest)"
    " VALUES ('delete', :id, :names, :rest)"
)


def customer_texts(connection: sqlite3.Connection, customer_id: int) -> tuple[str, str]:
    """Read what a customer is found by: its names and numbers, and everything else."""
    sql = """
        SELECT name, company, title, occupation, industry, address, hobbies, birthday, source,
               product_needs, service_requirements, notes, lost_reason, owner
          FROM customer WHERE id = ?
    """
    name, company, *rest = connection.execute(sql, (customer_id,)).fetchone()
    key = (customer_id,)
    names = [name, company]
    for person, title, role in connection.execute(
        "SELECT name, title, role FROM person WHERE customer_id = ? ORDER BY id", key
    ):
        names.append(person)
        rest += [title, role]
    points = "SELECT value FROM contact_point WHERE customer_id = ? ORDER BY id"
    names += [value for (value,) in connection.execute(points, key)]
    for query in (
        "SELECT tag FROM tag WHERE customer_id = ? ORDER BY tag",
        "SELECT value FROM field_value WHERE customer_id = ? ORDER BY name",
    ):
        rest += [value for (value,) in connection.execute(query, key)]
    return _joined(names), _joined(rest)


def put_customers(transaction: Transaction, texts: Iterable[tuple[int, str, str]]) -> None:
    """Make customers findable by their texts: id, names, everything else."""
    transaction.run_sql(_ADD_CUSTOMER, _customer_rows(texts))


def drop_customers(transaction: Transaction, texts: Iterable[tuple[int, str, str]]) -> None:
    """Forget customers by their texts, as they are: id, names, everything else."""
    transaction.run_sql(_DROP_CUSTOMER, _customer_rows(texts))


def move_customer(
    transaction: Transaction, customer_id: int, before: tuple[str, str], after: tuple[str, str]
) -> None:
    """Replace the texts a customer is found by."""
    if before != after:
        drop_customers(transaction, [(customer_id, *before)])
        put_customers(transaction, [(customer_id, *after)])


def put_texts(transaction: Transaction, table: str, texts: Iterable[tuple[int, str]]) -> None:
    """Make contacts (`contact_text`) or promises (`promise_text`) findable by their words."""
    rows = [{"id": key, "pieces": gram_text(text)} for key, text in texts if text]
    transaction.run_sql(f"INSERT INTO {table}(rowid, pieces) VALUES (:id, :pieces)", rows)  # noqa: S608 - our names


def drop_text(transaction: Transaction, table: str, key: int, text: str) -> None:
    """Forget the words of a contact or promise."""
    if text:
        sql = f"INSERT INTO {table}({table}, rowid, pieces) VALUES ('delete', :id, :pieces)"  # noqa: S608 - our names
        transaction.run_sql(sql, [{"id": key, "pieces": gram_text(text)}])


def contact_words(note: str, said: str) -> str:
    """Join what a contact is found by."""
    return f"{note}\n{said}" if note and said else note or said


def move_keys(
    transaction: Transaction,
    customer_id: int,
    before: Iterable[tuple[str, KeyKind]],
    after: Iterable[tuple[str, KeyKind]],
) -> None:
    """Replace the exact keys a customer is found by."""
    old, new = dict.fromkeys(before), dict.fromkeys(after)
    for key, kind in old:
        if (key, kind) not in new:
            transaction.remove("search_key", key=key, kind=kind, customer_id=customer_id)
    added = (each for each in new if each not in old)
    transaction.add_many("search_key", key_rows(customer_id, added))


def key_rows(customer_id: int, keys: Iterable[tuple[str, KeyKind]]) -> Sequence[dict[str, object]]:
    """Give the rows of a customer's search keys, each once."""
    return [
        {"key": key, "kind": kind, "customer_id": customer_id}
        for key, kind in dict.fromkeys(keys)
        if key
    ]


def _customer_rows(texts: Iterable[tuple[int, str, str]]) -> list[dict[str, object]]:
    return [
        {"id": key, "names": gram_text(names), "rest": gram_text(rest)}
        for key, names, rest in texts
    ]


def _joined(parts: Iterable[str | None]) -> str:
    return "\n".join(each for each in parts if each)
