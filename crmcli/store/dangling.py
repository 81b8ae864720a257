"""References that would lead nowhere after records went or came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.record_words import record_numbered, record_of_customer
from crmcli.errors import N_, Conflict
from crmcli.store.records import KEYS, LINKS, PARTS, key_columns, number_column

if TYPE_CHECKING:
    import sqlite3


class StillReferredTo(Conflict):
    """Another record refers to one that would go."""

    code = "still_referred_to"
    sentence = N_("It cannot be taken back: {referrer} refers to {record}.")
    hint = N_("Change that one first.")


class TargetGone(Conflict):
    """What would come back refers to a record that is gone."""

    code = "target_gone"
    sentence = N_("It cannot be brought back: {referrer} refers to {record}.")
    hint = N_("That one is gone; whoever removed it may bring it back first.")


def check_links(connection: sqlite3.Connection, command_id: int) -> None:
    """Check that nothing refers to what a command added, which is gone now.

    Args:
        connection: the reading door of the transaction.
        command_id: the command that was taken back.

    Raises:
        StillReferredTo: something does.
    """
    for table, links in LINKS.items():
        for column, target in links.items():
            gone = "BETWEEN n.first AND n.last"
            if target in KEYS:
                gone = "= json_extract(n.key, '$[0]')"
            sql = f"""
                SELECT r."{key_columns(table)[0]}", r."{column}"
                  FROM change n JOIN {table} r ON r."{column}" {gone}
                 WHERE n.command_id = ? AND n.record = ? AND n.action = 'added' LIMIT 1
            """  # noqa: S608 - our names
            found = connection.execute(sql, (command_id, target)).fetchone()
            if found is not None:
                raise _told(StillReferredTo, table, target, *found)


def check_targets(connection: sqlite3.Connection, command_id: int) -> None:
    """Check that what an undo or redo put back refers to records that are there.

    Args:
        connection: the reading door of the transaction.
        command_id: the undo or redo itself, which noted what it put back.

    Raises:
        TargetGone: a record it refers to is not there any more.
    """
    for table, wholes in PARTS.items():
        number = number_column(table) or "id"
        for column, whole in wholes.items():
            _check_target(connection, command_id, table, (table, number), (column, whole))
    for table, links in LINKS.items():
        own = "customer_id" if table in KEYS else "id"
        whose = "id" if table == "customer" else "customer_id"
        for column, target in links.items():
            # Parts of a customer that came back are not noted themselves.
            for noted, number in ((table, own), ("customer", whose)):
                _check_target(connection, command_id, table, (noted, number), (column, target))


def _check_target(
    connection: sqlite3.Connection,
    command_id: int,
    table: str,
    noted: tuple[str, str],
    link: tuple[str, str],
) -> None:
    """Check one column of the rows that came back.

    Args:
        connection: the reading door of the transaction.
        command_id: the undo or redo.
        table: the table.
        noted: the record under which its rows are noted, and the column that names it.
        link: the column, and the table it refers to.

    Raises:
        TargetGone: a record it refers to is not there.
    """
    (record, number), (column, target) = noted, link
    sql = f"""
        SELECT r."{number}", r."{column}"
          FROM change n JOIN {table} r ON r."{number}" BETWEEN n.first AND n.last
         WHERE n.command_id = ? AND n.record = ? AND n.action <> 'removed'
           AND r."{column}" IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM {target} t
                            WHERE t."{key_columns(target)[0]}" = r."{column}")
         LIMIT 1
    """  # noqa: S608 - our names
    found = connection.execute(sql, (command_id, record)).fetchone()
    if found is not None:
        raise _told(TargetGone, table, target, *found)


def _told(kind: type[Conflict], table: str, target: str, other: object, number: object) -> Conflict:
    """Name the record that refers to another, and that one."""
    name = record_of_customer if table in KEYS else record_numbered
    return kind(referrer=name(table, other), record=record_numbered(target, number))
