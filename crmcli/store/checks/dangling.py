"""References that would lead nowhere after records went or came back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.domain.message import Message, message
from crmcli.domain.record_words import record_named, reference
from crmcli.errors import N_, Conflict
from crmcli.store.reads.history.noted import last_name
from crmcli.store.reads.history.references import referring_since, removed_by
from crmcli.store.records import KEYS, LINKS, PARTS, key_columns, number_column

if TYPE_CHECKING:
    import sqlite3

    from crmcli.domain.history import CommandRecord

    Row = dict[str, Any]


class StillReferredTo(Conflict):
    """Another record refers to one that would go."""

    code = "still_referred_to"
    sentence = N_("{refused}: {what}.")
    hint = N_("{other} may undo that first; else change it by hand. See `crm history`.")


class TargetGone(Conflict):
    """What would come back refers to a record that is gone."""

    code = "target_gone"
    sentence = N_("{refused}: {what}.")
    hint = N_("{other} may bring that back first. See `crm history`.")


class Referrer(NamedTuple):
    """What still refers to a record that a command added.

    Args:
        what: that, in words.
        later: the command by which it does; None where the history lacks it.
    """

    what: Message
    later: CommandRecord | None


def check_links(
    connection: sqlite3.Connection, command_id: int, refused: Message, *, still: bool = False
) -> None:
    """Check that nothing refers to what a command added, which is gone now.

    Args:
        connection: the reading door.
        command_id: the command that was taken back.
        refused: what is said to be impossible otherwise.
        still: whether it is yet to be taken back, with those of its records that refer to others.

    Raises:
        StillReferredTo: something does.
    """
    found = referrer(connection, command_id, still=still)
    if found is None:
        return
    what, later = found
    if later is None:
        raise StillReferredTo(hint=N_("Change that one first."), refused=refused, what=what)
    text = N_("{what}, since {other} ran `{later}` ({at})")
    told = message(text, what=what, **_who(later))
    raise StillReferredTo(refused=refused, what=told, other=later.author)


def referrer(connection: sqlite3.Connection, command_id: int, *, still: bool) -> Referrer | None:
    """Find what refers to a record that a command added; arguments as of `check_links`."""
    for table, links in LINKS.items():
        for column, target in links.items():
            gone = "BETWEEN n.first AND n.last"
            if target in KEYS:
                gone = "= json_extract(n.key, '$[0]')"
            sql = f"""
                SELECT r.* FROM change n JOIN {table} r ON r."{column}" {gone}
                 WHERE n.command_id = :id AND n.record = :target AND n.action = 'added'
                       {_not_of_itself(table) if still else ""} LIMIT 1
            """  # noqa: S608 - our names
            named = {"target": target, "table": table, "column": f'"{column}":'}
            row = _first(connection, sql, {"id": command_id, **named})
            if row is not None:
                later = referring_since(connection, table, row, column)
                return Referrer(_reference(connection, table, row, column, target), later)
    return None


def _not_of_itself(table: str) -> str:
    """Leave out what refers by the command itself: rows it added, or made to refer."""
    owner = "id" if table == "customer" else "customer_id"
    same = "r.id BETWEEN m.first AND m.last"
    if table in KEYS:
        same = f"""m."key" = json_array({", ".join(f'r."{each}"' for each in KEYS[table])})"""
    return f"""
        AND NOT EXISTS (SELECT 1 FROM change m
                         WHERE m.command_id = :id AND m.record = :table AND m.action = 'changed'
                           AND instr(m.new, :column) AND {same})
        AND NOT EXISTS (SELECT 1 FROM change m
                         WHERE m.command_id = :id AND m.record = :table AND m.action = 'added'
                           AND r."{number_column(table)}" BETWEEN m.first AND m.last)
        AND NOT EXISTS (SELECT 1 FROM change m
                         WHERE m.command_id = :id AND m.record = 'customer' AND m.action = 'added'
                           AND r."{owner}" BETWEEN m.first AND m.last)
    """  # noqa: S608 - our names


def check_targets(connection: sqlite3.Connection, command_id: int, refused: Message) -> None:
    """Check that what an undo or redo put back refers to records that are there.

    Args:
        connection: the reading door of the transaction.
        command_id: the undo or redo itself, which noted what it put back.
        refused: what is said to be impossible otherwise.

    Raises:
        TargetGone: a record it refers to is not there any more.
    """
    for table, wholes in PARTS.items():
        number = number_column(table) or "id"
        for column, whole in wholes.items():
            row = _without_target(connection, command_id, (table, table, number), (column, whole))
            if row is not None:
                raise _gone(connection, refused, None, whole, row[column])
    for table, links in LINKS.items():
        own = "customer_id" if table in KEYS else "id"
        whose = "id" if table == "customer" else "customer_id"
        for column, target in links.items():
            # Parts of a customer that came back are not noted themselves.
            for noted, number in ((table, own), ("customer", whose)):
                row = _without_target(
                    connection, command_id, (table, noted, number), (column, target)
                )
                if row is not None:
                    what = _reference(connection, table, row, column, target)
                    raise _gone(connection, refused, what, target, row[column])


def _without_target(
    connection: sqlite3.Connection,
    command_id: int,
    which: tuple[str, str, str],
    link: tuple[str, str],
) -> Row | None:
    """Find a row that came back and refers to a record that is not there.

    Args:
        connection: the reading door of the transaction.
        command_id: the undo or redo.
        which: the table, the record under which its rows are noted, and the column that names it.
        link: the column, and the table it refers to.
    """
    (table, record, number), (column, target) = which, link
    sql = f"""
        SELECT r.* FROM change n JOIN {table} r ON r."{number}" BETWEEN n.first AND n.last
         WHERE n.command_id = ? AND n.record = ? AND n.action <> 'removed'
           AND r."{column}" IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM {target} t
                            WHERE t."{key_columns(target)[0]}" = r."{column}")
         LIMIT 1
    """  # noqa: S608 - our names
    return _first(connection, sql, (command_id, record))


def _gone(
    connection: sqlite3.Connection, refused: Message, what: Message | None, target: str, key: object
) -> TargetGone:
    """Say that a record is gone, and since when.

    Args:
        connection: the reading door of the transaction.
        refused: what is impossible.
        what: how it is referred to; None where it is said of itself.
        target: its table.
        key: its id or name.
    """
    later = removed_by(connection, target, key)
    told = what or _named(connection, target, key)
    if later is None:
        text = N_("{what}, which is gone") if what else N_("{what} is gone")
        hint = N_("See `crm history`.")
        return TargetGone(hint=hint, refused=refused, what=message(text, what=told))
    text = N_("{what}, which is gone since {other} ran `{later}` ({at})")
    if what is None:
        text = N_("{what} is gone since {other} ran `{later}` ({at})")
    return TargetGone(
        refused=refused, what=message(text, what=told, **_who(later)), other=later.author
    )


def _who(later: CommandRecord) -> dict[str, object]:
    return {"other": later.author, "later": later.command, "at": later.at}


def _reference(
    connection: sqlite3.Connection, table: str, row: Row, column: str, target: str
) -> Message:
    # A row without a number is told by its customer.
    own = ("customer", row["customer_id"]) if table in KEYS else (table, row["id"])
    others = _named(connection, target, row[column])
    return reference(table, column, _named(connection, *own), others)


def _named(connection: sqlite3.Connection, table: str, key: object) -> Message:
    name = last_name(connection, key) if table == "customer" and isinstance(key, int) else None
    return record_named(table, key, name)


def _first(
    connection: sqlite3.Connection, sql: str, values: tuple[object, ...] | dict[str, object]
) -> Row | None:
    cursor = connection.execute(sql, values)
    row = cursor.fetchone()
    names = [each[0] for each in cursor.description]
    return None if row is None else dict(zip(names, row, strict=True))
