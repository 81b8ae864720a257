"""What a row says itself: which customer it is, and in a file of rejected rows what it is to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.choice import read_choice
from crmcli.domain.sought import bare_digits
from crmcli.errors import N_, CrmError, Refused
from crmcli.exchange.column_names import ID, UID
from crmcli.exchange.columns import Use
from crmcli.exchange.rejects import ACTION, FRONT, MATCHED_ID, without_front
from crmcli.services.imports.bad_cell import BadCell, reason_of
from crmcli.services.imports.row_keys import ID_GIVEN, ID_SAID
from crmcli.store.reads.values import LARGEST_ID
from crmcli.store.staging.staged_row import UID as UID_KEY
from crmcli.store.staging.staged_row import Action, StagedKey

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from crmcli.exchange.columns import Column


class NoId(Refused):
    """A cell that should hold a customer's number."""

    code = "no_id"
    sentence = N_("{text} is no customer's number.")


class Claim(NamedTuple):
    """What a row of rejected ones is to do: the action, and the customer it was taken for."""

    action: Action | None = None
    target: int | None = None


class Claims:
    """Reads what rows say of themselves.

    Args:
        header: the column names of the file.
        columns: what becomes of them, those of rejected rows left out.
        edits: what was mapped by hand.
        telling: what would become of them in a table that is to update customers.

    Attributes:
        front: how many columns stand before those of the file that the rows came from.
    """

    def __init__(
        self,
        header: Sequence[str],
        columns: Sequence[Column],
        edits: Mapping[str, str],
        telling: Sequence[Column],
    ) -> None:
        self.front = len(header) - len(without_front(header))
        self._fields = _places(columns)
        self._telling = _places(telling)
        # Under another name than ours, nobody having said so, it may be another program's.
        ours = any(each.name == ID for each in columns) or ID in edits.values()
        self._mark = ID_GIVEN if ours else ID_SAID

    def read(self, cells: Sequence[str]) -> Claim:
        """Read what is to become of a rejected row.

        Args:
            cells: all of its cells, those in front too.

        Raises:
            BadCell: an action or a number cannot be read.
        """
        if not self.front:
            return Claim()
        said, target = action_of(cells), cells[FRONT.index(MATCHED_ID)].strip()
        number = read_id(target) if target else None
        if target and number is None:
            raise BadCell(column=MATCHED_ID, reason=reason_of(NoId(text=target)))
        return Claim(said, number)

    def keys(self, number: int, cells: Sequence[str], said: Action | None) -> Iterator[StagedKey]:
        """Yield the key of the customer a row says it is, if it says so by a number or a uid.

        Args:
            number: the row's number.
            cells: its cells without those in front.
            said: what is to become of it, where it says so itself.
        """
        fields = self._telling if said is Action.UPDATE else self._fields
        if UID in fields:
            uid = cells[fields[UID]].strip()
            # One that is a field counts as what the customer says.
            if uid and UID not in self._fields:
                yield StagedKey(UID_KEY + uid, number)
        elif ID in fields:
            found = read_id(cells[fields[ID]])
            if found is not None:
                yield StagedKey(f"{self._mark}{found}", number)


def action_of(cells: Sequence[str]) -> Action | None:
    """Read what is to become of a rejected row.

    Args:
        cells: all of its cells.

    Raises:
        BadCell: it is no action.
    """
    text = cells[FRONT.index(ACTION)].strip()
    try:
        return read_choice(Action, text, ACTION) if text else None
    except CrmError as error:
        raise BadCell(column=ACTION, reason=reason_of(error)) from None


def _places(columns: Iterable[Column]) -> dict[str, int]:
    return {each.field: each.place for each in columns if each.use is Use.FIELD}


def read_id(text: str) -> int | None:
    """Read the number of a customer; None for anything else."""
    digits = bare_digits(text)
    if digits is None or len(digits) > len(str(LARGEST_ID)):
        return None
    number = int(digits)
    return number if number <= LARGEST_ID else None
