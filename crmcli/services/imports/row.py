"""One row of a table read as a customer with what is known of its past."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crmcli.domain.birthday import UnreadableBirthday
from crmcli.domain.cell import pairs, restored
from crmcli.domain.channel import Channel
from crmcli.domain.choice import UnknownChoice, read_choice
from crmcli.domain.classes import Axis, SaleStatus
from crmcli.domain.contact import ContactDraft, NewFacts
from crmcli.domain.customer import CustomerDraft
from crmcli.domain.derivation import Pin
from crmcli.domain.entry import Entry, Step
from crmcli.domain.message import Message
from crmcli.domain.simplified import simplified
from crmcli.domain.text import clean
from crmcli.errors import N_, CrmError, Refused, UnreadableDate, UnusableText
from crmcli.exchange import column_names as names
from crmcli.exchange.address_columns import ADDRESS, composed
from crmcli.exchange.columns import Use
from crmcli.services.customers.fields import read_field
from crmcli.services.imports.cell import CellReader, says_nothing
from crmcli.services.imports.who import settle_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crmcli.exchange.columns import Column
    from crmcli.services.customers.fields import Reading
    from crmcli.services.imports.cell import Clock


class BadCell(Refused):
    """A cell that cannot be used."""

    code = "bad_cell"
    sentence = N_("{column}: {reason}")


def reason_of(error: CrmError) -> Message:
    """Give what an error says, to be said in the reader's language later.

    Of a date also what would be right, which no other sentence of an import tells.
    """
    told = _told(error)
    if isinstance(error, (UnreadableDate, UnreadableBirthday)) and error.hint:
        return Message("{what} {hint}", {"what": told, "hint": Message(error.hint, told.details)})
    return told


def _told(error: CrmError) -> Message:
    details = {
        name: Message(value) if name == "reason" and isinstance(value, str) else _shown(value)
        for name, value in error.details.items()
    }
    return Message(error.sentence, details)


_MOST_SHOWN = 200


def _shown(value: object) -> object:
    # A cell may hold megabytes, and an answer tells of many.
    if isinstance(value, str) and len(value) > _MOST_SHOWN:
        return f"{value[: _MOST_SHOWN - 1]}…"
    return value


_READ_ELSEWHERE = frozenset({names.REFERRED_BY, names.ID})
_KEPT_WHOLE = frozenset({"notes", "product_needs", "service_requirements"})
_WON = frozenset({"已签约", "成交客户", "已成交客户", "closed won"})
_PAIRS = re.compile(r";(?=[^;=]+=)")


@dataclass(slots=True)
class _Found:
    """What the cells of a row hold, by field; `own` and `handles` by name."""

    values: dict[str, Any] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    handles: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, dict[str, str]] = field(default_factory=dict)
    pins: tuple[Pin, ...] = ()


class RowReader:
    """Reads the rows of one table.

    Args:
        columns: what becomes of each column.
        reading: what text is read with; its custom fields are those of the columns too.
        clock: the run's instant and local days.
        spare: for the column of the sale status, the custom field that keeps what is no status.
        exact: whether cells are what they say, white space and all, as in a table that crm wrote.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        reading: Reading,
        clock: Clock,
        spare: Mapping[int, str],
        *,
        exact: bool = False,
    ) -> None:
        self._reading = reading
        self._cells = CellReader(reading, clock)
        self._spare = spare
        self._exact = exact
        self._columns = [
            each
            for each in columns
            if each.use in {Use.FIELD, Use.OWN} and each.field not in _READ_ELSEWHERE
        ]
        places = {each.field: each.place for each in self._columns}
        # An amount whose currency stands beside it; elsewhere the cell may name its own.
        both = exact and names.CURRENCY in places
        self._amount = places.get("potential", -1) if both else -1
        self._currency = places.get(names.CURRENCY, -1)
        self._address_book = bool({names.FIRST_NAME, names.LAST_NAME} & places.keys())
        self.used: set[str] = set()
        self.filled: set[int] = set()

    def read(self, cells: Sequence[str]) -> Entry:
        """Read one row; the custom fields that it has go to `used`, its columns to `filled`.

        Raises:
            BadCell: a cell cannot be used.
            NoName: no cell names the customer.
        """
        found = _Found()
        for column in self._columns:
            cell = cells[column.place]
            if cell[:1] == "'":
                cell = restored(cell)
            text = cell if self._exact else cell.strip()
            if column.place == self._amount and text:
                text = f"{text} {cells[self._currency]}"
            if text:
                self.filled.add(column.place)
                try:
                    self._take(found, column, text, cell)
                except CrmError as error:
                    raise BadCell(column=column.name, reason=reason_of(error)) from None
        self.used.update(found.own)
        return self._entry(found)

    def _take(self, found: _Found, column: Column, text: str, cell: str) -> None:
        name = column.field
        if column.use is Use.OWN:
            found.own[name] = read_field(name, text, self._reading)
        elif name == names.STATUS:
            self._status(found, column, text)
        elif column.address is not None:
            parts = found.addresses.setdefault(column.address, {})
            parts[name] = f"{parts.get(name, '')} {clean(text, name)}".strip()
        elif name in {names.OWN_FIELDS, names.HANDLES}:
            target = found.own if name == names.OWN_FIELDS else found.handles
            target.update(self._pairs(text, name))
        elif name == "wechat" or name.startswith("handle."):
            if not says_nothing("wechat", text):
                found.handles[name.removeprefix("handle.")] = clean(text, name)
        elif not says_nothing(name, text):
            whole = name in _KEPT_WHOLE
            read = self._cells.exact if self._exact else self._cells.read
            value = read(name, cell if whole else text)
            before = found.values.get(name)
            if before is not None and isinstance(value, tuple) and name != names.LAST_CONTACT:
                value = tuple(dict.fromkeys(before + value))
            elif before is not None:
                value = f"{before}\n{value}"
            found.values[name] = value

    def _pairs(self, text: str, name: str) -> dict[str, str]:
        found = pairs(text) if self._exact else _pairs(text)
        if not found:
            raise UnusableText(field=name, reason=N_("it is not written like a=1;b=2."))
        return {key: clean(value, name) for key, value in found.items()}

    def _status(self, found: _Found, column: Column, text: str) -> None:
        status = _status_of(text)
        if status is SaleStatus.WON:
            reason = f"{column.name}: {clean(text, column.name)}"
            found.pins = (Pin(Axis.STATUS, status, reason, self._reading.today),)
        elif status is None or (status is not SaleStatus.PROSPECT and not self._exact):
            # What a status follows from is not in the file, so the word is kept as it is.
            own = self._spare[column.place]
            known = own in self._reading.custom
            found.own[own] = read_field(own, text, self._reading) if known else clean(text, own)

    def _entry(self, found: _Found) -> Entry:
        values = found.values
        stated = frozenset(values)
        last = values.pop(names.LAST_CONTACT, None)
        via = values.pop(names.LAST_VIA, Channel.OTHER)
        lost_on = values.pop(names.LOST, None)
        lost_reason = values.pop(names.LOST_REASON, None)
        archived = values.pop(names.ARCHIVED, None)
        verified = values.pop(names.VERIFIED, None)
        steps: tuple[Step, ...] = ()
        if last is not None:
            contact = ContactDraft(at=last[0], on=last[1], via=via, imported=True)
            steps = (Step(contact, NewFacts(keep=True)),)
        return Entry(
            customer=self._draft(found),
            entered=self._reading.today,
            steps=steps,
            lost_on=lost_on,
            lost_reason=lost_reason if lost_on is not None else None,
            pins=found.pins,
            archived=archived,
            verified=verified,
            kind_stated="kind" in stated,
        )

    def _draft(self, found: _Found) -> CustomerDraft:
        values = found.values
        if values.pop(names.NO_CONTACT, False):
            values["may_contact"] = False
        if "grade" not in values:
            values.pop(names.GRADE_SOURCE, None)
        if found.addresses:
            lines = [parts.get(ADDRESS) or composed(parts) for parts in found.addresses.values()]
            values["address"] = "\n".join(dict.fromkeys([*_lines(values.get("address")), *lines]))
        currency = values.pop(names.CURRENCY, None)
        if currency is not None and "potential" in values:
            text = f"{values['potential'].decimal_text()} {currency}"
            values["potential"] = read_field("potential", text, self._reading)
        settle_names(values, exact=self._exact, address_book=self._address_book)
        return CustomerDraft(**values, fields=found.own, handles=found.handles)


def _lines(text: str | None) -> list[str]:
    return [] if text is None else [text]


def _status_of(text: str) -> SaleStatus | None:
    try:
        return read_choice(SaleStatus, text, "status")
    except UnknownChoice:
        return SaleStatus.WON if simplified(text.casefold()) in _WON else None


def _pairs(text: str) -> dict[str, str]:
    """Read `a=1;b=2` as people write it, where a value may hold a `;` of its own."""
    parts = (each.partition("=") for each in _PAIRS.split(text))
    return {key.strip(): value for key, equals, value in parts if equals}
