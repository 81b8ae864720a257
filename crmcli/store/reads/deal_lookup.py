"""Finding the deals that a text names, by their titles and their customers, best tier first."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING

from crmcli.domain.deals.candidate import DealCandidate
from crmcli.domain.lookup import Tier
from crmcli.domain.spelling import ALL
from crmcli.domain.stage import Stage
from crmcli.domain.text import contains, fold, gram_query
from crmcli.store.reads.keyed import ids_beginning, with_key_of
from crmcli.store.reads.lookup import ids_holding
from crmcli.store.reads.spelled import spelled

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_STATES = {None: "1", True: "d.closed IS NOT NULL", False: "d.closed IS NULL"}
_ARCHIVED = "(SELECT a.archived IS NOT NULL FROM customer a WHERE a.id = d.customer_id)"


def candidates(
    connection: sqlite3.Connection,
    text: str,
    most: int,
    *,
    closed: bool | None,
    archived: bool = False,
) -> list[DealCandidate]:
    """Find the deals that a text names, in the best tier that has any.

    A deal is named by its title, or by its customer: a name, a company, a person's name, an e-mail,
    pinyin or initials. Of a customer its open deals are meant where it has any.

    Args:
        connection: the reading door, or that of a transaction.
        text: what was typed.
        most: how many to return at the most.
        closed: only those that are over, or only those that go on; None for both.
        archived: only those of archived customers, or only those of the others.
    """
    if not fold(text):
        return []
    known = f"{_ARCHIVED} = {int(archived)}"
    titled = _by_title(connection, text, most, f"{_STATES[closed]} AND {known}")
    for tier in (Tier.EXACT, Tier.PREFIX, Tier.PART):
        owned: list[int] = []
        for state in (False, True) if closed is None else (closed,):
            kept = f"{_STATES[state]} AND {known}"
            owned = owned or _by_customer(connection, text, tier, most, kept)
        found = sorted({*titled[tier], *owned})[:most]
        if found:
            return _candidates(connection, found)
    return []


def _by_title(
    connection: sqlite3.Connection, text: str, most: int, kept: str
) -> dict[Tier, list[int]]:
    wanted, query = fold(text), gram_query(text)
    sql = f"SELECT d.id, d.title FROM deal d WHERE {kept} ORDER BY d.id"  # noqa: S608 - constants
    values: tuple[str, ...] = ()
    if query is not None:
        sql = (
            "SELECT d.id, d.title FROM deal_text t CROSS JOIN deal d ON d.id = t.rowid"  # noqa: S608 - constants
            f" WHERE deal_text MATCH ? AND {kept} ORDER BY d.id"
        )
        values = (query,)
    found: dict[Tier, list[int]] = {Tier.EXACT: [], Tier.PREFIX: [], Tier.PART: []}
    for key, title in connection.execute(sql, values):
        # What was found may hold the text in its notes.
        if contains(title, text):
            folded = fold(title)
            tier = Tier.PREFIX if folded.startswith(wanted) else Tier.PART
            tier = Tier.EXACT if folded == wanted else tier
            if len(found[tier]) < most:
                found[tier].append(key)
    return found


def _by_customer(
    connection: sqlite3.Connection, text: str, tier: Tier, most: int, kept: str
) -> list[int]:
    if tier is Tier.PART:
        has = f"SELECT 1 FROM deal d WHERE d.customer_id = customer_text.rowid AND {kept}"  # noqa: S608 - constants
        owners = ids_holding(connection, text, f"EXISTS ({has})")
        sql = f"SELECT d.id FROM deal d WHERE d.customer_id = ? AND {kept}"  # noqa: S608 - constants
        keys = (key for owner in owners for (key,) in connection.execute(sql, (owner,)))
        return list(islice(keys, most))
    if tier is Tier.EXACT:
        owning = with_key_of(connection, text) or spelled(connection, text, ALL)
    else:
        owning = ids_beginning(connection, text)
    sql = (
        "SELECT d.id FROM json_each(?) k CROSS JOIN deal d ON d.customer_id = k.value"  # noqa: S608 - constants
        f" WHERE {kept} LIMIT ?"
    )
    values = (json.dumps(sorted(owning)), most)
    return [key for (key,) in connection.execute(sql, values)]


def _candidates(connection: sqlite3.Connection, ids: Iterable[int]) -> list[DealCandidate]:
    sql = """
        SELECT d.id, d.title, d.customer_id, c.name, d.stage
          FROM deal d JOIN customer c ON c.id = d.customer_id WHERE d.id = ?
    """
    rows = (connection.execute(sql, (key,)).fetchone() for key in ids)
    return [
        DealCandidate(key, title, customer_id, customer, Stage(stage))
        for key, title, customer_id, customer, stage in rows
    ]
