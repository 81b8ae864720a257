"""Cards as the rows of a table, each value in the cell that crm's own tables have for it."""

from __future__ import annotations

import io
import re
from typing import IO, TYPE_CHECKING, TextIO

from crmcli.domain.cell import neutral
from crmcli.domain.customer_columns import CUSTOMER_COLUMNS
from crmcli.errors import CrmError
from crmcli.exchange.column_names import CARD
from crmcli.exchange.encoding import BadByte, encoding_of
from crmcli.exchange.table import Row
from crmcli.exchange.vcard.card import cards_in
from crmcli.exchange.vcard.content_line import unescaped
from crmcli.exchange.vcard.customer_card import is_own, read_card
from crmcli.exchange.vcard.own_properties import KEPT, PERSON_OF, PRODUCT
from crmcli.exchange.vcard.rescue import rescued

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Self

    from crmcli.exchange.vcard.content_line import Line

_OTHERS = (
    "name", "kind", "company", "title", "occupation", "gender", "phones", "emails", "address",
    "handles", "birthday", "tags", "notes", "people", "uid",
)  # fmt: skip
"""What cards of other programs say."""

_ONLY_WHERE_ALL_ARE_OWN = frozenset({"id", "referred_by", "archived", "verified"})
_START = re.compile(r"[\ufeff\s]*BEGIN\s*:\s*VCARD", re.IGNORECASE)
_BEGIN = re.compile(r"\ufeff?\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_OWN = f"PRODID:{PRODUCT}"
_LONGEST_MARK = 200
_STRICT = ("utf-16", "utf-32")


def is_vcard(sample: str) -> bool:
    """Tell by its beginning whether a text is a file of vCards."""
    return _START.match(sample) is not None


def is_vcard_file(file: IO[bytes]) -> bool:
    """Tell by its beginning whether a file in an encoding of ASCII's kin is one of vCards."""
    file.seek(0)
    start = file.read(_LONGEST_MARK).decode("utf-8", "replace")
    file.seek(0)
    return is_vcard(start)


def card_encoding(file: IO[bytes], named: str | None) -> str:
    """Say which codec a file of cards is read with.

    Where not all of it fits one, it is read as UTF-8, or as named: a card that does not fit is
    refused, and costs no other. Often its lines name an encoding of their own.

    Raises:
        UnknownEncoding: the named encoding is not known.
    """
    try:
        return encoding_of(file, named, plain=True)
    except BadByte:
        file.seek(0)
        return named or "utf-8-sig"


class VcardTable:
    """vCards of any version as a table; it is used as a context.

    Args:
        file: the file, at its start; it is read as the rows are taken, and not closed.
        encoding: the codec it is read with.
        mixed: whether cards may be UTF-8 where the file as a whole is not.

    Attributes:
        header: names of our own fields, and `CARD`.
        takes: tells whether a field takes a text; what it does not take is kept as a line.
        rescues: whether the cells of a card that cannot be used hold what could be read of it.
        encoding, delimiter, sheet, exact, header_rows, other_sheets: as those of every `Table`.

    """

    delimiter = ""
    sheet: str | None = None
    exact = True
    header_rows: tuple[int, int] | None = None
    other_sheets: tuple[str, ...] = ()

    def __init__(self, file: IO[bytes], encoding: str, *, mixed: bool = False) -> None:
        self._mixed = mixed
        self.encoding = encoding.removesuffix("-sig")
        self.takes: Callable[[str, str], bool] = lambda _, text: bool(text)
        self.rescues = False
        self._file, self._size = file, file.seek(0, 2)
        errors = "strict" if encoding.startswith(_STRICT) else "surrogateescape"
        file.seek(0)
        self._text = io.TextIOWrapper(file, encoding, errors, newline="")
        self.header = [*_columns(*_counted(self._text)), CARD]
        self._text.seek(0)

    def __enter__(self) -> Self:
        """Give the table."""
        return self

    def __exit__(self, *_: object) -> None:
        """Give the file back to its owner."""
        self._text.detach()

    def progress(self) -> tuple[int, int]:
        """Say how many bytes of how many were read."""
        return self._file.tell(), self._size

    def rows(self) -> Iterator[Row]:
        """Yield the cards in order, the first one being row 1.

        Cards that crm wrote of the people of a company are passed over where they follow its own,
        which says all of them.
        """
        company = ""
        for card in cards_in(self._text, self.encoding, mixed=self._mixed):
            own = is_own(card.lines)
            if own and company and _text(card.lines, PERSON_OF) == company:
                continue
            company = ""
            cells: dict[str, str] = {}
            fault = card.fault
            if fault is None:
                try:
                    found = read_card(card.lines, self.takes, own=own)
                except CrmError as error:
                    fault = error
                else:
                    company = found.cells.get("uid", "") if own else ""
                    cells = {**found.cells, CARD: "\n".join(found.kept)}
            if fault is not None and self.rescues:
                cells = rescued(card, self.encoding, self.takes, mixed=self._mixed)
            texts = [neutral(cells.get(each, "")) for each in self.header]
            yield Row(card.number, texts, fault, rescued=fault is not None and any(texts))


def _text(lines: Sequence[Line], name: str) -> str:
    return next((unescaped(each.value) for each in lines if each.name == name), "")


def _columns(whole: int, own: int) -> Sequence[str]:
    """Give the columns of a file: those of a table that crm wrote if every card is crm's own."""
    if own and own == whole:
        return CUSTOMER_COLUMNS
    more = set(KEPT) - _ONLY_WHERE_ALL_ARE_OWN if own else set()
    return [*_OTHERS, *sorted(more - set(_OTHERS))]


def _counted(text: TextIO) -> tuple[int, int]:
    """Count the cards of a text, and those that crm wrote."""
    whole = own = 0
    starts = True
    while line := text.readline(_LONGEST_MARK):
        if starts and _BEGIN.fullmatch(line):
            whole += 1
        elif starts and line.rstrip() == _OWN:
            own += 1
        starts = line.endswith(("\n", "\r"))
    return whole, own
