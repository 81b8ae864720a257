"""Records of customers on their way into the book, in a private temporary database as in `rows`."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from crmcli.store.staging.rows import staging_place
from crmcli.store.staging.staged_row import Fate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Hashable, Iterable, Iterator


class Record(Protocol):
    """A row as a named tuple of plain values."""

    @property
    def number(self) -> int:
        """Its number in the file."""

    @property
    def customer_id(self) -> int:
        """Whose it is."""

    @property
    def content(self) -> Hashable:
        """What makes two records of one customer the same."""

    def __len__(self) -> int:
        """How many values it has."""

    def __getitem__(self, at: int, /) -> Any:  # noqa: ANN401 - each has its own
        """Give the value at a place."""


RecordT = TypeVar("RecordT", bound=Record)

_ROW_OF = "CREATE INDEX IF NOT EXISTS row_of ON row (customer_id, number)"


class RecordStaging(Generic[RecordT]):
    """The rows of one import.

    Args:
        connection: the staging place.
        kind: what a row is.

    Attributes:
        latest_first: whether the file lists the latest record first, as crm does.
    """

    def __init__(self, connection: sqlite3.Connection, kind: type[RecordT]) -> None:
        self.latest_first = False
        self._has_own = False
        self._connection = connection
        self._kind = kind
        fields: tuple[str, ...] = kind._fields  # type: ignore[attr-defined]  # it is a named tuple
        self._columns = ", ".join(fields)
        places = ", ".join("?" * len(fields))
        self._insert = f"INSERT INTO row VALUES ({places}, 'created', NULL)"  # noqa: S608 - placeholders
        connection.execute(f"CREATE TABLE row ({_table(fields)}, fate, other)")
        connection.execute("CREATE TABLE refusal (number INTEGER PRIMARY KEY, reason)")
        connection.execute("CREATE TABLE own (number INTEGER PRIMARY KEY)")

    def add(self, rows: Iterable[RecordT]) -> None:
        """Put rows."""
        self._connection.executemany(self._insert, rows)

    def refuse(self, number: int, reason: str) -> None:
        """Put a row that cannot be used, with why, as text that can be read back."""
        self._connection.execute("INSERT INTO refusal VALUES (?, ?)", (number, reason))

    def force(self, number: int) -> None:
        """Note that a row says that it is a record of its own."""
        self._has_own = True
        self._connection.execute("INSERT INTO own VALUES (?)", (number,))

    def forced(self, customer_id: int) -> set[int]:
        """Give the rows of a customer that say that they are records of their own."""
        if not self._has_own:
            return set()
        self._connection.execute(_ROW_OF)
        sql = "SELECT number FROM row CROSS JOIN own USING (number) WHERE customer_id = ?"
        return {number for (number,) in self._execute(sql, (customer_id,))}

    def refusals(self) -> Iterator[tuple[int, str]]:
        """Yield the rows that cannot be used, with why."""
        yield from self._connection.execute("SELECT number, reason FROM refusal ORDER BY number")

    def begin(self) -> None:
        """Take every row for a new record."""
        self._connection.execute(
            "UPDATE row SET fate = 'created', other = NULL WHERE other NOT NULL"
        )

    def customers(self, *, new: bool = False) -> Iterator[int]:
        """Yield the customers of the rows; `new`: only those that get a new record."""
        condition = "fate = 'created'" if new else "1"
        sql = f"SELECT DISTINCT customer_id FROM row WHERE {condition} ORDER BY customer_id"  # noqa: S608 - constants
        return (key for (key,) in self._connection.execute(sql))

    def values(self, column: str) -> Iterator[tuple[Any, int]]:
        """Yield each value that rows have in a column, with the customer of the row."""
        sql = f"SELECT DISTINCT {column}, customer_id FROM row WHERE {column} NOT NULL"  # noqa: S608 - our names
        yield from self._connection.execute(sql)

    def rows_of(self, customer_id: int) -> Iterator[RecordT]:
        """Yield the rows of a customer, in the order of the file."""
        self._connection.execute(_ROW_OF)
        return self._rows("customer_id = ?", (customer_id,))

    def new_values(self, customer_id: int, columns: str) -> set[tuple[Any, ...]]:
        """Give what the new rows of a customer have in some columns, with commas between these."""
        sql = f"SELECT DISTINCT {columns} FROM row WHERE customer_id = ? AND fate = 'created'"  # noqa: S608 - our names
        return set(self._execute(sql, (customer_id,)))

    def new_rows(self) -> Iterator[RecordT]:
        """Yield the rows that become records, in the order in which they came about."""
        return self._rows("fate = 'created'", order="DESC" if self.latest_first else "ASC")

    def decide(self, fates: Iterable[tuple[Fate, int, int]]) -> None:
        """Say of rows that they are no new ones: fate, which record or row, the row's number."""
        self._connection.executemany("UPDATE row SET fate = ?, other = ? WHERE number = ?", fates)

    def counts(self) -> dict[Fate, int]:
        """Count the rows by what becomes of them."""
        rows = self._connection.execute("SELECT fate, count(*) FROM row GROUP BY fate")
        return {Fate(fate): count for fate, count in rows}

    def skipped(self, most: int = -1) -> list[tuple[int, Fate, int]]:
        """List the first rows that are skipped: number, fate, and which record or row it is."""
        sql = (
            "SELECT number, fate, other FROM row WHERE fate IN ('in_book', 'repeated')"
            " ORDER BY number LIMIT ?"
        )
        return [(number, Fate(fate), other) for number, fate, other in self._execute(sql, (most,))]

    def _rows(
        self, condition: str, values: tuple[object, ...] = (), order: str = "ASC"
    ) -> Iterator[RecordT]:
        sql = f"SELECT {self._columns} FROM row WHERE {condition} ORDER BY number {order}"  # noqa: S608 - our names
        return (self._kind(*row) for row in self._execute(sql, values))

    def _execute(self, sql: str, values: tuple[object, ...]) -> sqlite3.Cursor:
        return self._connection.execute(sql, values)


def _table(fields: Iterable[str]) -> str:
    # Without types the values stay what they are.
    return ", ".join("number INTEGER PRIMARY KEY" if each == "number" else each for each in fields)


@contextmanager
def record_staging(kind: type[RecordT]) -> Iterator[RecordStaging[RecordT]]:
    """Open an empty staging place; nothing of it is left behind.

    Raises:
        NoRoomToStage: the temporary file cannot be written.
    """
    with staging_place("") as connection:
        yield RecordStaging(connection, kind)
