"""Waiting for the lock of a book so that an interrupt ends it."""

from __future__ import annotations

import sqlite3
import time

from crmcli.store import connection as connections

_LOOK_UP = 0.2
"""After how many seconds Python gets a look at whether somebody pressed Ctrl-C."""


def take_lock(connection: sqlite3.Connection) -> None:
    """Begin a transaction with the lock of the book, which others may hold for a while.

    SQLite alone would wait to the end of its time whatever comes.

    Raises:
        sqlite3.OperationalError: the lock was held for too long.
    """
    until = time.monotonic() + connections.BUSY_SECONDS
    _wait_at_most(connection, min(_LOOK_UP, connections.BUSY_SECONDS))
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() >= until:
                    raise
            else:
                return
    finally:
        _wait_at_most(connection, connections.BUSY_SECONDS)


def _wait_at_most(connection: sqlite3.Connection, seconds: float) -> None:
    connection.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")
