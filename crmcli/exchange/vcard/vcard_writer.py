"""Customers written as vCards: 4.0, or 3.0 for programs that do not know that."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

from crmcli.domain.customer_columns import CUSTOMER_COLUMNS
from crmcli.domain.export_tables import CUSTOMERS
from crmcli.errors import N_, UsageFault
from crmcli.exchange.vcard.card_writer import CardWriter, person_lines
from crmcli.exchange.vcard.content_line import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from crmcli.domain.export_table import ExportTable
    from crmcli.exchange.vcard.content_line import Line

_MARK = b"\xef\xbb\xbf"


class CustomersAlone(UsageFault):
    """Something else than customers that is to be written as cards."""

    code = "customers_alone"
    sentence = N_("A vCard holds a customer and nothing else.")
    hint = N_("Name another format, such as csv or json.")


class VcardWriter:
    """Customers as vCard 4.0.

    There is a card for each customer, and after that of a company one for each of its people with
    a number or an address, so that a phone can call them; the company's card says all of them.

    Args:
        file: an open file, at its start.
        raw: means nothing here; no program runs a card.
        mark: begin with the mark by which some programs know UTF-8.
        made: the run's instant, which no card says.
    """

    _new = True

    def __init__(self, file: IO[bytes], *, raw: bool, mark: bool, made: datetime) -> None:
        del raw, made
        self._file = file
        if mark:
            file.write(_MARK)

    def begin(self, table: ExportTable, count: int) -> None:
        """Begin the customers.

        Raises:
            CustomersAlone: it is another table.
        """
        del count
        if table.record != CUSTOMERS.record:
            raise CustomersAlone

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        """Write customers; a row may have its kept lines after its columns."""
        width = len(CUSTOMER_COLUMNS)
        for row in rows:
            known = dict(zip(CUSTOMER_COLUMNS, row[:width], strict=True))
            kept = row[width] if len(row) > width else ()
            self._card(CardWriter(known, kept, new=self._new).lines())
            for person in known["people"]:
                if _is_reached(person):
                    self._card(person_lines(person, known, new=self._new))

    def finish(self) -> None:
        """Write what belongs to the end; the file stays open."""
        self._file.flush()

    def _card(self, lines: Iterable[Line]) -> None:
        texts = ("BEGIN:VCARD", *map(str, lines), "END:VCARD")
        self._file.write(b"".join(map(folded, texts)))


class OldVcardWriter(VcardWriter):
    """Customers as vCard 3.0."""

    _new = False


def _is_reached(person: Mapping[str, Any]) -> bool:
    return bool(person.get("phones") or person.get("emails"))
