"""Searching every field and note: the full-text tables offer candidates, the real text decides."""

from __future__ import annotations

from datetime import date, datetime
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.domain.found import Found, FoundKind, snippet
from crmcli.domain.phone import digits, looks_like_phone
from crmcli.domain.text import contains, gram_query

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence

_CHUNK = 400


def found(connection: sqlite3.Connection, text: str) -> Iterator[Found]:
    """Yield what holds every word of a text, archived customers included.

    Customers found by a name or number come first, then those found by another field, by their
    ids; then contacts and promises, the latest first.

    Args:
        connection: the reading door.
        text: what to look for; a phone number is found however it is written.
    """
    search = _Search(connection, text)
    yield from search.customers(by_name=True)
    yield from search.customers(by_name=False)
    yield from merge(search.contacts(), search.promises(), key=_day, reverse=True)


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
        self._needles: tuple[str, ...] = (text,)
        if looks_like_phone(text) and digits(text) != text:
            self._needles = (text, digits(text))
        queries = [gram_query(each) for each in self._needles]
        # Signs alone have nothing to look up: then every text is read.
        self._query = None if None in queries else " OR ".join(f"({each})" for each in queries)

    def customers(self, *, by_name: bool) -> Iterator[Found]:
        """Yield customers: those whose names or numbers hold the text, or only the others."""
        sql = "SELECT id FROM customer ORDER BY id"
        values: tuple[str, ...] = ()
        if self._query is not None:
            sql = "SELECT rowid FROM customer_text WHERE customer_text MATCH ? ORDER BY rowid"
            values = (f"names : ({self._query})" if by_name else self._query,)
        for keys in _chunks(self._connection.execute(sql, values)):
            ids = [row[0] for row in keys]
            texts = _texts(self._connection, ids)
            for key in ids:
                customer = texts.get(key)
                if customer is not None:
                    parts = self._matching(customer, by_name=by_name)
                    if parts:
                        yield Found(
                            FoundKind.CUSTOMER,
                            key,
                            key,
                            customer.name,
                            customer.company,
                            None,
                            snippet(parts, self._needles),
                            customer.archived,
                        )

    def contacts(self) -> Iterator[Found]:
        """Yield contacts whose note, or what the customer said, holds the text."""
        if self._query is None:
            sql = "SELECT id FROM contact ORDER BY at DESC, id DESC"
        else:
            sql = (
                "SELECT l.id FROM contact_text t CROSS JOIN contact l ON l.id = t.rowid"
                " WHERE contact_text MATCH :query ORDER BY l.at DESC, l.id DESC"
            )
        columns = "l.id, l.customer_id, c.name, c.company, l.at, c.archived, l.note, l.said"
        read = f"SELECT {columns} FROM contact l JOIN customer c ON c.id = l.customer_id"  # noqa: S608 - constants
        return self._logged(FoundKind.CONTACT, sql, f"{read} WHERE l.id", datetime.fromisoformat)

    def promises(self) -> Iterator[Found]:
        """Yield promises whose text holds the text."""
        if self._query is None:
            sql = "SELECT id FROM promise ORDER BY by DESC, id DESC"
        else:
            sql = (
                "SELECT p.id FROM promise_text t CROSS JOIN promise p ON p.id = t.rowid"
                " WHERE promise_text MATCH :query ORDER BY p.by DESC, p.id DESC"
            )
        columns = "p.id, p.customer_id, c.name, c.company, p.by, c.archived, p.text"
        read = f"SELECT {columns} FROM promise p JOIN customer c ON c.id = p.customer_id"  # noqa: S608 - constants
        return self._logged(FoundKind.PROMISE, sql, f"{read} WHERE p.id", date.fromisoformat)

    def _logged(
        self, kind: FoundKind, sql: str, read: str, moment: Callable[[str], date]
    ) -> Iterator[Found]:
        values = {} if self._query is None else {"query": self._query}
        for keys in _chunks(self._connection.execute(sql, values)):
            places = ",".join("?" * len(keys))
            chosen = [row[0] for row in keys]
            rows = self._connection.execute(f"{read} IN ({places})", chosen)
            by_id = {row[0]: row for row in rows}
            for key in chosen:
                _, customer_id, name, company, at, archived, *parts = by_id[key]
                if self._holds(parts):
                    text = snippet(parts, self._needles)
                    gone = archived is not None
                    yield Found(kind, key, customer_id, name, company, moment(at), text, gone)

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


def _chunks(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    while chunk := list(islice(rows, _CHUNK)):
        yield chunk


def _texts(connection: sqlite3.Connection, ids: list[int]) -> dict[int, _Texts]:
    """Read what customers are found by, as `store.index.customer_texts` keeps it."""
    places = ",".join("?" * len(ids))
    texts: dict[int, _Texts] = {}
    rows = connection.execute(
        "SELECT id, archived, name, company, title, occupation, industry, address, hobbies,"  # noqa: S608 - placeholders
        " birthday, source, product_needs, service_requirements, notes, lost_reason, owner"
        f" FROM customer WHERE id IN ({places})",
        ids,
    )
    for key, archived, name, company, *rest in rows:
        names = [each for each in (name, company) if each]
        texts[key] = _Texts(name, company, archived is not None, names, [e for e in rest if e])
    for what, order in (
        ("customer_id, name, coalesce(title, ''), coalesce(role, '') FROM person", "id"),
        ("customer_id, value FROM contact_point", "id"),
    ):
        sql = f"SELECT {what} WHERE customer_id IN ({places}) ORDER BY {order}"
        for key, name, *rest in connection.execute(sql, ids):
            texts[key].names.append(name)
            texts[key].rest.extend(each for each in rest if each)
    for what, order in (
        ("customer_id, tag FROM tag", "tag"),
        ("customer_id, value FROM field_value", "name"),
    ):
        sql = f"SELECT {what} WHERE customer_id IN ({places}) ORDER BY {order}"
        for key, value in connection.execute(sql, ids):
            texts[key].rest.append(value)
    return texts
