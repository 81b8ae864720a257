"""One row of a table read as a customer with what is known of its past."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crmcli.domain.birthday_text import LUNAR, SOLAR
from crmcli.domain.cell import pairs, restored
from crmcli.domain.channel import Channel
from crmcli.domain.classes import Axis, SaleStatus
from crmcli.domain.contact import ContactDraft, NewFacts
from crmcli.domain.customer import CustomerDraft
from crmcli.domain.derivation import Pin
from crmcli.domain.entry import Entry, Step
from crmcli.domain.field_words import field_word
from crmcli.domain.grade import GradeSource
from crmcli.domain.message import Message, message
from crmcli.domain.money import read_money_beside
from crmcli.domain.text import clean
from crmcli.errors import N_, CrmError, UnusableText
from crmcli.exchange import column_names as names
from crmcli.exchange.address_columns import ADDRESS, composed
from crmcli.exchange.columns import Use
from crmcli.services.customers.fields import read_field
from crmcli.services.customers.lists import united
from crmcli.services.imports.bad_cell import BadCell, reason_of
from crmcli.services.imports.cell import CellReader, says_nothing
from crmcli.services.imports.who import settle_names
from crmcli.services.imports.words import status_of, written_pairs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from crmcli.exchange.columns import Column
    from crmcli.services.customers.fields import Reading
    from crmcli.services.imports.cell import Clock


_READ_ELSEWHERE = frozenset({names.REFERRED_BY, names.ID})
_KEPT_WHOLE = frozenset({"notes", "product_needs", "service_requirements"})
_MOMENTS = ("created", "updated")
_FOLLOWED = frozenset({GradeSource.RULE, GradeSource.START})
_WON_ALONE = N_("won is pinned; all else follows from deals and purchases")
_OTHER_WORDS = N_("won is pinned; other words are kept in {field}, a field of your own")
_UNLESS_LOST = N_("of whoever is not lost it is kept in {field}, a field of your own")


@dataclass(slots=True)
class _Found:
    """What the cells of a row hold, by field; `own` and `handles` by name."""

    values: dict[str, Any] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    handles: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, dict[str, str]] = field(default_factory=dict)
    pins: tuple[Pin, ...] = ()
    exported: tuple[datetime, datetime] | None = None


class RowReader:
    """Reads the rows of one table.

    Args:
        columns: what becomes of each column.
        reading: what text is read with; its custom fields are those of the columns too.
        clock: the run's instant and local days.
        spare: for a column, the custom field that keeps what its own field cannot.
        exact: whether cells are what they say, white space and all, as in a table that crm wrote.

    Attributes:
        used: the custom fields that rows have values of.
        used_by_new: those that only new customers have values of, and customers who are not lost.
        filled: the columns that have anything.
        notes: of columns that are not taken as they stand, what becomes of them.
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
        self._currency = places.get(names.CURRENCY)
        self._birthday = places.get("birthday", -1)
        self._calendar = places.get(names.BIRTHDAY_CALENDAR, -1)
        self._address_book = bool({names.FIRST_NAME, names.LAST_NAME} & places.keys())
        self._reason = places.get(names.LOST_REASON, -1)
        self._moments = _moments(columns) if exact else None
        self.used: set[str] = set()
        self.used_by_new: set[str] = set()
        self.filled: set[int] = set()
        self.notes: dict[int, Message] = {}

    def read(self, cells: Sequence[str]) -> Entry:
        """Read one row.

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
            if column.place == self._birthday and text and self._calendar >= 0:
                text = self._dated(text, cells[self._calendar].strip())
            if text:
                self.filled.add(column.place)
                try:
                    if column.field == "potential" and self._currency is not None:
                        self._take_amount(found, text, cells[self._currency])
                    else:
                        self._take(found, column, text, cell)
                except CrmError as error:
                    reason = reason_of(error, cell.strip())
                    raise BadCell(column=column.name, reason=reason) from None
        self.used.update(found.own)
        if self._moments is not None and found.values.get(names.GRADE_SOURCE) in _FOLLOWED:
            found.exported = self._cells.instants(cells[place] for place in self._moments)
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
        elif not self._says_nothing(name, text):
            whole = name in _KEPT_WHOLE
            read = self._cells.exact if self._exact else self._cells.read
            value = read(name, cell if whole else text)
            name = "birthday" if name == names.LUNAR_BIRTHDAY else name
            before = found.values.get(name)
            if before is not None and isinstance(value, tuple) and name != names.LAST_CONTACT:
                value = united(name, before + value)
            elif before is not None:
                value = f"{before}\n{value}"
            found.values[name] = value

    def _take_amount(self, found: _Found, text: str, currency: str) -> None:
        """Take an amount whose currency stands in a column of its own."""
        if not self._says_nothing("potential", text):
            stated = "" if self._says_nothing("potential", currency.strip()) else currency
            book = self._reading.currency
            found.values["potential"] = read_money_beside(text, stated, book_currency=book)

    def _dated(self, text: str, calendar: str) -> str:
        """Say in a birthday of which calendar it is, where the row says that beside it."""
        if not calendar or says_nothing(names.BIRTHDAY_CALENDAR, calendar):
            return text
        try:
            is_lunar = self._cells.read(names.BIRTHDAY_CALENDAR, calendar)
        except CrmError:
            # The cell of its own is refused.
            return text
        return f"{LUNAR if is_lunar else SOLAR}{text}"

    def _says_nothing(self, name: str, text: str) -> bool:
        # What people write there where nobody is lost is what they write for no day.
        reasons = name == names.LOST_REASON and not self._exact
        return says_nothing(names.LOST if reasons else name, text)

    def _pairs(self, text: str, name: str) -> dict[str, str]:
        found = pairs(text) if self._exact else written_pairs(text)
        if not found:
            raise UnusableText(field=field_word(name), reason=N_("it is not written like a=1;b=2."))
        return {key: clean(value, name) for key, value in found.items()}

    def _status(self, found: _Found, column: Column, text: str) -> None:
        status = status_of(text)
        if status is SaleStatus.WON:
            between = "：" if column.name and not column.name.isascii() else ": "
            reason = f"{column.name}{between}{clean(text, column.name)}"
            found.pins = (Pin(Axis.STATUS, status, reason, self._reading.today),)
        elif status is None or (status is not SaleStatus.PROSPECT and not self._exact):
            # What a status follows from is not in the file, so the word is kept as it is.
            own, word = self._spared(column.place, text)
            found.own[own] = word
            self.notes[column.place] = message(_OTHER_WORDS, field=own)
        else:
            self.notes.setdefault(column.place, message(_WON_ALONE))

    def _spared(self, place: int, text: str) -> tuple[str, str]:
        """Give the custom field that keeps what the field of a column cannot, and the value."""
        own = self._spare[place]
        known = own in self._reading.custom
        return own, read_field(own, text, self._reading) if known else clean(text, own)

    def _lost_words(self, found: _Found) -> tuple[str, str] | None:
        """Give what keeps the reason of a loss of which no day is stated."""
        reason = found.values.get(names.LOST_REASON)
        if reason is None or names.LOST in found.values:
            return None
        own, words = self._spared(self._reason, reason)
        self.used_by_new.add(own)
        self.notes[self._reason] = message(_UNLESS_LOST, field=own)
        return own, words

    def _entry(self, found: _Found) -> Entry:
        values = found.values
        stated = frozenset(values)
        lost_words = self._lost_words(found)
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
            lost_reason=lost_reason,
            lost_words=lost_words,
            pins=found.pins,
            archived=archived,
            verified=verified,
            kind_stated="kind" in stated,
            exported=found.exported,
        )

    def _draft(self, found: _Found) -> CustomerDraft:
        values = found.values
        values.pop(names.BIRTHDAY_CALENDAR, None)
        if values.pop(names.NO_CONTACT, False):
            values["may_contact"] = False
        if "grade" not in values:
            values.pop(names.GRADE_SOURCE, None)
        if found.addresses:
            lines = [parts.get(ADDRESS) or composed(parts) for parts in found.addresses.values()]
            whole = [values["address"]] if "address" in values else []
            values["address"] = "\n".join(dict.fromkeys([*whole, *lines]))
        values.pop(names.CURRENCY, None)
        settle_names(values, exact=self._exact, address_book=self._address_book)
        return CustomerDraft(**values, fields=found.own, handles=found.handles)


def _moments(columns: Sequence[Column]) -> tuple[int, ...] | None:
    """Find the columns in which a table that crm wrote says how old its rows are."""
    places = {each.name: each.place for each in columns}
    return tuple(places[each] for each in _MOMENTS) if places.keys() >= set(_MOMENTS) else None
