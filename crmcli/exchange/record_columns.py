"""From the columns of a table to the fields of one kind of record, by English and Chinese names.

What no field is named by is left out, and said; `--map COLUMN=FIELD` says otherwise.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain import listed
from crmcli.domain.field_names import plain_name
from crmcli.domain.message import message
from crmcli.errors import N_, Refused, UsageFault
from crmcli.exchange.columns import LEFT_OUT, Column, Use, named_places, written_name
from crmcli.exchange.header_names import Names
from crmcli.exchange.unnamed import unnamed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class NoSuchColumn(Refused):
    """A table that lacks what every record of its kind has."""

    code = "no_such_column"
    sentence = N_("No column of the file says {what}; it has: {columns}.")
    hint = N_("Say which one does, as in --map COLUMN={field}.")


class NoSuchField(UsageFault):
    """A `--map` to a field that the records do not have."""

    code = "no_such_field"
    sentence = N_("{record} has no field {name}; it has {fields}.")


class Needed(NamedTuple):
    """What every record has.

    Args:
        fields: the fields that say it, of which one is enough.
        field: the name to map a column to, for the hint.
        what: what it is, as a message id.
        hint: what to do where it is missing, as a message id; the usual hint if empty.
    """

    fields: tuple[str, ...]
    field: str
    what: str
    hint: str = ""


class RecordColumns:
    """What the columns of tables of one kind of record are called.

    Args:
        record: what one is called with its article, as a message id.
        names: for each field the names of its columns.
        derived: our own keys that the book works out itself: such columns are not needed.
        several: fields that may have more than one column.
    """

    def __init__(
        self,
        record: str,
        names: Mapping[str, Sequence[str]],
        derived: frozenset[str],
        several: frozenset[str] = frozenset(),
    ) -> None:
        self._record = record
        self._names = names
        self._derived = derived
        self._several = several

    def of(
        self, header: Sequence[str], edits: Mapping[str, str], needed: Sequence[Needed]
    ) -> list[Column]:
        """Say what becomes of each column; of several for one field the first has it.

        Args:
            header: the names as they are written.
            edits: for some columns the field, or `-`; as in the file, whatever case and width.
            needed: what every record has.

        Raises:
            UnknownColumn: an edit names a column that is not there.
            NoSuchField: an edit names a field that is none.
            NoSuchColumn: none says something that is needed.
        """
        names = [written_name(name) or unnamed(place) for place, name in enumerate(header)]
        wanted = named_places(names, edits)
        given = {place: self._edited(field) for place, field in wanted.items()}
        taken = set(given.values())
        columns: list[Column] = []
        for place, name in enumerate(names):
            field = given[place] if place in given else self._own_way(name, taken)
            taken.add(field)
            columns.append(self._column(place, name, field))
        for fields, field, what, hint in needed:
            if taken.isdisjoint(fields):
                written = listed.names(names)
                raise NoSuchColumn(
                    hint=hint or None, field=field, what=message(what), columns=written
                )
        return columns

    def field(self, name: str) -> str | None:
        """Return the field that a column's name means; None if it means none."""
        return self._synonyms.get(plain_name(name))

    def known(self, edits: Mapping[str, str], needed: Iterable[Needed]) -> Names:
        """Give the column names that are known, by which the header of a table is found.

        Args:
            edits: for some columns the field, or `-`.
            needed: what every record has.
        """
        said = {plain_name(column): field for column, field in edits.items()}

        def field(name: str) -> str | None:
            plain = plain_name(name)
            edit = said.get(plain)
            derived = plain if plain in self._derived else None
            return self.field(name if edit is None else edit) or edit or derived

        groups = tuple(frozenset(one.fields) for one in needed)
        return Names(field, frozenset().union(*groups), groups)

    def _column(self, place: int, name: str, field: str) -> Column:
        if field:
            return Column(place, name, Use.FIELD, field)
        use = Use.DERIVED if plain_name(name) in self._derived else Use.LEFT_OUT
        return Column(place, name, use)

    def _edited(self, field: str) -> str:
        """Read the field of an edit; nothing for a column that is left out."""
        if field == LEFT_OUT:
            return ""
        found = self.field(field)
        if found is None:
            fields = ", ".join(self._names)
            raise NoSuchField(record=message(self._record), name=field, fields=fields)
        return found

    def _own_way(self, name: str, taken: set[str]) -> str:
        field = self.field(name) or ""
        return "" if field in taken and field not in self._several else field

    @cached_property
    def _synonyms(self) -> dict[str, str]:
        fields = {plain_name(field): field for field in self._names}
        written = {
            plain_name(each): field for field, names in self._names.items() for each in names
        }
        return written | fields
