"""Searching every field and note: the full-text tables offer candidates, the real text decides."""

from __future__ import annotations

from datetime import date, datetime
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.found import Found, FoundKind, snippet
from crmcli.domain.phone import looks_like_phone, typed_forms
from crmcli.domain.sought import Forced, sought
from crmcli.domain.spelling import ALL, BEGINNING, letters_of
from crmcli.domain.text import contains, gram_query
from crmcli.store.reads.lookup import ids_placed
from crmcli.store.reads.spelled import spelled, spelled_given
from crmcli.store.texts import OF_CUSTOMER, OF_LOG, index_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

_CHUNK = 400
_FEWEST_LETTERS = 2


def found(connection: sqlite3.Connection, text: str) -> Iterator[Found]:
    """Yield what holds every word of a text, archived customers included.

    Customers found by a name or number come first, then those of whom a name is spelled so, then
    those found by another field, by their ids; then what was logged, the latest first.

    Args:
        connection: the reading door.
        text: what to look for; a phone number is found however it is written.
    """
    search = _Search(connection, text)
    yield from search.customers(by_name=True)
    yield from search.spelled()
    yield from search.customers(by_name=False)
    yield from merge(*map(search.logged, OF_LOG), key=_day, reverse=True)


def _day(record: Found) -> str:
    return "" if record.at is None else record.at.isoformat()[:10]


class _Texts(NamedTuple):
    """What a customer is found by."""

    name: str
    company: str | None
    archived: bool
    names: list[str]
    rest: list[str]


class _Search:
    """One search: what is looked for, as words and as a question to the full-text tables."""

    def __init__(self, connection: sqlite3.Connection, text: str) -> None:
        self._connection = connection
        wanted = sought(text)
        if wanted.forced in {Forced.TEL, Forced.NAME}:
            text = wanted.text
        self._needles: tuple[str, ...] = (text,)
        if looks_like_phone(text):
            self._needles = tuple(dict.fromkeys((text, *typed_forms(text))))
        queries = [gram_query(each) for each in self._needles]
        self._spelled = _spelled(connection, text) | ids_placed(connection, text)
        # Signs alone have nothing to look up: then every text is read.
        self._query = None if None in queries else " OR ".join(f"({each})" for each in queries)

    def customers(self, *, by_name: bool) -> Iterator[Found]:
        """Yield customers: those whose names or numbers hold the text, or only the others."""
        sql = "SELECT id FROM customer ORDER BY id"
        values: tuple[str, ...] = ()
        if self._query is not None:
            sql = "SELECT rowid FROM customer_text WHERE customer_text MATCH ? ORDER BY rowid"
            values = (f"names : ({self._query})" if by_name else self._query,)
        for key, customer in self._read(row[0] for row in self._connection.execute(sql, values)):
            if by_name or key not in self._spelled:
                parts = self._matching(customer, by_name=by_name)
                if parts:
                    yield self._shown(key, customer, parts)

    def spelled(self) -> Iterator[Found]:
        """Yield customers of whom a name is spelled as the text, and none holds it."""
        for key, customer in self._read(iter(sorted(self._spelled))):
            if not self._holds(customer.names):
                yield self._shown(key, customer, customer.names)

    def _read(self, ids: Iterator[int]) -> Iterator[tuple[int, _Texts]]:
        for keys in _chunks(ids):
            texts = _texts(self._connection, keys)
            yield from ((key, texts[key]) for key in keys if key in texts)

    def _shown(self, key: int, customer: _Texts, parts: Sequence[str]) -> Found:
        text, kind = snippet(parts, self._needles), FoundKind.CUSTOMER
        return Found(kind, key, key, customer.name, customer.company, None, text, customer.archived)

    def logged(self, table: str) -> Iterator[Found]:
        """Yield rows of a table of the log whose words hold the text, the latest first."""
        columns, at = OF_LOG[table]
        sql = f"SELECT id FROM {table} ORDER BY {at} DESC, id DESC"  # noqa: S608 - our names
        values = {}
        if self._query is not None:
            sql = (
                f"SELECT l.id FROM {index_of(table)} t CROSS JOIN {table} l ON l.id = t.rowid"  # noqa: S608 - our names
                f" WHERE {index_of(table)} MATCH :query ORDER BY l.{at} DESC, l.id DESC"
            )
            values = {"query": self._query}
        read = (
            f"SELECT l.id, l.customer_id, c.name, c.company, l.{at}, c.archived,"  # noqa: S608 - our names
            f" {', '.join(f'l.{each}' for each in columns)}"
            f" FROM {table} l LEFT JOIN customer c ON c.id = l.customer_id WHERE l.id"
        )
        for chosen in _chunks(row[0] for row in self._connection.execute(sql, values)):
            places = ",".join("?" * len(chosen))
            rows = self._connection.execute(f"{read} IN ({places})", chosen)
            by_id = {row[0]: row for row in rows}
            for key in chosen:
                _, customer_id, name, company, when, archived, *words = by_id[key]
                if customer_id is not None and name is None:
                    # Only a measure belongs to nobody; of others the customer is gone.
                    raise LookupError(customer_id)
                parts = [each for each in words if each]
                if self._holds(parts):
                    text = snippet(parts, self._needles)
                    gone = archived is not None
                    yield Found(
                        FoundKind(table), key, customer_id, name, company, _moment(when), text, gone
                    )

    def _matching(self, customer: _Texts, *, by_name: bool) -> Sequence[str]:
        """Give the texts that show why a customer was found; none if it is not for this pass."""
        named = self._holds(customer.names)
        if by_name:
            return customer.names if named else ()
        if named or not self._holds([*customer.names, *customer.rest]):
            return ()
        return [*customer.rest, *customer.names]

    def _holds(self, parts: Iterable[str]) -> bool:
        whole = "\n".join(parts)
        return any(contains(whole, each) for each in self._needles)


def _spelled(connection: sqlite3.Connection, text: str) -> set[int]:
    """Find whose names are spelled so, else whose given names are.

    A single letter is the beginning of too many.
    """
    if len(letters_of(text)) < _FEWEST_LETTERS:
        return set()
    found = spelled(connection, text, ALL) | spelled(connection, text, BEGINNING)
    return found or spelled_given(connection, text)


def _chunks(ids: Iterator[int]) -> Iterator[list[int]]:
    while chunk := list(islice(ids, _CHUNK)):
        yield chunk


def _moment(text: str) -> date:
    """Read when something was: a UTC instant or a local date, whichever the table keeps."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _texts(connection: sqlite3.Connection, ids: list[int]) -> dict[int, _Texts]:
    """Read what customers are found by, as `store.index.customer_texts` keeps it."""
    places = ",".join("?" * len(ids))
    texts: dict[int, _Texts] = {}
    sql = f"SELECT id, name, company, archived FROM customer WHERE id IN ({places})"  # noqa: S608 - placeholders
    for key, name, company, archived in connection.execute(sql, ids):
        texts[key] = _Texts(name, company, archived is not None, [], [])
    for table, (names, rest, order, forms) in OF_CUSTOMER.items():
        owner = "id" if table == "customer" else "customer_id"
        columns, split = ", ".join((owner, *names, *forms, *rest)), len(names) + len(forms)
        sql = f"SELECT {columns} FROM {table} WHERE {owner} IN ({places}) ORDER BY {order}"  # noqa: S608 - our names
        for key, *values in connection.execute(sql, ids):
            texts[key].names.extend(filter(None, values[:split]))
            texts[key].rest.extend(filter(None, values[split:]))
    return texts
