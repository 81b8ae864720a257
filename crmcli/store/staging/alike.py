"""Pairs of customers that may be one, in a private temporary database until all are compared.

What is held in memory grows neither with the customers nor with the pairs.
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from crmcli.store.staging.rows import staging_place

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator

    Pair = tuple[int, int]

_TABLES = """
    CREATE TABLE key (key TEXT, id INT);
    CREATE TABLE name (key TEXT, id INT, reached INT, firm INT);
    CREATE TABLE pair (one INT, other INT, PRIMARY KEY (one, other)) WITHOUT ROWID;
    CREATE TABLE base (key TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE shared (key TEXT PRIMARY KEY, many INT) WITHOUT ROWID;
    CREATE TABLE found (score INT, one INT, other INT, kept TEXT);
"""
_INDEXES = """
    CREATE INDEX key_order ON key (key, id);
    CREATE INDEX name_order ON name (key, firm, reached, id);
"""

# Each with the oldest, so that a hundred of one number are not 4,950 pairs; and with the one before
# it, which it may be although something speaks against its being the oldest.
_ALIKE = """
    INSERT OR IGNORE INTO pair
    SELECT g.first, k.id
      FROM (SELECT key, min(id) AS first FROM key GROUP BY key HAVING count(*) > 1) g
      JOIN key k ON k.key = g.key
     WHERE g.first < k.id
"""
_NEXT_ALIKE = """
    INSERT OR IGNORE INTO pair
    SELECT before, id FROM (
        SELECT id, lag(id) OVER (PARTITION BY key ORDER BY id) AS before FROM key
    ) WHERE before < id
"""
_FOLLOWS = """
    DELETE FROM found WHERE EXISTS (
        SELECT 1 FROM found mine JOIN found theirs ON theirs.one = mine.one
         WHERE mine.other = found.one AND theirs.other = found.other
           AND min(mine.score, theirs.score) >= found.score)
"""
_NAMESAKES = """
    INSERT OR IGNORE INTO pair
    SELECT iif(n.reached AND NOT :all, g.unreached, g.first), n.id
      FROM (SELECT key, min(id) AS first, min(iif(reached, NULL, id)) AS unreached
              FROM name WHERE NOT firm GROUP BY key HAVING count(*) > 1) g
      JOIN name n ON n.key = g.key AND NOT n.firm
     WHERE iif(n.reached AND NOT :all, g.unreached, g.first) < n.id
"""
_NEXT_NAMESAKES = """
    INSERT OR IGNORE INTO pair
    SELECT iif(reached AND NOT :all, unreached, before), id FROM (
        SELECT id, reached, lag(id) OVER (PARTITION BY key ORDER BY id) AS before,
               max(iif(reached, NULL, id)) OVER (
                   PARTITION BY key ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
               ) AS unreached
          FROM name WHERE NOT firm
    ) WHERE iif(reached AND NOT :all, unreached, before) < id
"""
_OF_TWO_KINDS = """
    INSERT OR IGNORE INTO pair
    SELECT min(g.first, n.id), max(g.first, n.id)
      FROM (SELECT key, firm, min(id) AS first FROM name GROUP BY key, firm) g
      JOIN name n ON n.key = g.key AND n.firm != g.firm
"""


class AlikePlace:
    """The keys of customers, the pairs that follow from them, and what came of comparing these."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add_keys(self, rows: Iterable[tuple[str, int]]) -> None:
        """Put keys of customers: two that have one key are a pair."""
        self._connection.executemany("INSERT INTO key VALUES (?, ?)", rows)

    def add_names(self, rows: Iterable[tuple[str, int, bool, bool]]) -> None:
        """Put names of customers: the name, whose, whether it is reached, whether it is a firm.

        Two people of one name who are both reached by something of their own are no pair.
        """
        self._connection.executemany("INSERT INTO name VALUES (?, ?, ?, ?)", rows)

    def add_pairs(self, pairs: Iterable[Pair]) -> None:
        """Put pairs, the older customer first."""
        self._connection.executemany("INSERT OR IGNORE INTO pair VALUES (?, ?)", pairs)

    def is_new_base(self, key: str) -> bool:
        """Note the number of a switchboard; tell whether it was not noted before."""
        done = self._connection.execute("INSERT OR IGNORE INTO base VALUES (?)", (key,))
        return done.rowcount > 0

    def share(self, rows: Iterable[tuple[str, int]]) -> None:
        """Note how many customers have a number, an address or a handle, by its key."""
        sql = "INSERT OR REPLACE INTO shared VALUES (?, ?)"
        self._connection.executemany(sql, rows)

    def share_groups(self, prefix: str) -> None:
        """Note how many customers have each of the keys that begin so; without the beginning."""
        sql = """
            INSERT OR REPLACE INTO shared
            SELECT substr(key, length(:prefix) + 1), count(DISTINCT id) FROM key
             WHERE key >= :prefix AND key < :after GROUP BY key HAVING count(*) > 1
        """
        self._connection.execute(sql, {"prefix": prefix, "after": prefix + "\U0010ffff"})

    def order(self) -> None:
        """Sort the keys, once all are there."""
        self._connection.executescript(_INDEXES)

    def pair_up(self, *, namesakes: bool) -> None:
        """Make the pairs that follow from the keys.

        Args:
            namesakes: whether two of one name are a pair although both are reached.
        """
        self._connection.execute(_ALIKE)
        self._connection.execute(_NEXT_ALIKE)
        for statement in (_NAMESAKES, _NEXT_NAMESAKES):
            self._connection.execute(statement, {"all": namesakes})
        self._connection.execute(_OF_TWO_KINDS)

    def grouped(self, prefix: str) -> Iterator[tuple[str, int, int]]:
        """Yield the keys that begin so, in order: each with its oldest customer, and how many."""
        sql = (
            "SELECT key, min(id), count(*) FROM key WHERE key >= ? AND key < ?"
            " GROUP BY key ORDER BY key"
        )
        yield from self._connection.execute(sql, (prefix, prefix + "\U0010ffff"))

    @property
    def pair_count(self) -> int:
        """How many pairs there are."""
        (found,) = self._connection.execute("SELECT count(*) FROM pair").fetchone()
        return int(found)

    def pairs(self, size: int) -> Iterator[list[Pair]]:
        """Yield the pairs, some at a time."""
        rows = self._connection.execute("SELECT one, other FROM pair ORDER BY one, other")
        while chunk := list(islice(rows, size)):
            yield chunk

    def shared(self, keys: Collection[str]) -> dict[str, int]:
        """Read how many customers have some numbers, addresses and handles, where that is noted."""
        sql = "SELECT many FROM shared WHERE key = ?"
        found = ((key, self._connection.execute(sql, (key,)).fetchone()) for key in keys)
        return {key: row[0] for key, row in found if row is not None}

    def keep(self, rows: Iterable[tuple[int, int, int, str]]) -> None:
        """Put what came of comparing pairs: the score, both customers, and the whole as text."""
        self._connection.executemany("INSERT INTO found VALUES (?, ?, ?, ?)", rows)

    def leave_what_follows(self) -> None:
        """Leave out pairs of which both are told, as likely, with one that is older than both."""
        self._connection.execute("CREATE INDEX found_order ON found (other, one)")
        self._connection.execute(_FOLLOWS)

    def kept(self, limit: int | None) -> Iterator[str]:
        """Yield what came of comparing pairs, the likeliest first."""
        sql = "SELECT kept FROM found ORDER BY score DESC, one, other LIMIT ?"
        for (text,) in self._connection.execute(sql, (-1 if limit is None else limit,)):
            yield text


@contextmanager
def alike_place() -> Iterator[AlikePlace]:
    """Open an empty place for pairs; nothing of it is left behind.

    Raises:
        NoRoomToStage: the temporary file cannot be written.
    """
    with staging_place(_TABLES) as connection:
        yield AlikePlace(connection)
