"""What is asked of an import of records of customers, and who is told how it comes along."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any, Generic, TypeVar

from crmcli.exchange.table import Form
from crmcli.services.imports.result import ImportAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from crmcli.domain.date_order import DateOrder
    from crmcli.services.imports.result import Rejects

    Progress = Callable[[int, int], None]
    """Told how much of how much is done."""


@dataclass(frozen=True, slots=True)
class RecordAnswer(ImportAnswer):
    """What every import of records of customers answers.

    `mapping_saved` is the name by which the mapping of the columns was saved, `rejects` the file
    to which the refused and skipped rows went.
    """

    mapping_saved: str | None = field(default=None, kw_only=True)
    rejects: str | None = field(default=None, kw_only=True)


AnswerT = TypeVar("AnswerT", bound=RecordAnswer)


@dataclass(frozen=True, slots=True)
class RecordRequest:
    """What is to be imported, and how.

    Args:
        name: the file's name, as the user gave it.
        file: the file, at its start.
        edits: for some columns the field, or `-`.
        form: how the file is to be read, where the user said so.
        dates: what comes first in a date whose year comes last; None where nobody said so.
        known: what a saved mapping says of columns.
        mapping: save what becomes of the columns by this name.
        rejects: where rows go that are refused or skipped; None to refuse all where one is.
        dry_run: say what would happen and write nothing.
    """

    name: str
    file: IO[bytes]
    edits: Mapping[str, str] = field(default_factory=dict)
    form: Form = field(default_factory=Form)
    dates: DateOrder | None = None
    known: Mapping[str, str] = field(default_factory=dict)
    mapping: str | None = None
    rejects: Rejects | None = None
    dry_run: bool = False


def unwatched(done: int, whole: int) -> None:
    """Tell nobody."""
    del done, whole


@dataclass(frozen=True, slots=True)
class Watching(Generic[AnswerT]):
    """Who is told how an import comes along.

    Args:
        reading: told how much of the file was read.
        writing: told how many records were written.
        counting: told how many customers were put right.
        confirm: shown what is about to happen before it does; raises to stop it.
    """

    reading: Progress = unwatched
    writing: Progress = unwatched
    counting: Progress = unwatched
    confirm: Callable[[AnswerT], None] | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What every answer says; by the names of the fields of `ImportAnswer`."""

    common: Mapping[str, Any]
    preview: tuple[Any, ...]
    dry_run: bool
