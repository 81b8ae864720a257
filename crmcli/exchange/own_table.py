"""Tables that crm wrote itself: known by how their header begins, and read back to the byte."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crmcli.domain.contact import CONTACT_START
from crmcli.domain.customer_columns import OWN_START
from crmcli.domain.purchase import PURCHASE_START
from crmcli.exchange.rejects import without_front

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_TSV_STARTS = tuple("\t".join(start) + "\t" for start in (OWN_START, PURCHASE_START, CONTACT_START))
_ESCAPE = re.compile(r"\\(?:([\\tnr])|x([0-9a-f]{2})|u([0-9a-f]{4}))")
_MEANINGS = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}


def is_own(header: Sequence[str]) -> bool:
    """Tell whether a table is crm's own by its column names; one of rejected rows may be, too."""
    return tuple(without_front(header)[: len(OWN_START)]) == OWN_START


def is_own_tsv(sample: str, encoding: str) -> bool:
    """Tell whether a text is crm's own tab-separated table, which has escapes and no quotes.

    A spreadsheet that saves the same table with tabs writes quotes, and never UTF-8.

    Args:
        sample: its beginning.
        encoding: the codec it was read with.
    """
    return encoding.startswith("utf-8") and sample.startswith(_TSV_STARTS)


def own_tsv_records(lines: Iterable[str]) -> Iterator[tuple[int, list[str], bool]]:
    """Yield the records of crm's own tab-separated table: number, cells, whether there is a NUL."""
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        if "\\" in line:
            cells = [_ESCAPE.sub(_meant, cell) for cell in cells]
        yield number, cells, "\0" in line


def _meant(match: re.Match[str]) -> str:
    if match[1] is not None:
        return _MEANINGS[match[1]]
    return chr(int(match[2] or match[3], 16))
