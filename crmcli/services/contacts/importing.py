"""Importing contacts from a table, with their original dates and authors.

A contact is in the book already if its customer has one of the same instant, by the same channel
and with the same note; where a row says no time of day, one of the same day. It moves the clocks by
its own date and grades nobody.
"""

from __future__ import annotations

from array import array
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crmcli.errors import N_
from crmcli.exchange.contact_columns import contact_columns, contact_names, is_own_contacts
from crmcli.services.contacts.import_result import ContactsImported
from crmcli.services.contacts.import_row import ContactReader
from crmcli.services.contacts.staged import ContactDraft, StagedContact, content_of, digest
from crmcli.services.imports.record_kind import Present, RecordKind
from crmcli.store.reads import lookup
from crmcli.store.reads.contacts import contacts_said

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Hashable, Mapping, Sequence

    from crmcli.domain.channel import Channel
    from crmcli.domain.run import Run
    from crmcli.exchange.columns import Column
    from crmcli.exchange.header_names import Names
    from crmcli.services.contacts.import_row import Instant
    from crmcli.services.imports.record_result import Tally, Watching
    from crmcli.services.imports.record_row import DateText
    from crmcli.store.staging.records import RecordStaging
    from crmcli.store.transaction import Transaction


class Contacts(RecordKind[ContactDraft, StagedContact, ContactsImported]):
    """What is particular to contacts.

    Args:
        instant: gives the local instant of a day, at noon where no time is given.
        via: how contacts were made that do not say it; None if they must say it.
    """

    row = StagedContact
    record = "contact"
    answer = ContactsImported
    other = N_("contact {other} is the same, with other details")
    once = True

    def __init__(self, instant: Instant, via: Channel | None = None) -> None:
        self._instant = instant
        self._via = via

    def columns(self, header: Sequence[str], edits: Mapping[str, str]) -> list[Column]:
        """Say what becomes of each column."""
        return contact_columns(header, edits, has_channel=self._via is not None)

    def names(self, edits: Mapping[str, str]) -> Names:
        """Give the column names that are known."""
        return contact_names(edits)

    def reader(
        self,
        connection: sqlite3.Connection,
        run: Run,
        columns: Sequence[Column],
        dates: DateText,
        *,
        exact: bool,
    ) -> ContactReader:
        """Give what reads the rows of a table."""
        del connection
        return ContactReader(columns, dates, run.now, self._instant, self._via, exact=exact)

    def is_own(self, header: Sequence[str]) -> bool:
        """Tell whether each row is a contact of a book, also where two are alike."""
        return is_own_contacts(header)

    def present(
        self, connection: sqlite3.Connection, customer_id: int
    ) -> Mapping[Hashable, deque[Present]]:
        """Give by content the contacts of a customer: by their instants, and by their days."""
        found: dict[Hashable, deque[Present]] = {}
        for stands_in, key, at, day, via, note, said, people, *details in contacts_said(
            connection, customer_id
        ):
            each = Present(key, (digest(said), people, *details), weak=bool(stands_in))
            for when in (at, day):
                found.setdefault(content_of(when, via, note), deque()).append(each)
        return found

    def says_the_same(self, row: StagedContact, details: tuple[Any, ...]) -> bool:
        """Tell whether a row says nothing that a contact says otherwise."""
        said, people, *known = details
        if row.said is not None and digest(row.said) != said:
            return False
        if row.people is not None and not set(row.people.split(",")) <= set(people.split(",")):
            return False
        given = (row.direction, row.purpose, row.outcome, row.minutes, row.author)
        return all(each in {None, other} for each, other in zip(given, known, strict=True))

    def still_fits(
        self, connection: sqlite3.Connection, rows: RecordStaging[StagedContact]
    ) -> bool:
        """Tell whether the people of rows are still those of their customers."""
        return all(
            {int(each) for each in people.split(",")}
            <= {key for key, _ in lookup.people_names(connection, owner)}
            for people, owner in rows.values("people")
        )

    def answered(self, tally: Tally) -> ContactsImported:
        """Make the answer, as if nothing followed."""
        moved = None if tally.dry_run else 0
        return ContactsImported(**tally.common, preview=tally.preview, moved=moved)

    def written(
        self,
        transaction: Transaction,
        rows: RecordStaging[StagedContact],
        result: ContactsImported,
        watching: Watching[ContactsImported],
    ) -> ContactsImported:
        """Write new contacts, and put right the clocks of their customers."""
        from crmcli.services.contacts.giving_way import give_way  # noqa: PLC0415 - a dry run writes nothing
        from crmcli.services.contacts.loading import load  # noqa: PLC0415 - a dry run writes nothing
        from crmcli.services.contacts.recounting import recount  # noqa: PLC0415 - likewise

        ids = array("q", rows.customers(new=True))
        give_way(transaction, rows, ids)
        for done in load(transaction, rows.new_rows()):
            watching.writing(done, result.created)
        return replace(result, moved=recount(transaction, ids, watching.counting))
