"""Writing the rows that an import refuses or skips to a file, with why, to be put right."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from heapq import merge
from typing import TYPE_CHECKING

from crmcli.domain.codec import decoded
from crmcli.domain.message import Message, message
from crmcli.exchange.rejects import RejectsWriter, without_front
from crmcli.services.imports.outcome import skip_reason
from crmcli.services.imports.result import TOTAL
from crmcli.store.staging.staged_row import Action, Fate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.exchange.target import Draft
    from crmcli.services.imports.reading import FileRead
    from crmcli.services.imports.result import ImportRequest, Rejects
    from crmcli.store.staging.rows import Staging

    Rejected = tuple[int, str, int | None, Message]
    """A row's number, what is to become of it, whom it is taken for, and why it was rejected."""


class Rejecting:
    """The file of rejected rows of one import, seen by nobody until it is published.

    Args:
        rows: its rows.
        draft: the file.
    """

    def __init__(self, rows: Staging, draft: Draft, into: Rejects) -> None:
        self._rows = rows
        self._draft = draft
        self._say = into.say
        self._written = b""

    def write(self, read: FileRead) -> None:
        """Write the rows that are rejected as they stand now, unless that was done.

        Args:
            read: the file they come from.

        Raises:
            TargetUnusable: there is no room for them.
        """
        mark = hashlib.sha256()
        for number, action, other, _ in self._rejected(read):
            mark.update(f"{number} {action} {other}\n".encode())
        if mark.digest() == self._written:
            return
        self._draft.file.seek(0)
        self._draft.file.truncate()
        self._copy(read)
        self._draft.save()
        self._written = mark.digest()

    def publish(self) -> None:
        """Let the file appear at its place.

        Raises:
            TargetExists, TargetUnusable: it cannot be put there.
        """
        self._draft.publish()

    def _copy(self, read: FileRead) -> None:
        rejected = self._rejected(read)
        wanted = next(rejected, None)
        with read.again() as table:
            header = without_front(table.header)
            front = len(table.header) - len(header)
            writer = RejectsWriter(self._draft.file, header, exact=table.exact)
            rows = table.rows()
            while wanted is not None:
                number, action, other, reason = wanted
                row = next(each for each in rows if each.number == number)
                writer.write(action, other, self._say(reason), row.cells[front:])
                wanted = next(rejected, None)
            writer.finish()

    def _rejected(self, read: FileRead) -> Iterator[Rejected]:
        """Yield the rejected rows in the order of the file."""
        refused: Iterator[Rejected] = (
            (number, "", None, decoded(Message, reason)) for number, reason in self._rows.refusals()
        )
        skipped: Iterator[Rejected] = (
            (number, Action.SKIP.value, _customer(fate, other), skip_reason(fate, other, second))
            for number, fate, other, second in self._rows.skipped()
        )
        totals: Iterator[Rejected] = (
            (number, Action.SKIP.value, None, message(TOTAL)) for number in read.totals
        )
        return merge(refused, skipped, totals, key=lambda each: each[0])


def _customer(fate: Fate, other: int | None) -> int | None:
    # What a repeated row has to do with is a row.
    return None if fate is Fate.REPEATED else other


@contextmanager
def rejecting(request: ImportRequest, rows: Staging) -> Iterator[Rejecting | None]:
    """Open the file of rejected rows; None where an import has none.

    Raises:
        TargetExists, TargetUnusable: it cannot be written where it was named.
    """
    if request.rejects is None or request.dry_run:
        yield None
        return
    with request.rejects.target.draft() as draft:
        yield Rejecting(rows, draft, request.rejects)
