"""Whether a book consists of what crm makes: its tables, views, indexes and full-text tables.

What a user made beside that is theirs and only named. Views, indexes and full-text tables hold
nothing that is not in the tables, so that they can be made again.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crmcli.domain.finding import Finding, passed, wrong
from crmcli.domain.foreign import foreign_told
from crmcli.domain.listed import names
from crmcli.domain.message import Message, counted, message
from crmcli.errors import N_, NN_
from crmcli.store.checks.actors import triggers
from crmcli.store.checks.full_text_table import is_usable, remove_full_text
from crmcli.store.checks.table_shape import index_shape_of, shape_of
from crmcli.store.creation import make_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

TRIGGERS = "triggers"
TABLES = "tables"
STRUCTURE = "structure"
FOREIGN = "foreign"
CODES = frozenset({TRIGGERS, TABLES, STRUCTURE, FOREIGN})

_SHOWN = 5
_VIRTUAL = re.compile(r"\s*create\s+virtual", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Structure:
    """How a book differs from a new one.

    Args:
        tables: those that are missing, or promise less of their rows than they should.
        remade: views, indexes and full-text tables that are missing or others: by name the
            statement that makes each.
        foreign: what it has beside what crm makes, each as `view name`; triggers apart.
        broken: those of the full-text tables whose inner tables are missing or not to be read.
    """

    tables: tuple[str, ...]
    remade: dict[str, str]
    foreign: tuple[str, ...]
    broken: tuple[str, ...] = ()


def structure(connection: sqlite3.Connection) -> Structure:
    """Compare what a book of this program's schema consists of with a new one."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        make_schema(fresh)
        expected, found = _objects(fresh), _objects(connection)
        virtual = {name for name, (_, sql) in expected.items() if _VIRTUAL.match(sql)}
        broken = tuple(
            name
            for name in sorted(virtual & found.keys())
            if not is_usable(connection, name)
            or any(each.startswith(f"{name}_") for each in expected.keys() - found.keys())
        )
        missing = tuple(f"{name}_" for name in (*(virtual - found.keys()), *broken))
        tables, remade = [], {}
        for name, (kind, sql) in expected.items():
            is_there = name in found and found[name][0] == kind
            is_table = kind == "table" and name not in virtual
            if is_there and name not in broken:
                statement = found[name][1]
                # Most are as crm wrote them; another hand may have written the same in other words.
                if statement == sql or _is_alike(fresh, connection, name, (sql, statement)):
                    continue
            if name in found and (is_table or not is_there):
                # What took its name may hold what is nowhere else.
                tables.append(name)
            elif not is_table:
                remade[name] = sql
            elif not name.startswith(missing):
                # What belongs to a full-text table comes and goes with that.
                tables.append(name)
    extra = ((kind, name) for name, (kind, _) in found.items() if name not in expected)
    foreign = tuple(f"{kind} {name}" for kind, name in sorted(extra) if kind != "trigger")
    return Structure(tuple(tables), remade, foreign, broken)


def findings(connection: sqlite3.Connection, found: Structure | None) -> Iterator[Finding]:
    """Say what a book consists of that it should not, and what it lacks.

    Args:
        connection: the reading door.
        found: how it differs from a new one; None for a book of an older schema.
    """
    acting = triggers(connection)
    if acting:
        told = NN_(
            "The book holds the trigger {names}, which acts on its own.",
            "The book holds {count} triggers, which act on their own: {names}",
        )
        yield _wrong(TRIGGERS, told, acting)
    if found is None:
        return
    if found.tables:
        told = NN_(
            "The table {names} is missing, or not as crm makes it.",
            "{count} tables are missing, or not as crm makes them: {names}",
        )
        yield _wrong(TABLES, told, found.tables, repairable=False)
    if found.remade:
        told = NN_(
            "The view or index {names} is missing, or not as crm makes it.",
            "{count} views or indexes are missing, or not as crm makes them: {names}",
        )
        yield _wrong(STRUCTURE, told, found.remade)
    if not (found.tables or found.remade):
        yield passed(STRUCTURE, message(N_("Every table, view and index is as crm makes it.")))
    if found.foreign:
        text = N_("It also holds what crm did not make: {names}")
        noted = passed(FOREIGN, message(text, names=foreign_told(found.foreign, _SHOWN)))
        yield replace(noted, count=len(found.foreign))


def make_again(connection: sqlite3.Connection, found: Structure) -> None:
    """Make views, indexes and full-text tables again; the latter are empty then."""
    there = _objects(connection)
    for name, statement in found.remade.items():
        if name in there and _VIRTUAL.match(statement):
            remove_full_text(connection, name)
        elif name in there:
            connection.execute(f"DROP {there[name][0]} {name}")
        connection.execute(statement)


def _objects(connection: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """Read by name what a book consists of: the kind of each thing, and its statement."""
    sql = "SELECT name, type, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    return {name: (kind, text or "") for name, kind, text in connection.execute(sql)}


def _is_alike(
    fresh: sqlite3.Connection, connection: sqlite3.Connection, name: str, written: tuple[str, str]
) -> bool:
    """Tell whether what is written in two ways is the same table, view or index."""
    expected, found = written
    kind = expected.split(maxsplit=2)[1].lower()
    if kind in {"index", "unique"}:
        return index_shape_of(fresh, name) == index_shape_of(connection, name)
    if kind == "table":
        return shape_of(fresh, name).is_kept_by(shape_of(connection, name))
    return _plain(expected) == _plain(found)


def _plain(sql: str) -> str:
    """Give a statement without what does not matter in it."""
    return "".join(sql.replace('"', "").split()).lower()


def _wrong(
    code: str, told: tuple[str, str], parts: Iterable[str], *, repairable: bool = True
) -> Finding:
    found = tuple(parts)
    text = counted(*told, len(found), names=_some(found))
    return wrong(code, text, len(found), repairable=repairable)


def _some(found: tuple[str, ...]) -> Message:
    return names([*found[:_SHOWN], *(["…"] if len(found) > _SHOWN else [])])
