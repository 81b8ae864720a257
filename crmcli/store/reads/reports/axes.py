"""The axes that customers are counted by: classes, open fields, tags, months of their dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.field import FieldType
from crmcli.domain.field_names import meant_field
from crmcli.domain.field_words import field_word
from crmcli.domain.history_values import valued
from crmcli.domain.message import Message
from crmcli.domain.reports.named import NOT_SAID, Named, named
from crmcli.errors import N_, UsageFault
from crmcli.store.reads.filters.fields import FieldKind
from crmcli.store.reads.filters.sql import Builder
from crmcli.store.reads.reports.local_days import LOCAL_DAY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, tzinfo
    from enum import StrEnum

    from crmcli.domain.reports.report import Cell
    from crmcli.store.reads.filters.sql import Known

TAGS = "tags"
COOPERATION = "cooperation"
_YEARS = """
    CAST(substr(:today, 1, 4) AS INTEGER) - CAST(substr(first_purchase_on, 1, 4) AS INTEGER)
    - (substr(:today, 6) < substr(first_purchase_on, 6))
"""
"""The years since the first purchase, whole ones."""

_MONTHS = {
    FieldKind.DATE: "substr({}, 1, 7)",
    FieldKind.INSTANT: f"substr({LOCAL_DAY}({{}}), 1, 7)",
}
_PLAIN = {FieldKind.TEXT, FieldKind.CHOICE, FieldKind.NUMBER, FieldKind.YES_NO, FieldKind.SPAN}
_YES, _NO = named("yes", N_("yes")), named("no", N_("no"))
_ID_LIKE = {"id", "uid", "name"}


class NoAxis(UsageFault):
    """A field that it makes no sense to count by."""

    code = "no_axis"
    sentence = N_("Customers cannot be counted by {field}.")
    hint = N_("Count by a class or an open list, as in --by grade,source or --by created.")


class Axis(NamedTuple):
    """One axis.

    Args:
        name: the field, as its column is called.
        sql: its value, over `customer_card`; of tags over the table of tags beside it.
        choices: the closed list of its values.
        is_list: whether a customer can have several.
        is_flag: whether it is yes or no.
        is_own: whether it is a field of the book's own.
    """

    name: str
    sql: str
    choices: type[StrEnum] | None = None
    is_list: bool = False
    is_flag: bool = False
    is_own: bool = False

    @property
    def word(self) -> Message:
        """What the field is called; one of the book's own by its name."""
        return Message("{field}", {"field": self.name}) if self.is_own else field_word(self.name)

    def cell(self, value: object) -> Cell:
        """Give the name of a row."""
        if value is None or value == "":
            return NOT_SAID
        if self.is_flag:
            return _YES if value else _NO
        if self.choices is not None:
            return self.choices(str(value))
        told = None if self.is_own else valued("customer", self.name, value)
        return Named(str(value), told) if isinstance(told, Message) else str(value)

    def order(self, value: object) -> tuple[bool, object]:
        """Give what its values are sorted by: a closed list by itself, what is not said last."""
        if value is None or value == "":
            return True, 0
        if self.choices is not None:
            return False, list(self.choices).index(self.choices(str(value)))
        return False, value


def axes_of(
    names: Sequence[str], reading: Known, today: date, zone: tzinfo | None
) -> tuple[tuple[Axis, ...], dict[str, object]]:
    """Read the names of axes, with the values of the placeholders in their SQL.

    Args:
        names: the fields, as they were typed.
        reading: the book's own fields.
        today: the local date that classes are seen from.
        zone: the book's time zone; None for the machine's.

    Raises:
        UnknownFilterField: there is no such field.
        NoAxis: it makes no sense to count by it.
    """
    builder = Builder(reading, today, zone, prefix="axis")
    found = tuple(_axis(builder, each, reading) for each in names)
    return found, {"today": today.isoformat(), **builder.parameters}


def _axis(builder: Builder, typed: str, reading: Known) -> Axis:
    folded = typed.strip().lower().replace("-", "_")
    if folded == COOPERATION or (not folded.isascii() and _is_cooperation(typed, reading)):
        return Axis(COOPERATION, _YEARS)
    name, known = builder.field(typed)
    if name in _ID_LIKE:
        raise NoAxis(field=field_word(name))
    if name == TAGS:
        return Axis(TAGS, "g.tag", is_list=True)
    sql = builder.value_of(name, known)
    if known.kind is FieldKind.OWN:
        if reading.custom[name].type is FieldType.DATE:
            sql = _MONTHS[FieldKind.DATE].format(sql)
        return Axis(name, sql, is_own=True)
    if known.kind in _MONTHS:
        return Axis(name, _MONTHS[known.kind].format(sql))
    if known.kind not in _PLAIN:
        raise NoAxis(field=field_word(name))
    return Axis(name, sql, known.choices, is_flag=known.kind is FieldKind.YES_NO)


def _is_cooperation(typed: str, reading: Known) -> bool:
    return typed.strip() not in reading.custom and meant_field(typed) == COOPERATION
