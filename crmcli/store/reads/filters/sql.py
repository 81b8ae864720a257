"""One query's conditions as SQL: a field's name picks an entry of a list, values are parameters."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Protocol

from crmcli.domain.consent import read_flag
from crmcli.domain.field import FieldType
from crmcli.domain.filtering import ALL_FIELDS, Op, UnknownFilterField
from crmcli.domain.grade import Grade
from crmcli.domain.phone import digits
from crmcli.domain.separated import separated
from crmcli.domain.text import fold
from crmcli.errors import UnusablePhone
from crmcli.store.instants import instant_text
from crmcli.store.reads.filters.fields import (
    ALIASES,
    FIELDS,
    HANDLE,
    OWN,
    FieldKind,
    FilterField,
)
from crmcli.store.reads.filters.operators import OPPOSITE, REVERSED, asked_values, check_operator
from crmcli.store.reads.filters.values import choice_of, decimal_number, whole_number, yes_or_no

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date, tzinfo

    from crmcli.domain.field import CustomField
    from crmcli.domain.filtering import Condition


class Known(Protocol):
    """What values are read with; `services.customers.fields.Reading` is one."""

    @property
    def currency(self) -> str: ...  # noqa: D102 - the book's currency
    @property
    def custom(self) -> Mapping[str, CustomField]: ...  # noqa: D102 - the book's own fields


class Builder:
    """Builds the SQL of one query and collects its parameters.

    Args:
        reading: what values are read with.
        today: the local date that phrases and urgency are seen from.
        zone: the book's time zone; None for the machine's.
        prefix: what its parameters begin with, so that two builders have none in common.
    """

    def __init__(self, reading: Known, today: date, zone: tzinfo | None, prefix: str = "p") -> None:
        self.parameters: dict[str, object] = {}
        self._prefix = prefix
        self._reading = reading
        self._today = today
        self._zone = zone
        self._of: dict[FieldKind, Callable[[str, FilterField, Op, str], str]] = {
            FieldKind.TEXT: self._text,
            FieldKind.CHOICE: self._choice,
            FieldKind.DATE: self._date,
            FieldKind.INSTANT: self._instant,
            FieldKind.NUMBER: self._number,
            FieldKind.SPAN: self._span,
            FieldKind.MONEY: self._money,
            FieldKind.LIST: self._list,
            FieldKind.PHONES: self._phones,
            FieldKind.YES_NO: self._yes_no,
            FieldKind.OWN: self._own,
        }

    def field(self, name: str) -> tuple[str, FilterField]:
        """Find a field by its name."""
        own = name.strip()
        folded = own.replace("-", "_").lower()
        folded = ALIASES.get(folded, folded)
        if folded in FIELDS:
            return folded, FIELDS[folded]
        if folded == "wechat" or folded.startswith("handle."):
            return folded.removeprefix("handle."), HANDLE
        if own in self._reading.custom:
            return own, OWN
        meant = _meant(own)
        if meant is None:
            raise _unknown(own, self._reading.custom)
        return self.field(meant)

    def value_of(self, name: str, known: FilterField) -> str:
        """Give the SQL of the value of a field, for a query over `customer_card`."""
        return self._sql(name, known)

    def part(self, condition: Condition) -> str:
        """Give the SQL of one condition."""
        name, known = self.field(condition.field)
        op, value = condition.op, condition.value
        if not value.strip() and op in {Op.IS, Op.NOT}:
            op = Op.EMPTY if op is Op.IS else Op.FILLED
        if op in {Op.EMPTY, Op.FILLED}:
            empty = self._empty(name, known)
            return empty if op is Op.EMPTY else f"NOT ({empty})"
        check_operator(name, known, op, ranked=condition.ranked)
        if known.choices is Grade:
            op = REVERSED.get(op, op)
        positive = Op.IS if op is Op.ANY else OPPOSITE.get(op, op)
        each = (
            self._of[known.kind](name, known, positive, one)
            for one in asked_values(condition, known)
        )
        told = f"({' OR '.join(each)})"
        return f"NOT coalesce({told}, 0)" if op in OPPOSITE else told

    def sorted_by(self, sort: str) -> str:
        """Give the ORDER BY of a field's name, with `-` in front for the reverse."""
        name, known = self.field(sort.removeprefix("-"))
        way = " DESC" if sort.startswith("-") else ""
        self._dated(known.sql)
        terms = [f"{each} IS NULL, {each}{way}" for each in self._order(name, known)]
        if known.kind is FieldKind.MONEY:
            # Amounts of two currencies cannot be compared: the book's own come first.
            own = self._put(self._reading.currency)
            terms.insert(0, f"potential_currency IS NULL, potential_currency != {own}")
        return f"ORDER BY {', '.join(terms)}, id{way}"

    def _order(self, name: str, known: FilterField) -> tuple[str, ...]:
        if known.kind in {FieldKind.LIST, FieldKind.PHONES}:
            return (f"(SELECT min(value) FROM ({self._sql(name, known)}))",)  # noqa: S608 - see module
        if known is OWN and self._reading.custom[name].type is FieldType.NUMBER:
            return (f"CAST({self._sql(name, known)} AS NUMERIC)",)
        return known.order or (self._sql(name, known),)

    def _put(self, value: object) -> str:
        name = f"{self._prefix}{len(self.parameters)}"
        self.parameters[name] = value
        return f":{name}"

    def _sql(self, name: str, known: FilterField) -> str:
        """Give the SQL of a field's value; the name of an own field becomes a parameter."""
        self._dated(known.sql)
        return known.sql.replace("{name}", self._put(name)) if "{name}" in known.sql else known.sql

    def _dated(self, sql: str) -> None:
        """Say from which dates a field is seen that depends on the day."""
        if ":today" in sql:
            self.parameters["today"] = self._today.isoformat()
        if ":urgent" in sql:
            from crmcli.domain.classes import UrgencyLimits  # noqa: PLC0415 - loads dateutil

            limits = UrgencyLimits(self._today)
            for each in ("urgent", "soon", "later"):
                self.parameters[each] = getattr(limits, each).isoformat()

    def _empty(self, name: str, known: FilterField) -> str:
        sql = self._sql(name, known)
        if known.kind in {FieldKind.LIST, FieldKind.PHONES}:
            return f"NOT EXISTS ({sql})"
        return f"coalesce({sql}, '') = ''"

    def _text(self, name: str, known: FilterField, op: Op, value: str) -> str:
        sql = self._sql(name, known)
        if op is Op.HOLDS:
            return f"holds({sql}, {self._put(value)})"
        if op is Op.IS and known.form is not None:
            value = known.form(value, self._today)
        return f"folded({sql}) {op} {self._put(fold(value))}"

    def _choice(self, name: str, known: FilterField, op: Op, value: str) -> str:
        assert known.choices is not None  # noqa: S101 - so the list is made
        self._dated(known.sql)
        parts = (separated(value) or (value,)) if op is Op.IS else (value,)
        read = [choice_of(known.choices, each, name).value for each in parts]
        if op is Op.IS:
            return f"{known.sql} IN ({', '.join(self._put(each) for each in read)})"
        return f"{known.sql} {op} {self._put(read[0])}"

    def _day(self, known: FilterField, op: Op, value: str) -> date:
        from crmcli.domain.when import Edge, Look, read_day  # noqa: PLC0415 - only where one is given

        look = Look.BACK if known.past else Look.AHEAD
        edges = {Op.LESS: Edge.START, Op.LEAST: Edge.START, Op.MOST: Edge.END, Op.MORE: Edge.END}
        return read_day(value, today=self._today, look=look, edge=edges.get(op))

    def _date(self, name: str, known: FilterField, op: Op, value: str) -> str:
        return f"{self._sql(name, known)} {op} {self._put(self._day(known, op, value).isoformat())}"

    def _instant(self, name: str, known: FilterField, op: Op, value: str) -> str:
        del name
        day = self._day(known, op, value)
        start, end = self._put(self._midnight(day)), self._put(self._midnight(day, 1))
        if op is Op.IS:
            return f"{known.sql} >= {start} AND {known.sql} < {end}"
        signs = {Op.LESS: ("<", start), Op.MOST: ("<", end), Op.MORE: (">=", end)}
        sign, bound = signs.get(op, (">=", start))
        return f"{known.sql} {sign} {bound}"

    def _midnight(self, day: date, later: int = 0) -> str:
        try:
            local = datetime.combine(day + timedelta(days=later), time(), self._zone)
            return instant_text(local.astimezone(UTC))
        except (OverflowError, ValueError):
            return f"{day.isoformat()}T00:00:00Z"

    def _number(self, name: str, known: FilterField, op: Op, value: str) -> str:
        del name
        return f"{known.sql} {op} {self._put(whole_number(value))}"

    def _span(self, name: str, known: FilterField, op: Op, value: str) -> str:
        from crmcli.domain.span import read_span  # noqa: PLC0415 - only where one is given

        del name
        return f"{known.sql} {op} {self._put(str(read_span(value)))}"

    def _money(self, name: str, known: FilterField, op: Op, value: str) -> str:
        from crmcli.domain.money import read_money  # noqa: PLC0415 - only where one is given

        del name
        amount = read_money(value, book_currency=self._reading.currency)
        currency, minor = self._put(amount.currency), self._put(amount.minor)
        return f"potential_currency = {currency} AND {known.sql} {op} {minor}"

    def _list(self, name: str, known: FilterField, op: Op, value: str) -> str:
        sql = self._sql(name, known)
        if op is Op.HOLDS:
            test = f"holds(value, {self._put(value)})"
        else:
            test = f"folded(value) = {self._put(fold(value.lstrip('#')))}"
        return f"EXISTS (SELECT 1 FROM ({sql}) WHERE {test})"  # noqa: S608 - see module

    def _phones(self, name: str, known: FilterField, op: Op, value: str) -> str:
        del name
        number = digits(value)
        if not number:
            raise UnusablePhone(text=value, hint="")
        if op is Op.HOLDS:
            pattern = self._put(f"%{number}%")
            plain = "replace(value, '-', '')"
            return f"EXISTS (SELECT 1 FROM ({known.sql}) WHERE {plain} LIKE {pattern})"  # noqa: S608 - see module
        key = self._put(number)
        return (
            "EXISTS (SELECT 1 FROM search_key k WHERE k.customer_id = customer_card.id"  # noqa: S608 - see module
            f" AND k.kind = 'phone' AND k.key = {key})"
        )

    def _yes_no(self, name: str, known: FilterField, op: Op, value: str) -> str:
        del op
        # Written like the index of those who may not, so that it is used.
        return known.sql if read_flag(value, name) else f"NOT {known.sql}"

    def _own(self, name: str, known: FilterField, op: Op, value: str) -> str:
        kind = self._reading.custom[name].type
        if op is Op.HOLDS or kind in {FieldType.TEXT, FieldType.CHOICE}:
            return self._text(name, known, op, value)
        if kind is FieldType.DATE:
            return self._date(name, known, op, value)
        if kind is FieldType.YES_NO:
            return f"{self._sql(name, known)} {op} {self._put(yes_or_no(value))}"
        number = self._put(decimal_number(value))
        return f"CAST({self._sql(name, known)} AS NUMERIC) {op} CAST({number} AS NUMERIC)"


def _meant(name: str) -> str | None:
    """Return the field that a word for it means, as 等级 means grade; None for none."""
    from crmcli.domain.field_names import meant_field  # noqa: PLC0415 - most names are keys

    found = meant_field(name)
    known = found is not None and (found in {*FIELDS, *ALIASES, "wechat"} or "." in found)
    return found if known else None


def _unknown(name: str, custom: Collection[str]) -> UnknownFilterField:
    from crmcli.domain.field_nearness import nearest_field  # noqa: PLC0415 - only after a mistake

    near = nearest_field(name, [*FIELDS, *ALIASES, *custom], frozenset(FIELDS))
    return UnknownFilterField(name=name, nearest=near, hint=None if near else ALL_FIELDS)
