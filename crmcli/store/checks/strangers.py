"""What a user put into the book beside what crm makes, where it forbids a change of crm's rows."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from crmcli.domain.message import Message, message
from crmcli.errors import N_, StorageFault
from crmcli.store.checks.structure import structure
from crmcli.store.connection import connect

if TYPE_CHECKING:
    from pathlib import Path


class ForbiddenByStranger(StorageFault):
    """A table or an index that is not crm's does not let the change happen."""

    code = "forbidden_by_stranger"
    sentence = N_("{path} was not changed: {what}, which crm did not make, forbids it.")
    hint = N_("Change or remove that first, with the program that made it.")


def forbidden(path: Path) -> ForbiddenByStranger | None:
    """Name what may have broken a constraint that is none of crm's; None if there is nothing."""
    try:
        connection = connect(path, "ro", waiting=0.0)
        try:
            what = _forbidding(connection)
        finally:
            connection.close()
    except sqlite3.Error:
        return None
    return None if what is None else ForbiddenByStranger(path=path, what=what)


def _forbidding(connection: sqlite3.Connection) -> Message | None:
    foreign = [each.split(" ", 1) for each in structure(connection).foreign]
    strange = {name for kind, name in foreign if kind == "table"}
    for name in sorted(strange):
        sql = 'SELECT "table" FROM pragma_foreign_key_list(?)'
        if any(to not in strange for (to,) in connection.execute(sql, (name,))):
            return message(N_("the table {name}"), name=name)
    unique = """
        SELECT l.name FROM sqlite_master t, pragma_index_list(t.name) l
         WHERE t.type = 'table' AND l."unique"
    """
    indexes = {name for kind, name in foreign if kind == "index"}
    for (name,) in connection.execute(unique):
        if name in indexes:
            return message(N_("the index {name}"), name=name)
    return None
