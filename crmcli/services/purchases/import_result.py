"""What is asked of an import of purchases, and its answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import IO, TYPE_CHECKING

from crmcli.domain.money import Money
from crmcli.exchange.table import Form
from crmcli.services.imports.result import ImportAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Progress = Callable[[int, int], None]
    """Told how much of how much is done."""


@dataclass(frozen=True, slots=True)
class PurchaseImport:
    """What is to be imported, and how.

    Args:
        name: the file's name, as the user gave it.
        file: the file, at its start.
        edits: for some columns the field, or `-`.
        form: how the file is to be read, where the user said so.
        dry_run: say what would happen and write nothing.
    """

    name: str
    file: IO[bytes]
    edits: Mapping[str, str] = field(default_factory=dict)
    form: Form = field(default_factory=Form)
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class PurchasePreview:
    """A row as the purchase it would be; the date is a local date."""

    row: int
    customer: str
    customer_id: int
    at: date
    product: str | None
    quantity: float
    amount: Money


@dataclass(frozen=True, slots=True)
class PurchasesImported(ImportAnswer):
    """The answer to an import of purchases.

    `moved` customers have another class or due date; `points_change` is how many loyalty points
    more all purchases bring; with `referrals` first purchases came points for who referred their
    customer. All three are None in a dry run: nothing was written, so they are not known.
    """

    preview: tuple[PurchasePreview, ...]
    moved: int | None = 0
    points_change: int | None = 0
    referrals: int | None = 0


def unwatched(done: int, whole: int) -> None:
    """Tell nobody."""
    del done, whole


@dataclass(frozen=True, slots=True)
class Watching:
    """Who is told how an import comes along.

    Args:
        reading: told how many bytes of the file were read.
        writing: told how many purchases were written.
        counting: told how many customers were put right.
        confirm: shown what is about to happen before it does; raises to stop it.
    """

    reading: Progress = unwatched
    writing: Progress = unwatched
    counting: Progress = unwatched
    confirm: Callable[[PurchasesImported], None] | None = None
