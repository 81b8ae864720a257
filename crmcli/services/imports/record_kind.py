"""What is particular to importing one kind of record of customers, such as contacts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from crmcli.services.imports.record_result import AnswerT
from crmcli.store.staging.records import Record

if TYPE_CHECKING:
    import sqlite3
    from collections import deque
    from collections.abc import Hashable, Mapping, Sequence

    from crmcli.domain.run import Run
    from crmcli.exchange.columns import Column
    from crmcli.exchange.header_names import Names
    from crmcli.services.imports.record_result import Tally, Watching
    from crmcli.services.imports.record_row import DateText, RecordReader
    from crmcli.store.staging.records import RecordStaging
    from crmcli.store.transaction import Transaction

DraftT = TypeVar("DraftT")
RecordT = TypeVar("RecordT", bound=Record)


class Present(NamedTuple):
    """A record that is in the book: its id, and what it says beside what makes it the same.

    One that is `weak` gives way to a row that says anything more.
    """

    id: int
    details: tuple[Any, ...]
    weak: bool = False


class RecordKind(ABC, Generic[DraftT, RecordT, AnswerT]):
    """What is particular to one kind of record.

    Attributes:
        record: the table of the records.
        row: what a staged row is.
        answer: what is answered.
        other: what is said of a row that is in the book with other details, as a message id.
        once: whether rows that are alike are one record; otherwise there are as many of them.
    """

    record: str
    row: type[RecordT]
    answer: type[AnswerT]
    other: str
    once: bool

    @abstractmethod
    def columns(self, header: Sequence[str], edits: Mapping[str, str]) -> list[Column]:
        """Say what becomes of each column."""

    @abstractmethod
    def names(self, edits: Mapping[str, str]) -> Names:
        """Give the column names that are known, by which the header of a table is found."""

    @abstractmethod
    def reader(
        self,
        connection: sqlite3.Connection,
        run: Run,
        columns: Sequence[Column],
        dates: DateText,
        *,
        exact: bool,
    ) -> RecordReader[DraftT, RecordT]:
        """Give what reads the rows of a table."""

    @abstractmethod
    def is_own(self, header: Sequence[str]) -> bool:
        """Tell whether a table is a list that crm wrote, in which each row is a record."""

    @abstractmethod
    def present(
        self, connection: sqlite3.Connection, customer_id: int
    ) -> Mapping[Hashable, deque[Present]]:
        """Give by content the records of a customer, in the order of their ids."""

    @abstractmethod
    def says_the_same(self, row: RecordT, details: tuple[Any, ...]) -> bool:
        """Tell whether a row says nothing that a record says otherwise."""

    @abstractmethod
    def still_fits(self, connection: sqlite3.Connection, rows: RecordStaging[RecordT]) -> bool:
        """Tell whether what rows refer to beside their customers is still there."""

    @abstractmethod
    def answered(self, tally: Tally) -> AnswerT:
        """Make the answer, as if nothing followed."""

    @abstractmethod
    def written(
        self,
        transaction: Transaction,
        rows: RecordStaging[RecordT],
        result: AnswerT,
        watching: Watching[AnswerT],
    ) -> AnswerT:
        """Write what is new with all that follows, and complete the answer."""
