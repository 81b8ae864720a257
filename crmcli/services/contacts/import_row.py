"""One row of a table read as a contact."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, TypeVar

from crmcli.domain.cell import divided, restored
from crmcli.domain.channel import Channel
from crmcli.domain.choice import UnknownChoice, read_choice
from crmcli.domain.contact import Direction, Outcome, Purpose
from crmcli.domain.message import message
from crmcli.domain.text import clean, clean_label, clean_name
from crmcli.domain.when import Look, read_when
from crmcli.errors import N_
from crmcli.exchange import contact_columns as names
from crmcli.local_time import local
from crmcli.services.contacts.import_cells import aware_instant, people_called, read_length
from crmcli.services.contacts.import_result import ContactPreview
from crmcli.services.contacts.log import FutureContact
from crmcli.services.contacts.staged import ContactDraft, StagedContact, note_with
from crmcli.services.imports.bad_cell import BadCell, reason_of
from crmcli.services.imports.record_owner import Whose
from crmcli.services.imports.record_row import NOTHING, RecordReader
from crmcli.store.instants import instant_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from enum import StrEnum

    from crmcli.domain.lookup import Candidate
    from crmcli.domain.when import When
    from crmcli.exchange.columns import Column
    from crmcli.services.imports.record_row import DateText

    Instant = Callable[[date, time | None], datetime]
    """Gives the local instant of a day, at noon where no time is given."""

    ChoiceT = TypeVar("ChoiceT", bound=StrEnum)

_CLOSED = (names.VIA, names.DIRECTION, names.PURPOSE, names.OUTCOME, names.MINUTES, names.AUTHOR)
_TEXTS = frozenset({names.NOTE, names.SAID})
_BETWEEN = re.compile(r"[;；,，、/\n]")
_SHOWN = 80
_MOST_REMEMBERED = 20_000


class ContactReader(RecordReader[ContactDraft, StagedContact]):
    """Reads the rows of one table.

    Args:
        columns: what becomes of each column.
        dates: how dates are written.
        now: the run's instant, aware.
        instant: gives the local instant of a day.
        via: how contacts were made that do not say it.
        exact: whether texts stand in the cells to the byte, and lists as crm writes them.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        dates: DateText,
        now: datetime,
        instant: Instant,
        via: Channel | None,
        *,
        exact: bool,
    ) -> None:
        super().__init__(columns, dates)
        self._now = now
        self._instant = instant
        self._via = via
        self._exact = exact
        self._moments: dict[tuple[str, str], tuple[datetime, date, bool]] = {}

    def read(self, cells: Sequence[str]) -> tuple[Whose, ContactDraft]:
        """Read a row as far as that goes without the book; as `RecordReader.read`."""
        texts = self._joined(cells)
        for name in _CLOSED:
            if texts.get(name, "").strip().casefold() in NOTHING:
                texts[name] = ""
        people = self._people(texts.get(names.PEOPLE, ""))
        at, day, timed = self._needed(
            texts, names.AT, lambda text: self._moment(text, texts.get(names.TIME, ""))
        )
        via = self._choice(texts, names.VIA, Channel) or self._via
        if via is None:
            via = self._needed(texts, names.VIA, lambda text: read_choice(Channel, text, "via"))
        draft = ContactDraft(
            at=at,
            day=day,
            timed=timed,
            via=via,
            direction=self._choice(texts, names.DIRECTION, Direction),
            purpose=self._choice(texts, names.PURPOSE, Purpose),
            outcome=self._choice(texts, names.OUTCOME, Outcome),
            note=self._optional(texts, names.NOTE, lambda text: clean(text, "note")) or "",
            said=self._optional(texts, names.SAID, lambda text: clean(text, "said")),
            minutes=self._optional(texts, names.MINUTES, read_length),
            author=self._optional(texts, names.AUTHOR, lambda text: clean_label(text, "author")),
            people=people,
        )
        whose = self._whose(texts)
        if not (whose.text or whose.number) and len(people) == 1:
            # A table of activities may name the person alone, by whom a customer is found too.
            whose = Whose(people[0], "", self._titles[names.PEOPLE])
        return whose, draft

    def placed(
        self, connection: sqlite3.Connection, number: int, owner: Candidate, draft: ContactDraft
    ) -> StagedContact:
        """Find the people of a row; who is not one of them stays in the note."""
        known, unknown = people_called(connection, owner, draft.people)
        return StagedContact(
            number=number,
            customer_id=owner.id,
            at=instant_text(draft.at),
            day=draft.day.isoformat(),
            timed=draft.timed,
            via=draft.via.value,
            direction=_value(draft.direction),
            purpose=_value(draft.purpose),
            outcome=_value(draft.outcome),
            note=note_with(draft.note, unknown),
            said=draft.said,
            minutes=draft.minutes,
            author=draft.author,
            people=",".join(map(str, known)) or None,
        )

    def preview(self, row: StagedContact, owner: Candidate) -> ContactPreview:
        """Show a row as the contact it would be."""
        note = row.note if len(row.note) <= _SHOWN else f"{row.note[: _SHOWN - 1]}…"
        return ContactPreview(
            row=row.number,
            customer=owner.name,
            customer_id=owner.id,
            at=datetime.fromisoformat(row.at),
            via=Channel(row.via),
            note=note,
            author=row.author,
        )

    def _joined(self, cells: Sequence[str]) -> dict[str, str]:
        """Give the texts of a row; of what has several columns, those of all of them."""
        texts: dict[str, str] = {}
        for each in self._columns:
            text = restored(cells[each.place])
            if not (self._exact and each.field in _TEXTS):
                text = text.strip()
            before = texts.get(each.field)
            texts[each.field] = "\n".join(filter(None, dict.fromkeys((before, text))))
        return texts

    def _moment(self, text: str, clock: str) -> tuple[datetime, date, bool]:
        """Read when it was: the UTC instant, the local date, and whether a time was said."""
        key = (text, clock)
        found = self._moments.get(key)
        if found is None:
            if len(self._moments) >= _MOST_REMEMBERED:
                self._moments.clear()
            found = self._moments[key] = self._fresh(text, clock)
        return found

    def _fresh(self, text: str, clock: str) -> tuple[datetime, date, bool]:
        aware = aware_instant(text)
        if aware is not None:
            at, day, timed = aware, local(aware).date(), True
        else:
            when = self._when(text, self._now.date(), lambda day: self._read_when(day, clock))
            at, day, timed = self._instant(when.day, when.time), when.day, when.time is not None
            if not timed and day == self._now.date():
                at = min(at, self._now)
        if at > self._now:
            raise FutureContact(at=day)
        return at.astimezone(UTC), day, timed

    def _read_when(self, day: str, clock: str) -> When:
        return read_when(f"{day} {clock}".strip(), now=self._now, look=Look.BACK)

    def _choice(self, texts: dict[str, str], name: str, kind: type[ChoiceT]) -> ChoiceT | None:
        text = texts.get(name, "")
        if not text:
            return None
        try:
            return read_choice(kind, text, name)
        except UnknownChoice as error:
            column = self._titles[name]
            way_out = N_("{reason} To keep the column as text: --map {column}=note")
            reason = message(way_out, reason=reason_of(error), column=column)
            raise BadCell(column=column, reason=reason) from None

    def _people(self, text: str) -> tuple[str, ...]:
        parts = divided(text) if self._exact else _BETWEEN.split(text)
        given = [each.strip() for each in parts if each.strip().casefold() not in {*NOTHING, ""}]
        return tuple(
            dict.fromkeys(
                self._cell(names.PEOPLE, lambda name=each: clean_name(name, "people"))  # type: ignore[misc]
                for each in given
            )
        )


def _value(choice: StrEnum | None) -> str | None:
    return None if choice is None else choice.value
