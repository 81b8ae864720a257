"""One run: its settings, its clock, its language and the book it opens when it is needed."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from crmcli.errors import UnreadableDate
from crmcli.language import _
from crmcli.local_time import zone
from crmcli.render import gate
from crmcli.render.output import Format, Output

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, tzinfo

    from crmcli.domain.run import Run
    from crmcli.domain.when import Edge, Look
    from crmcli.store.book import Book

DATABASE = "crm.db"
_THIS_MOMENT = {"now", "现在"}


@dataclass(eq=False, repr=False)
class Session:
    """What a command is handed.

    Args:
        line: the command line as it was given.
        db: the book's file, if one was named.
        format: the output format, if one was asked for.
        quiet: whether a write prints the new id alone.
        no_input: whether questions are forbidden.
        moment: the run's date or instant as it was given with `--today`.
        language: the language that was asked for; bound before the session is made.
        debug: whether a fault of the program shows its traceback.
    """

    line: tuple[str, ...] = ()
    db: str | None = None
    format: Format | None = None
    quiet: bool = False
    no_input: bool = False
    moment: str | None = None
    language: str | None = None
    debug: bool = False

    @property
    def output(self) -> Output:
        """How this run answers."""
        return Output(self.format, self.quiet)

    @property
    def interactive(self) -> bool:
        """Whether questions may be asked: a terminal to ask on, and nobody forbade it."""
        return not self.no_input and sys.stdin.isatty() and sys.stderr.isatty()

    @cached_property
    def book(self) -> Book:
        """The book; it is opened by whoever reads or writes."""
        from crmcli.store.book import Book  # noqa: PLC0415 - not for help and completion of verbs

        named = self.db or os.environ.get("CRM_DB")
        if named:
            return Book(_path(named), renewing=_renewing)
        return Book(default_place(), make_parents=True, renewing=_renewing)

    @cached_property
    def now(self) -> datetime:
        """The run's instant in the book's time zone, read once; `--today` sets it."""
        given = self.moment or os.environ.get("CRM_TODAY")
        present = datetime.now().astimezone(self.zone).replace(microsecond=0)
        if not given:
            return present
        from crmcli.domain.when import read_when  # noqa: PLC0415 - most runs are today's

        when = read_when(given, now=present)
        return self.instant(when.day, when.time)

    @cached_property
    def zone(self) -> tzinfo | None:
        """The book's time zone: `CRM_TZ`, else the user's setting; None for the machine's own."""
        return zone()

    def instant(self, day: date, clock: time | None = None) -> datetime:
        """Return an aware local instant; a date without a time of day is taken as noon."""
        naive = datetime.combine(day, clock or time(12))
        local = naive.replace(tzinfo=self.zone)
        try:
            if self.zone is None:
                local = naive.astimezone()
            local.astimezone(UTC)
        except (OverflowError, ValueError):
            raise UnreadableDate(text=day.isoformat()) from None
        return local

    def beside(self, path: Path) -> Session:
        """Return the same run on another book."""
        other = replace(self, db=str(path))
        other.__dict__["now"] = self.now
        return other

    @property
    def today(self) -> date:
        """The run's local date."""
        return self.now.date()

    def day(self, text: str, look: Look | None = None, edge: Edge | None = None) -> date:
        """Read a date phrase, looking ahead unless told otherwise.

        With an edge, a stretch such as `last week` is its first or last day.
        Where a day is wanted a time of day is not kept, which is said.
        """
        from crmcli.domain.when import Look, read_when  # noqa: PLC0415 - only where one is given

        when = read_when(text, now=self.now, look=look or Look.AHEAD, edge=edge)
        if when.time is not None and text.strip().lower() not in _THIS_MOMENT:
            gate.tell(_("Only the day is kept: {day}.").format(day=when.day))
        return when.day

    def run(self, command: str, *, reason: str | None = None, key: str | None = None) -> Run:
        """Describe this run for the record that every change is kept with.

        Raises:
            UnusableText: the retry key is no text, or blank: any two commands would share it.
        """
        from crmcli.domain.run import Run  # noqa: PLC0415 - writers only

        if key is not None:
            from crmcli.domain.text import clean_label  # noqa: PLC0415 - few runs have one

            clean_label(key, "--key")
        # A path may have bytes that are no text.
        line = " ".join(map(_shown, self.line)).encode("utf-8", "backslashreplace").decode()
        return Run(self.now, author(), command, line, reason, key)


def _shown(word: str) -> str:
    # As a person would type it: shlex would put every Chinese name in quotes.
    return f'"{word}"' if not word or any(each.isspace() for each in word) else word


def _path(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:
        # A ~ and a name that no user has.
        return Path(text)


def author() -> str:
    """Say who runs the command: `CRM_USER`, else the system's user.

    Raises:
        UnusableText: that is no name.
    """
    named = os.environ.get("CRM_USER")
    if named:
        from crmcli.domain.text import clean_label  # noqa: PLC0415 - writers only

        return clean_label(named, "CRM_USER")
    import getpass  # noqa: PLC0415 - writers only

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


@contextmanager
def _renewing() -> Iterator[Callable[[int, int], None]]:
    """Show how far an older book was brought up to date."""
    from crmcli.render.progress import progress  # noqa: PLC0415 - once in a book's life

    with progress(_("Bringing the book up to date")) as (bar,):
        yield bar


def default_place() -> Path:
    """Say where the book lies unless one is named: the platform's user data directory."""
    from platformdirs import user_data_path  # noqa: PLC0415 - only without --db and CRM_DB

    return user_data_path("crmcli", appauthor=False) / DATABASE
