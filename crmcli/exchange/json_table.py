"""JSON objects as the rows of a table, each value in the cell that crm's own tables have for it."""

from __future__ import annotations

import io
import json
from typing import IO, TYPE_CHECKING, Any

from crmcli.domain.cell import joined, neutral, paired
from crmcli.errors import N_, Refused
from crmcli.exchange.json_values import json_values
from crmcli.exchange.own_table import is_own
from crmcli.exchange.people_cell import people_cell
from crmcli.exchange.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Self

_AMOUNT = frozenset({"amount", "currency"})
_PEOPLE = "people"
_PAIRS = frozenset({"fields", "handles"})


class NoObject(Refused):
    """A value that is no object where a customer should be."""

    code = "no_object"
    sentence = N_("It is no JSON object.")


class NoObjects(Refused):
    """A JSON text without an object, from which rows are made."""

    code = "no_objects"
    sentence = N_("There is no object in the JSON, so there are no rows.")
    hint = N_('Write each row as an object, as in [{"name": "王芳", "phone": "13800138000"}]')


class UnknownKey(Refused):
    """An object with a key that none of those before it has."""

    code = "unknown_key"
    sentence = N_("It has a key that the first one has not: {name}.")


class JsonTable:
    """JSON objects, in an array or a line each, as a table; it is used as a context.

    Args:
        file: the file, at its start; it is read as the rows are taken, and not closed.
        encoding: the codec that all of it fits.

    Attributes:
        header: the keys, in the order in which they are met; an amount has two.
        encoding, delimiter, sheet, exact, header_rows, other_sheets: as those of every `Table`.

    Raises:
        BadJson: the text is no JSON.
        NoObjects: there is no object in it.
    """

    delimiter = ""
    sheet: str | None = None
    exact = True
    header_rows: tuple[int, int] | None = None
    other_sheets: tuple[str, ...] = ()

    def __init__(self, file: IO[bytes], encoding: str) -> None:
        self.encoding = encoding.removesuffix("-sig")
        self._file, self._size = file, file.seek(0, 2)
        file.seek(0)
        self._text = io.TextIOWrapper(file, encoding, newline="")
        try:
            self.header = self._keys()
        except BaseException:
            self._text.detach()
            raise
        self._places = {name: at for at, name in enumerate(self.header)}

    def _keys(self) -> list[str]:
        """Collect the keys; those of a table that crm wrote are all in its first object."""
        keys: dict[str, None] = {}
        for value in json_values(self._text):
            if isinstance(value, dict):
                for name, each in value.items():
                    keys[name] = None
                    if name == "potential" or _is_amount(each):
                        keys[f"{name}_currency"] = None
                if is_own(list(keys)):
                    break
        self._text.seek(0)
        if not keys:
            raise NoObjects
        return list(keys)

    def __enter__(self) -> Self:
        """Give the table."""
        return self

    def __exit__(self, *_: object) -> None:
        """Give the file back to its owner."""
        self._text.detach()

    def progress(self) -> tuple[int, int]:
        """Say how many bytes of how many were read."""
        return self._file.tell(), self._size

    def rows(self) -> Iterator[Row]:
        """Yield the objects in order, the first one being row 1.

        Raises:
            BadJson: the text is no JSON.
        """
        for number, value in enumerate(json_values(self._text), 1):
            yield self._row(number, value)

    def _row(self, number: int, value: Any) -> Row:  # noqa: ANN401 - JSON
        cells = [""] * len(self.header)
        if not isinstance(value, dict):
            return Row(number, cells, NoObject())
        for name, each in value.items():
            place = self._places.get(name)
            if place is None:
                return Row(number, cells, UnknownKey(name=name))
            if _is_amount(each):
                cells[place] = _text(each["amount"])
                cells[self._places[f"{name}_currency"]] = _text(each["currency"])
            elif each is not None:
                cells[place] = neutral(_cell(name, each))
        return Row(number, cells)


def _is_amount(value: object) -> bool:
    return isinstance(value, dict) and value.keys() == _AMOUNT


def _cell(name: str, value: Any) -> str:  # noqa: ANN401 - JSON
    if isinstance(value, list):
        if name == _PEOPLE and all(isinstance(each, dict) for each in value):
            return people_cell(value)
        return joined(map(_text, value)) if _are_plain(value) else _json(value)
    if isinstance(value, dict):
        if name in _PAIRS and _are_plain(list(value.values())):
            return paired({key: _text(each) for key, each in value.items()})
        return _json(value)
    return _text(value)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _are_plain(values: Sequence[object]) -> bool:
    return not any(isinstance(each, (dict, list)) for each in values)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
