"""Who is said to have referred whom, among the rows of one import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.store.staging.said import Said
from crmcli.store.staging.staged_row import Action, Fate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

LINKS = """
    CREATE TABLE link (
        row INTEGER PRIMARY KEY, id INT, text TEXT, number INT,
        target INT, customer INT, fault TEXT, void INT
    );
"""
"""Rows with the id they have in their file, and what they say of who referred them.

`target` is the row of who did, `customer` the customer of the book who did; `fault` why neither can
be told; `void` is whether it cannot be.
"""

_INDEXES = """
    CREATE INDEX IF NOT EXISTS link_ids ON link (id);
    CREATE INDEX IF NOT EXISTS link_texts ON link (text);
    CREATE INDEX IF NOT EXISTS link_targets ON link (target);
    CREATE INDEX IF NOT EXISTS row_others ON row (other);
"""
_BEGIN = """
    UPDATE link SET fault = NULL, void = NULL, customer = NULL, target = (
        SELECT min(named.row) FROM link named WHERE named.id = link.number)
     WHERE text NOT NULL
"""
_MATCHED = "('unchanged', 'updated', 'added', 'in_book', 'archived')"
"""Fates of rows whose customer is `other`."""

_OWN = f"CASE WHEN r.fate IN {_MATCHED} THEN r.other END"
_THEIRS = f"""
    CASE WHEN l.customer NOT NULL THEN l.customer
         WHEN t.fate IN {_MATCHED} THEN t.other
         WHEN t.fate = 'referrer' THEN t.other
         WHEN t.fate = 'repeated' THEN t.second END
"""
_JOINED = "link l JOIN row r ON r.number = l.row LEFT JOIN row t ON t.number = l.target"
_NAMED = """
    SELECT DISTINCT row FROM key
     WHERE key = 'n' || :name
        OR (key >= 'c' || :name || char(31) AND key < 'c' || :name || char(32))
     ORDER BY row
"""
_SAID = f"""
    SELECT l.row, json_extract(r.kept, '$.c.name'), l.text, l.number, r.fate, r.action, {_OWN},
           {_THEIRS}, t.number, t.fate = 'created'
      FROM {_JOINED}
     WHERE l.text NOT NULL AND l.void IS NULL AND l.row > :after AND r.fate IN ({{fates}})
     ORDER BY l.row LIMIT :most
"""  # noqa: S608 - constants
_REFUSED = """
    UPDATE row SET fate = 'referrer' WHERE number IN (SELECT row FROM link WHERE fault NOT NULL)
       AND fate IN ('created', 'unchanged', 'updated', 'added', 'in_book', 'archived')
"""
_LEANING = """
    SELECT l.row, l.text, l.target
      FROM link l JOIN row r ON r.number = l.row JOIN row t ON t.number = l.target
      JOIN link f ON f.row = t.number
     WHERE f.fault NOT NULL AND t.fate = 'referrer' AND t.other IS NULL
       AND l.fault IS NULL AND r.fate != 'referrer'
"""
_AMONG_NEW = """
    SELECT l.row, l.target
      FROM link l JOIN row r ON r.number = l.row JOIN row t ON t.number = l.target
     WHERE l.text NOT NULL AND r.fate = 'created' AND t.fate = 'created' ORDER BY l.row
"""
_PLACED = f"""
    WITH made AS (
        SELECT number, :first - 1 + row_number() OVER (ORDER BY number) AS id
          FROM row WHERE fate = 'created')
    SELECT coalesce(m.id, r.other), coalesce(o.id, {_THEIRS})
      FROM {_JOINED} LEFT JOIN made m ON m.number = l.row LEFT JOIN made o ON o.number = l.target
     WHERE l.text NOT NULL AND l.void IS NULL AND r.fate IN ({{fates}}) ORDER BY l.row
"""  # noqa: S608 - constants
_CREATED = "'created'"
_CHANGED = "'updated', 'added'"
_AT_ONCE = 1000


class StagedLinks:
    """Who is said to have referred whom.

    Attributes:
        exist: whether any row says it.
        column: the name of the column in which it is said.
        unknown: how many customers were referred by somebody who is neither in the file nor known.
        in_circle: how many of the book cannot have been referred by whom their row says.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.exist = False
        self.column = ""
        self.unknown = 0
        self.in_circle = 0
        self._connection = connection

    def put(self, row: int, key: int | None, text: str | None, number: int | None) -> None:
        """Put the id that a row has in its file, and what it says of who referred it."""
        sql = "INSERT INTO link (row, id, text, number) VALUES (?, ?, ?, ?)"
        self._connection.execute(sql, (row, key, text, number))
        self.exist = self.exist or text is not None

    def begin(self) -> None:
        """Find anew the rows that are named by the id they have in the file."""
        self.unknown = self.in_circle = 0
        self._connection.executescript(_INDEXES)
        self._connection.execute(_BEGIN)

    def texts(self, *, numbers: bool) -> Iterator[str]:
        """Yield what is said of those who were not found yet, each once.

        Args:
            numbers: whether ids count among them.
        """
        kind = "" if numbers else "AND number IS NULL"
        sql = (
            "SELECT DISTINCT text FROM link WHERE target IS NULL AND customer IS NULL"  # noqa: S608 - constants
            f" AND fault IS NULL AND text > ? {kind} ORDER BY text LIMIT ?"
        )
        last = ""
        while found := self._connection.execute(sql, (last, _AT_ONCE)).fetchall():
            yield from (text for (text,) in found)
            (last,) = found[-1]

    def named(self, name: str) -> Iterator[tuple[int | None, int | None]]:
        """Yield whose name some rows have: a row that becomes a customer, or one of the book.

        Args:
            name: the name, folded.
        """
        for (number,) in self._connection.execute(_NAMED, {"name": name}).fetchall():
            fate, other = self._fate(number)
            while fate == Fate.REPEATED and other is not None:
                number = other  # noqa: PLW2901 - on to the row that it repeats
                fate, other = self._fate(number)
            if fate == Fate.CREATED:
                yield number, None
            elif f"'{fate}'" in _MATCHED:
                yield None, other

    def found(self, text: str, row: int | None, customer: int | None) -> None:
        """Note who is meant by a text: a row, or a customer of the book."""
        sql = "UPDATE link SET target = ?, customer = ? WHERE text = ?"
        self._connection.execute(sql, (row, customer, text))

    def faulty(self, text: str, reason: str) -> None:
        """Note why nobody is meant by a text."""
        self._connection.execute("UPDATE link SET fault = ? WHERE text = ?", (reason, text))

    def refuse(self, row: int, reason: str) -> None:
        """Note why a row cannot say what it says."""
        self._connection.execute("UPDATE link SET fault = ? WHERE row = ?", (reason, row))

    def leave(self, row: int) -> None:
        """Note that what a row says of this is left out."""
        self._connection.execute("UPDATE link SET void = 1 WHERE row = ?", (row,))

    def settle_faults(self) -> list[tuple[int, str, int]]:
        """Refuse the rows with a fault.

        Returns:
            The rows that name one of these, which becomes no customer: each with what it says and
            with that row. They are not refused yet.
        """
        self._connection.execute(_REFUSED)
        return self._connection.execute(_LEANING).fetchall()

    def fault_of(self, row: int) -> str:
        """Give why a row is refused."""
        sql = "SELECT fault FROM link WHERE row = ?"
        (fault,) = self._connection.execute(sql, (row,)).fetchone()
        return str(fault)

    def said(self, *fates: Fate) -> Iterator[Said]:
        """Yield what rows of some fates say, in the order of the file."""
        among = ", ".join(f"'{each}'" for each in fates)
        after = -1
        while found := self._said(_SAID.format(fates=among), {"after": after, "most": _AT_ONCE}):
            yield from found
            after = found[-1].row

    def of(self, row: int, *fates: Fate) -> Said | None:
        """Give what one row says, if it counts and the row has one of some fates."""
        among = ", ".join(f"'{each}'" for each in fates)
        found = self._said(_SAID.format(fates=among), {"after": row - 1, "most": 1})
        return next((each for each in found if each.row == row), None)

    def among_new(self) -> Iterator[tuple[int, int]]:
        """Yield the rows of new customers that other new ones referred, each with that one's."""
        yield from self._connection.execute(_AMONG_NEW)

    def earlier(self, row: int, customer: int) -> int | None:
        """Give the first row that speaks of a customer before another does, if one does."""
        sql = (
            "SELECT min(number) FROM row WHERE other = ? AND number < ?"
            " AND fate IN ('updated', 'unchanged')"
        )
        (found,) = self._connection.execute(sql, (customer, row)).fetchone()
        return None if found is None else int(found)

    def placed(self, first: int, *, new: bool) -> Iterator[tuple[int, int | None]]:
        """Yield who was referred by whom, as ids in the book; None for who is not there.

        Args:
            first: the id that the first of the new customers has.
            new: whether of the new customers, or of those that change.
        """
        sql = _PLACED.format(fates=_CREATED if new else _CHANGED)
        yield from self._connection.execute(sql, {"first": first})

    def _said(self, sql: str, values: dict[str, int]) -> list[Said]:
        found = []
        for row in self._connection.execute(sql, values):
            number, name, text, said_id, fate, action, own, referrer, target, is_new = row
            said = None if action is None else Action(action)
            of = (own, referrer, target, bool(is_new))
            found.append(Said(number, name, text, said_id, Fate(fate), said, *of))
        return found

    def _fate(self, number: int) -> tuple[str, int | None]:
        sql = "SELECT fate, other FROM row WHERE number = ?"
        fate, other = self._connection.execute(sql, (number,)).fetchone()
        return fate, other
