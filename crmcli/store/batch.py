"""Many rows on their way into the book: collected by table, written together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.store.index import customer_texts, key_rows, put_customers, put_texts
from crmcli.store.schema.contact import ContactRow, PromiseRow
from crmcli.store.schema.customer import (
    ContactPointRow,
    CustomerRow,
    FieldValueRow,
    PersonRow,
    TagRow,
)
from crmcli.store.schema.grade import GradeChangeRow
from crmcli.store.schema.obligation import ObligationRow
from crmcli.store.schema.search import SearchKeyRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crmcli.domain.lookup import KeyKind
    from crmcli.store.schema.row import Row
    from crmcli.store.transaction import Transaction

# In the order in which foreign keys allow them to be written.
_TABLES: dict[str, type[Row]] = {
    "customer": CustomerRow,
    "person": PersonRow,
    "contact_point": ContactPointRow,
    "tag": TagRow,
    "field_value": FieldValueRow,
    "contact": ContactRow,
    "promise": PromiseRow,
    "grade_change": GradeChangeRow,
    "obligation": ObligationRow,
    "search_key": SearchKeyRow,
}


class Batch:
    """Rows by table, with ids given out beforehand so that they can refer to each other.

    The lock that the transaction holds keeps the ids ours.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _TABLES}
        self._customers: list[int] = []
        self._contacts: list[tuple[int, str]] = []
        self._promises: list[tuple[int, str]] = []
        self._next: dict[str, int] = {}

    def next_id(self, table: str) -> int:
        """Give out the next id of a table, never one that was used before."""
        if table not in self._next:
            sql = "SELECT seq FROM sqlite_sequence WHERE name = ?"
            row = self._transaction.connection.execute(sql, (table,)).fetchone()
            self._next[table] = 1 if row is None else row[0] + 1
        given = self._next[table]
        self._next[table] += 1
        return given

    def add(self, table: str, row: dict[str, Any]) -> None:
        """Collect a row."""
        self._rows[table].append(row)

    def find_customer(self, customer_id: int, keys: Iterable[tuple[str, KeyKind]]) -> None:
        """Make a customer findable, by these exact keys and by its texts."""
        self._rows["search_key"] += key_rows(customer_id, keys)
        self._customers.append(customer_id)

    def find_contact(self, contact_id: int, text: str) -> None:
        """Make a contact findable by its words."""
        self._contacts.append((contact_id, text))

    def find_promise(self, promise_id: int, text: str) -> None:
        """Make a promise findable by its words."""
        self._promises.append((promise_id, text))

    def flush(self) -> None:
        """Write everything that was collected."""
        for name, table in _TABLES.items():
            self._transaction.add_many(table, self._rows[name])
            self._rows[name] = []
        connection = self._transaction.connection
        texts = ((key, *customer_texts(connection, key)) for key in self._customers)
        put_customers(self._transaction, texts)
        put_texts(self._transaction, "contact_text", self._contacts)
        put_texts(self._transaction, "promise_text", self._promises)
        self._customers, self._contacts, self._promises = [], [], []
