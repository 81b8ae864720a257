"""Jobs that have a report again and again, each time what is new since the last time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.text import clean_label
from crmcli.store.reads import saved_reports as reads

if TYPE_CHECKING:
    from datetime import datetime

    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.reads.saved_reports import Mark


@dataclass(frozen=True, slots=True)
class Job:
    """A job, where it had its report last, and what is in the one that it has now.

    Args:
        name: what it is called.
        last: where it had the last one; None for the first time.
        now: where the book is as it has the present one.
    """

    name: str
    last: Mark | None
    now: Mark


def job(book: Book, name: str, now: datetime) -> Job:
    """Read where a job had its report last, before the present one is made.

    Args:
        book: the book.
        name: what the job is called.
        now: the run's instant.

    Raises:
        UnusableText: the name is empty, or no text.
        NoBook: there is no book yet.
    """
    label = clean_label(name, "--since-last")
    with book.reading() as connection:
        return Job(label, reads.last_run(connection, label), reads.present(connection, now))


def done(book: Book, run: Run, done_job: Job) -> None:
    """Keep that a job has had its report; what is new from now on is in its next one."""
    mark = done_job.now
    ids = json.dumps(dict(mark.ids), separators=(",", ":"))
    # A run as of another day leaves the mark where it was: what is new goes by ids.
    at = mark.at if done_job.last is None else max(mark.at, done_job.last.at)
    values = {"at": at, "last_command": mark.command, "last_ids": ids}
    with book.writing(run, existing=True) as transaction:
        if not transaction.change("report_run", {"name": done_job.name}, **values):
            transaction.add("report_run", name=done_job.name, **values)
