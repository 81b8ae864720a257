"""Purchases on their way into the book, in a private temporary database as in `staging.rows`."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from crmcli.store.staging.rows import staging_place
from crmcli.store.staging.staged_row import Fate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator


class StagedPurchase(NamedTuple):
    """One row: its number in the file, and the values as the book keeps them."""

    number: int
    customer_id: int
    day: str
    product: str | None
    thousandths: int
    amount_minor: int
    currency: str
    deal_id: int | None
    note: str | None

    @property
    def content(self) -> tuple[object, ...]:
        """What makes two purchases of one customer the same."""
        return self.day, self.product, self.thousandths, self.amount_minor, self.currency


_TABLE = """
    CREATE TABLE row (
        number INTEGER PRIMARY KEY, customer_id INT, day TEXT, product TEXT, thousandths INT,
        amount_minor INT, currency TEXT, deal_id INT, note TEXT, fate TEXT, other INT
    );
"""
_COLUMNS = ", ".join(StagedPurchase._fields)


class PurchaseStaging:
    """The rows of one import of purchases."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, rows: Iterable[StagedPurchase]) -> None:
        """Put rows."""
        self._connection.executemany(
            "INSERT INTO row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'created', NULL)", rows
        )

    def begin(self) -> None:
        """Take every row for a new purchase."""
        self._connection.execute(
            "UPDATE row SET fate = 'created', other = NULL WHERE other NOT NULL"
        )

    def customers(self) -> Iterator[int]:
        """Yield the customers of the rows."""
        sql = "SELECT DISTINCT customer_id FROM row ORDER BY customer_id"
        return (key for (key,) in self._connection.execute(sql))

    def deals(self) -> Iterator[tuple[int, int]]:
        """Yield each deal that rows name, with the customer of the row."""
        sql = "SELECT DISTINCT deal_id, customer_id FROM row WHERE deal_id NOT NULL"
        yield from self._connection.execute(sql)

    def rows_of(self, customer_id: int) -> list[StagedPurchase]:
        """List the rows of a customer, in the order of the file."""
        self._connection.execute("CREATE INDEX IF NOT EXISTS row_of ON row (customer_id, number)")
        sql = f"SELECT {_COLUMNS} FROM row WHERE customer_id = ? ORDER BY number"  # noqa: S608 - constants
        return [StagedPurchase(*row) for row in self._connection.execute(sql, (customer_id,))]

    def decide(self, fates: Iterable[tuple[Fate, int, int]]) -> None:
        """Say of rows that they are in the book: fate, the purchase's id, the row's number."""
        self._connection.executemany("UPDATE row SET fate = ?, other = ? WHERE number = ?", fates)

    def counts(self) -> dict[Fate, int]:
        """Count the rows by what becomes of them."""
        rows = self._connection.execute("SELECT fate, count(*) FROM row GROUP BY fate")
        return {Fate(fate): count for fate, count in rows}

    def new_rows(self) -> Iterator[StagedPurchase]:
        """Yield the rows that become purchases, in the order of the file."""
        sql = f"SELECT {_COLUMNS} FROM row WHERE fate = 'created' ORDER BY number"  # noqa: S608 - constants
        return (StagedPurchase(*row) for row in self._connection.execute(sql))

    def new_customers(self) -> Iterator[int]:
        """Yield the customers that get a new purchase."""
        sql = "SELECT DISTINCT customer_id FROM row WHERE fate = 'created' ORDER BY customer_id"
        return (key for (key,) in self._connection.execute(sql))

    def skipped(self, most: int) -> list[tuple[int, int]]:
        """List the first rows that are skipped: number, and which purchase they are."""
        sql = "SELECT number, other FROM row WHERE fate = 'in_book' ORDER BY number LIMIT ?"
        return list(self._connection.execute(sql, (most,)))


@contextmanager
def purchase_staging() -> Iterator[PurchaseStaging]:
    """Open an empty staging place; nothing of it is left behind.

    Raises:
        NoRoomToStage: the temporary file cannot be written.
    """
    with staging_place(_TABLE) as connection:
        yield PurchaseStaging(connection)
