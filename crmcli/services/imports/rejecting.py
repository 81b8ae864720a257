"""Writing the rows that an import refuses or skips to a file, with why, to be put right."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from crmcli.exchange.rejects import RejectsWriter, without_front
from crmcli.store.staging.staged_row import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crmcli.domain.message import Message
    from crmcli.exchange.table import Table
    from crmcli.exchange.target import Draft
    from crmcli.services.imports.result import Rejects

    Rejected = tuple[int, str, int | None, Message]
    """A row's number, what is to become of it, whom it is taken for, and why it was rejected."""


class Rejecting:
    """The file of rejected rows of one import, seen by nobody until it is published.

    Args:
        draft: the file.
        into: how the reasons are said.
    """

    def __init__(self, draft: Draft, into: Rejects) -> None:
        self._draft = draft
        self._into = into
        self._written = b""

    def write(self, rejected: Callable[[], Iterator[Rejected]], again: Callable[[], Table]) -> None:
        """Write the rows that are rejected as they stand now, unless that was done.

        Args:
            rejected: yields them in the order of the file.
            again: opens the file they come from once more.

        Raises:
            TargetUnusable: there is no room for them.
        """
        mark = hashlib.sha256()
        for number, action, other, _ in rejected():
            mark.update(f"{number} {action} {other}\n".encode())
        if mark.digest() == self._written:
            return
        self._draft.file.seek(0)
        self._draft.file.truncate()
        self._copy(rejected(), again)
        self._draft.save()
        self._written = mark.digest()

    def publish(self) -> str:
        """Let the file appear at its place, and return its name.

        Raises:
            TargetExists, TargetUnusable: it cannot be put there.
        """
        self._draft.publish()
        return self._into.target.name

    def _copy(self, rejected: Iterator[Rejected], again: Callable[[], Table]) -> None:
        with again() as table:
            header = without_front(table.header)
            front = len(table.header) - len(header)
            writer = RejectsWriter(self._draft.file, header, exact=table.exact)
            rows = table.rows()
            for number, action, other, reason in rejected:
                row = next(each for each in rows if each.number == number)
                # What tells no more of its fault must not come in unless somebody says so.
                said = action or (Action.SKIP.value if row.rescued else "")
                writer.write(said, other, self._into.say(reason), row.cells[front:])
            writer.finish()


@contextmanager
def rejecting(into: Rejects | None, *, dry_run: bool) -> Iterator[Rejecting | None]:
    """Open the file of rejected rows; None where an import has none.

    Args:
        into: where they go.
        dry_run: whether nothing is written.

    Raises:
        TargetExists, TargetUnusable: it cannot be written where it was named.
    """
    if into is None or dry_run:
        yield None
        return
    with into.target.draft() as draft:
        yield Rejecting(draft, into)
