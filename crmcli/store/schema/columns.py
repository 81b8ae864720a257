"""The column types of the book: enums by value, instants in UTC, lengths of time as text."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Integer, String, text
from sqlalchemy.types import TypeDecorator

from crmcli.store.instants import instant_text

if TYPE_CHECKING:
    from enum import StrEnum

    from sqlalchemy.engine import Dialect


class Instant(TypeDecorator[datetime]):
    """A UTC instant, kept as `2026-03-05T04:00:00Z`, so that text order is time order."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write an aware instant; a naive one is a fault of the program."""
        del dialect
        return None if value is None else instant_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Read the instant back, aware and in UTC."""
        del dialect
        return None if value is None else datetime.fromisoformat(value)


class Length(TypeDecorator[str]):
    """A length of time, kept as a number and the first letter of its unit, such as `15d`."""

    impl = String
    cache_ok = True


def choice(
    name: str, enum: type[StrEnum], *, nullable: bool = False, primary_key: bool = False
) -> Column[Any]:
    """Make a column that holds the values of a domain enum and is checked by the database."""
    values = ", ".join(f"'{member.value}'" for member in enum)
    known = CheckConstraint(f"{name} IN ({values})", name=f"{name}_is_known")
    return Column(name, String, known, nullable=nullable, primary_key=primary_key)


def instant(*, nullable: bool = False) -> Column[Any]:
    """Make a column that holds a UTC instant."""
    return Column(Instant, nullable=nullable)


def link(target: str, *, nullable: bool = False, cascade: bool = False) -> Column[Any]:
    """Make a column that refers to `table.column`; with `cascade` the row goes with its target."""
    reference = ForeignKey(target, ondelete="CASCADE" if cascade else None)
    return Column(Integer, reference, nullable=nullable)


def yes_unless_said() -> Column[Any]:
    """Make a column that says yes until somebody says no."""
    return Column(Boolean, nullable=False, server_default=text("1"))


def counter() -> Column[Any]:
    """Make a column that counts, from nothing."""
    return Column(Integer, nullable=False, server_default=text("0"))
