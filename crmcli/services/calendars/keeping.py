"""Keeping in the book what it counts by, so that its dates are the same under every release."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.domain.calendar_days import calendar_text
from crmcli.store.reads.work_calendars import kept, shipped

if TYPE_CHECKING:
    from crmcli.domain.calendar_days import CalendarDays
    from crmcli.store.transaction import Transaction


def put_into(transaction: Transaction, days: CalendarDays) -> None:
    """Put a calendar into the book, in place of what it had of it."""
    there = kept(transaction.connection).get(days.name or "")
    text = calendar_text(days)
    if there is None:
        transaction.add("work_calendar", name=days.name, days=text)
    elif text != calendar_text(there):
        transaction.change("work_calendar", {"name": days.name}, days=text)


def keep_shipped(transaction: Transaction, name: str) -> None:
    """Keep a calendar that comes with crm as it is now, unless the book has one of its name."""
    came = shipped().get(name)
    if came is not None and name not in kept(transaction.connection):
        put_into(transaction, replace(came, name=name))
