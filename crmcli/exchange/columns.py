"""From the columns of a table to the fields of a customer: nothing is guessed, nothing dropped."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from crmcli.domain import listed
from crmcli.domain.birthday_text import says_lunar
from crmcli.domain.field_names import meant_field, plain_name
from crmcli.domain.field_nearness import nearest_field
from crmcli.errors import N_, UsageFault
from crmcli.exchange.address_columns import ADDRESS, PARTS, address_parts
from crmcli.exchange.column_names import (
    BIRTHDAY_CALENDAR,
    COMPANY_NAMES,
    CURRENCY,
    DERIVED,
    FIELDS,
    FIRST_NAME,
    JOB_TITLES,
    LAST_NAME,
    LUNAR_BIRTHDAY,
    PARTLY_TAKEN,
    SEVERAL,
    synonyms,
)
from crmcli.exchange.unnamed import names_of, place_named, unnamed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

LEFT_OUT = "-"
"""What a column is mapped to in order to leave it out."""


class BadMapping(UsageFault):
    """A `--map` without an equals sign."""

    code = "bad_mapping"
    sentence = N_("Cannot read the mapping {text}.")
    hint = N_("Write it like --map 电话=phones, or --map 编号=- to leave a column out.")


class UnknownColumn(UsageFault):
    """A `--map` of a column that the file does not have."""

    code = "unknown_column"
    sentence = N_("The file has no column {name}.")
    hint = N_("Its columns are: {columns}.")


class NoSuchField(UsageFault):
    """A `--map` to a field that is nearly the name of one: a typing mistake."""

    code = "no_such_field"
    sentence = N_("There is no field named {name}.")
    hint = N_("Did you mean {nearest}? A field of your own: crm customer field add {name}")


class Use(StrEnum):
    """What becomes of a column."""

    FIELD = "field"
    OWN = "own"
    DERIVED = "derived"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Column:
    """A column and what becomes of it.

    Args:
        place: its place, from 0.
        name: its name as it is written; an unnamed one is named by its number.
        use: what becomes of it.
        field: the field, or the custom field, that its cells are kept in; empty for none.
        address: for a part of an address, which of the file's addresses it is a part of.
    """

    place: int
    name: str
    use: Use
    field: str = ""
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the book knows of fields.

    Args:
        find: gives the custom field that a name means; None if there is none.
        make: gives the name of the custom field that a column becomes; `taken` are used already.
        fits: by the plain names of columns that may mean a field and do, that field.
    """

    find: Callable[[str], str | None]
    make: Callable[[str, Iterable[str]], str]
    fits: Mapping[str, str] = dataclasses.field(default_factory=dict)


_NUMBERED = re.compile(r"(?<=\D)[0-9]{1,2}$")
_NUMBERED_VALUE = re.compile(r"(phone|email)[0-9]{0,2}(?:value|address)")


def edits_of(texts: Iterable[str]) -> dict[str, str]:
    """Read what `--map` was given: each COLUMN=FIELD.

    Raises:
        BadMapping: one has no equals sign, or nothing on one of its sides.
    """
    edits: dict[str, str] = {}
    for text in texts:
        column, equals, field = text.rpartition("=" if "=" in text else "＝")
        if not equals or not column.strip() or not field.strip():
            raise BadMapping(text=text)
        edits[column.strip()] = field.strip()
    return edits


def columns_of(header: Sequence[str], edits: Mapping[str, str], known: Known) -> list[Column]:
    """Say what becomes of each column.

    A name in `edits` comes first, then the book's own fields, then the names of `column_names`; the
    rest become custom fields of their own name. Where two columns mean one field that holds one
    value, the first has it.

    Args:
        header: the names as they are written.
        edits: for some columns the field, or `-`; names as in the file, whatever case and width.
        known: the book's fields.

    Raises:
        UnknownColumn: an edit names a column that is not there.
        NoSuchField: an edit names nearly a field.
    """
    names = [written_name(name) or unnamed(place) for place, name in enumerate(header)]
    wanted = named_places(names, edits)
    found = _in_context(names)
    taken: set[str] = set()
    edited = {
        place: _edit(place, names[place], edit, known, taken) for place, edit in wanted.items()
    }
    # What somebody said comes before what a name means, wherever its column stands.
    said = {_kept_in(each) for each in edited.values() if each.use is Use.FIELD}
    sure = said | {_field(each) for each in names}
    fits = {name: meant for name, meant in known.fits.items() if meant not in sure}
    known = replace(known, fits=fits)
    columns: list[Column] = []
    for place, name in enumerate(names):
        column = edited.get(place) or found.get(place) or _own_way(place, name, known)
        others = taken if place in edited else taken | said
        if column.use is Use.FIELD and _is_taken(column, others):
            column = Column(place, name, Use.OWN)
        if column.use is Use.OWN and (not column.field or column.field in taken):
            column = Column(place, name, Use.OWN, known.make(name, taken))
        taken.add(_kept_in(column))
        columns.append(column)
    return columns


def _kept_in(column: Column) -> str:
    """Give the field of a customer that has what a column says."""
    return "birthday" if column.field == LUNAR_BIRTHDAY else column.field


def _is_taken(column: Column, taken: set[str]) -> bool:
    several = column.field in SEVERAL or column.address is not None
    return _kept_in(column) in taken and not several


def _in_context(names: Sequence[str]) -> dict[int, Column]:
    """Find the columns whose meaning depends on the others."""
    plain = [plain_name(each) for each in names]
    meant = {_field(each) for each in names}
    known = synonyms()
    found = {
        place: Column(place, names[place], Use.FIELD, part, address)
        for place, (address, part) in address_parts(plain).items()
    }
    for place, each in enumerate(plain):
        if each in COMPANY_NAMES and {FIRST_NAME, LAST_NAME} & meant:
            found[place] = Column(place, names[place], Use.FIELD, "company")
        elif each == "title" and JOB_TITLES.intersection(plain):
            found[place] = Column(place, names[place], Use.OWN)
        elif known.get(each) == CURRENCY and "potential" not in meant:
            # Of what it is the currency nobody says.
            found[place] = Column(place, names[place], Use.OWN)
        elif known.get(each) == BIRTHDAY_CALENDAR and "birthday" not in meant:
            found[place] = Column(place, names[place], Use.OWN)
    return found


def written_name(name: str) -> str:
    """Give a column's name on one line, without what cannot stand in one."""
    return " ".join(name.replace("\0", " ").split())


def named_places(names: Sequence[str], edits: Mapping[str, str]) -> dict[int, str]:
    """Find the columns that edits name: by place what each is mapped to.

    Raises:
        UnknownColumn: an edit names a column that is not there.
    """
    wanted: dict[int, str] = {}
    for column, field in edits.items():
        places = [place for place, name in enumerate(names) if name == written_name(column)]
        plain = plain_name(column)
        places = places or [place for place, name in enumerate(names) if plain_name(name) == plain]
        places = places or _unnamed_places(names, column)
        if not places:
            raise UnknownColumn(name=column, columns=listed.names(names))
        wanted |= dict.fromkeys(places, field)
    return wanted


def _unnamed_places(names: Sequence[str], column: str) -> list[int]:
    """Find a column without a name by its number, in whichever language that is said."""
    place = place_named(column)
    known = place is not None and place < len(names) and names[place] == unnamed(place)
    return [place] if place is not None and known else []


def _edit(place: int, name: str, edit: str, known: Known, taken: Iterable[str]) -> Column:
    if edit == LEFT_OUT:
        return Column(place, name, Use.LEFT_OUT)
    own = known.find(edit)
    if own is not None:
        return Column(place, name, Use.OWN, own)
    field = _named(edit)
    if field == "birthday" and says_lunar(name) and not says_lunar(edit):
        field = LUNAR_BIRTHDAY
    if field is not None:
        # What is mapped by hand belongs to one address.
        return Column(place, name, Use.FIELD, field, ADDRESS if field in PARTS else None)
    near = nearest_field(edit, sorted(FIELDS), FIELDS)
    if near:
        raise NoSuchField(name=edit, nearest=near)
    return Column(place, name, Use.OWN, known.make(edit, taken))


def _own_way(place: int, name: str, known: Known) -> Column:
    called = names_of(place) if name == unnamed(place) else (name,)
    own, field = next(filter(None, map(known.find, called)), None), _field(name)
    # An earlier import may have made the field that keeps what this one cannot.
    if own is not None and field not in PARTLY_TAKEN:
        return Column(place, name, Use.OWN, own)
    # What other programs call Value or Id is a fact of theirs: our keys are written small.
    if name in DERIVED:
        return Column(place, name, Use.DERIVED)
    field = field or known.fits.get(plain_name(name))
    return Column(place, name, Use.OWN if field is None else Use.FIELD, field or "")


def known_field(name: str) -> str | None:
    """Return the field that a column's name means, one that is not needed too; None for none."""
    return _field(name) or (name if name in DERIVED else None)


def _named(edit: str) -> str | None:
    """Return the field that an edit names, by its own name or another; None for none."""
    found = edit if edit in FIELDS else _field(edit) or meant_field(edit)
    return found if found is None or found in FIELDS or "." in found else None


def _field(name: str) -> str | None:
    """Return the field that a column's name means; None if it means none."""
    if name.startswith("handle."):
        return name
    plain = plain_name(name)
    known = synonyms()
    found = known.get(plain) or known.get(_NUMBERED.sub("", plain))
    if found is not None:
        return found
    value = _NUMBERED_VALUE.fullmatch(plain)
    return None if value is None else f"{value[1]}s"
