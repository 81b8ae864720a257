"""A card as the fields of a customer, and the lines that no field keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.cell import joined, paired
from crmcli.domain.customer import CustomerKind
from crmcli.domain.text import fold
from crmcli.exchange.people_cell import people_cell
from crmcli.exchange.vcard.claims import WORDING, Claims, Kept, says_more, worded
from crmcli.exchange.vcard.content_line import items_of, parts_of
from crmcli.exchange.vcard.own_properties import PREFIX, PRODUCT, USUAL, column_of, own_cell
from crmcli.exchange.vcard.person_name import (
    made_name,
    name_of_parts,
    name_parts,
    shown_name,
    text_in,
)
from crmcli.exchange.vcard.property_readers import READERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from crmcli.exchange.vcard.content_line import Line

_OF_FILE = frozenset({"VERSION", "PRODID", "REV", "PROFILE", "BEGIN", "END"})
_NO_NAME = ["", "", "", "", ""]
_SINGLE = ("name", "kind", "company", "title", "occupation", "gender", "birthday", "uid")
_BETWEEN = {"phones": ";", "emails": ";", "address": "\n", "notes": "\n"}


@dataclass(frozen=True, slots=True)
class CardRead:
    """What a card says.

    Args:
        cells: the text of each column, as crm writes it in a table.
        kept: the lines that are kept beside them.
    """

    cells: dict[str, str]
    kept: list[str]


def is_own(lines: Iterable[Line]) -> bool:
    """Tell whether crm wrote a card."""
    return any(each.name == "PRODID" and each.value == PRODUCT for each in lines)


def read_card(lines: Sequence[Line], takes: Callable[[str, str], bool], *, own: bool) -> CardRead:
    """Read a card.

    Args:
        lines: its lines.
        takes: tells whether a field takes a text; what it does not take is kept as a line.
        own: whether crm wrote it, so that its own properties are understood. Those of other cards
            are not even kept: what somebody wrote there would be understood after an export.

    Raises:
        GroupCard: it lists other cards.
    """
    claims = Claims(takes, _own_cells(lines) if own else {})
    fates = [(each, _fate(claims, each)) for each in lines]
    _settle_name(claims)
    cells = {**(USUAL if own else {}), **_cells(claims), **claims.own}
    kept = []
    for each, fate in fates:
        settled = fate
        if claims.first.get(each.name) is each:
            settled = _kept_of_name(claims, each, cells["name"])
        if settled is not Kept.NOTHING:
            kept.append((WORDING if settled is Kept.WORDING else "") + str(each))
    return CardRead(cells, kept)


def _own_cells(lines: Iterable[Line]) -> dict[str, str]:
    named = ((column_of(each.name), each.value) for each in lines)
    return {column: own_cell(value) for column, value in named if column is not None}


def _fate(claims: Claims, found: Line) -> Kept:
    if found.name in _OF_FILE or found.name.startswith(PREFIX):
        return Kept.NOTHING
    reader = READERS.get(found.name)
    if reader is None or not found.is_text:
        return Kept.WHOLE
    return reader(claims, found) if found.value.strip(" ;,") else Kept.NOTHING


def _settle_name(claims: Claims) -> None:
    """Settle the name, and who is meant: a person, or a company and one of its people."""
    known, first = claims.one, claims.first
    shown = text_in(first["FN"].value) if "FN" in first else ""
    parts = name_parts(first["N"].value) if "N" in first else _NO_NAME
    firm = text_in(parts_of(first["ORG"].value)[0]) if "ORG" in first else ""
    person = name_of_parts(parts)
    name = shown_name(shown, parts) or firm
    is_firm = bool(firm) and fold(name) == fold(firm)
    if is_firm and fold(person) in {"", fold(name)}:
        known.setdefault("kind", CustomerKind.COMPANY)
    if known.get("kind") is CustomerKind.COMPANY and fold(person) not in {"", fold(name)}:
        known["people"] = [{"name": person}]
    if not name:
        # An address may read like the name of a company.
        known.setdefault("kind", CustomerKind.PERSON)
    known["name"] = name or _other_name(claims)
    if firm and not is_firm:
        known["company"] = firm


def _other_name(claims: Claims) -> str:
    """Give what else somebody without a name is known by."""
    nickname = claims.first.get("NICKNAME")
    names = [] if nickname is None else [text_in(items_of(nickname.value)[0])]
    for column in ("emails", "phones"):
        names += claims.lists.get(column, ())
    return next(filter(None, names), "")


def _kept_of_name(claims: Claims, found: Line, name: str) -> Kept:
    """Say what is kept of a line that makes the name."""
    if found.name == "ORG":
        units = [each for each in parts_of(found.value) if each]
        return Kept.WORDING if len(units) > 1 else worded(found)
    if found.name == "N":
        names = [name] + [text_in(each.value) for each in (claims.first.get("FN"),) if each]
        made = [name_parts(made_name(each)) for each in names]
        return worded(found) if name_parts(found.value) in made else Kept.WORDING
    parts = claims.first.get("N")
    if found.name == "FN" and parts is not None and not says_more(found):
        # By it the parts are known to be still those of the name.
        return _kept_of_name(claims, parts, name)
    return worded(found) if found.name == "FN" else Kept.WHOLE


def _cells(claims: Claims) -> dict[str, str]:
    cells = {name: str(claims.one[name]) for name in _SINGLE if name in claims.one}
    for name, between in _BETWEEN.items():
        if name in claims.lists:
            cells[name] = between.join(dict.fromkeys(claims.lists[name]))
    if "tags" in claims.lists:
        cells["tags"] = joined(dict.fromkeys(claims.lists["tags"]))
    if claims.handles:
        cells["handles"] = paired(claims.handles)
    if "people" in claims.one:
        cells["people"] = people_cell(claims.one["people"])
    return cells
