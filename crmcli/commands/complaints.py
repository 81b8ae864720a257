"""Open complaints of the customers that an answer shows, told below it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

from crmcli.render.output import Format

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crmcli.session import Session


class _OfCustomer(Protocol):
    @property
    def customer_id(self) -> int | None: ...


Shown = TypeVar("Shown", bound=_OfCustomer)


class Customers:
    """Notes whose records pass through it; records for a program pass unnoted."""

    def __init__(self, *, noting: bool) -> None:
        self._noting = noting
        self.ids: set[int] = set()

    def __call__(self, records: Iterable[Shown]) -> Iterable[Shown]:
        """Pass records on."""
        return self._noted(records) if self._noting else records

    def _noted(self, records: Iterable[Shown]) -> Iterator[Shown]:
        for record in records:
            if record.customer_id is not None:
                self.ids.add(record.customer_id)
            yield record


@contextmanager
def complaints_below(session: Session) -> Iterator[Customers]:
    """Say on stderr, below a table, which of its customers have an open complaint.

    What the table shows is passed through what this gives. A list for a program is left alone.
    """
    shown = Customers(noting=session.output.list_format is Format.TABLE)
    yield shown
    # After the list, whose read has ended: a second one beside it could wait for a writer that
    # waits for the first.
    _tell(session, shown.ids)


def complaint_below(session: Session, *customer_ids: int) -> None:
    """Say on stderr, below records in words, which of their customers have an open complaint."""
    output = session.output
    if output.format in {None, Format.TABLE} and not output.quiet:
        _tell(session, set(customer_ids))


def _tell(session: Session, customer_ids: set[int]) -> None:
    if customer_ids:
        from crmcli.render.complaints import tell_complaints
        from crmcli.services.feedback.open_complaints import among

        tell_complaints(*among(session.book, customer_ids))
