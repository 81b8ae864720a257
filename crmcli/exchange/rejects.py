"""Tables of rejected rows: what an import could not use, with why, to be put right and imported.

Three columns stand before those of the file the rows came from: what is to become of the row, the
customer it is taken for, and why it was rejected.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING

from crmcli.domain.cell import neutral
from crmcli.domain.path_text import path_text
from crmcli.errors import N_, UsageFault
from crmcli.exchange.source import STDIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ACTION, MATCHED_ID, REASON = FRONT = ("action", "matched_id", "reason")
"""The columns of every such table."""

_OTHER_SUFFIXES = frozenset({".xlsx", ".xls", ".ods", ".json", ".jsonl", ".vcf", ".tsv"})
_QUOTE = "'"


class RejectsAreCsv(UsageFault):
    """A name for rejected rows that promises another format."""

    code = "rejects_are_csv"
    sentence = N_("Rejected rows are written as CSV, not as {suffix}.")
    hint = N_("Name the file like rejects.csv.")


class SameFile(UsageFault):
    """A file for rejected rows that is the one they come from."""

    code = "same_file"
    sentence = N_("{path} is the file that is imported; rejected rows would take its place.")
    hint = N_("Name another file for them.")


def check_rejects_name(path: str) -> None:
    """Check that a file of rejected rows may be called so.

    Raises:
        RejectsAreCsv: its name promises another format.
    """
    suffix = PurePath(path).suffix.lower()
    if suffix in _OTHER_SUFFIXES:
        raise RejectsAreCsv(suffix=suffix)


def check_rejects_place(path: Path, file: str) -> None:
    """Check that rejected rows do not take the place of the file they come from.

    Args:
        path: where they are to go.
        file: the file that is imported, or `-`.

    Raises:
        SameFile: they would.
    """
    source = Path(file).expanduser()
    if file != STDIN and path.exists() and source.exists() and path.samefile(source):
        raise SameFile(path=path_text(file))


def without_front(header: Sequence[str]) -> Sequence[str]:
    """Return the columns of the file that rows came from, if these are rejected ones."""
    return header[len(FRONT) :] if tuple(header[: len(FRONT)]) == FRONT else header


class RejectsWriter:
    """Writes rejected rows as CSV, with the mark by which a spreadsheet knows UTF-8.

    Args:
        file: an open file, at its start.
        header: the column names of the file that the rows come from.
        exact: whether its cells are what crm writes.
    """

    def __init__(self, file: IO[bytes], header: Iterable[str], *, exact: bool) -> None:
        self._text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=False)
        self._writer = csv.writer(self._text, lineterminator="\r\n")
        self._exact = exact
        self._writer.writerow([*FRONT, *header])

    def write(self, action: str, matched_id: int | None, reason: str, cells: Sequence[str]) -> None:
        """Write a row: what is to become of it, whom it is taken for, why it is here."""
        kept = cells if self._exact else [_safe(each) for each in cells]
        self._writer.writerow([action, matched_id, neutral(reason), *kept])

    def finish(self) -> None:
        """Write what is left; the file stays open."""
        self._text.flush()
        self._text.detach()


def _safe(cell: str) -> str:
    # A sign that stands there already is read as one when the row comes back.
    return cell if cell[:1] == _QUOTE else neutral(cell)
