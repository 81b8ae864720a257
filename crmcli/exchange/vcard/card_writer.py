"""A customer as the lines of a card, which is read back to the same customer."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any

from crmcli.domain.customer_columns import CUSTOMER_COLUMNS
from crmcli.domain.export_tables import CUSTOMERS
from crmcli.domain.phone import plain_mobile
from crmcli.exchange.table_cells import cells_of
from crmcli.exchange.vcard.accounts import ACCOUNTS, account_line, account_of
from crmcli.exchange.vcard.content_line import escaped, line, parts_of, unescaped
from crmcli.exchange.vcard.customer_card import read_card
from crmcli.exchange.vcard.kept_lines import KeptLines, in_version, safe
from crmcli.exchange.vcard.own_properties import (
    KEPT,
    PERSON_OF,
    PRODUCT,
    own_value,
    property_of,
)
from crmcli.exchange.vcard.person_name import made_name, name_parts, shown_name, text_in
from crmcli.exchange.vcard.property_readers import tags_of
from crmcli.exchange.vcard.values import (
    address_of,
    birthday_line,
    birthday_of,
    email_of,
    gender_of,
    is_number,
    number_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from crmcli.exchange.vcard.content_line import Line

_COMPANY = "company"
_GENDER = {"male": "M", "female": "F", "other": "O"}
_PEOPLE = uuid.UUID("0a5b8a4e-6d0c-5a3f-8b39-1f1d5ac0b7a2")
_NO_NAME = ["", "", "", "", ""]
_CELLS = cells_of(CUSTOMERS, raw=True)


class CardWriter:
    """Writes one customer.

    Args:
        row: the plain values of its columns.
        kept: the lines of earlier cards that are kept of it.
        new: whether vCard 4.0 is written, else 3.0.
    """

    def __init__(self, row: Mapping[str, Any], kept: Sequence[str], *, new: bool) -> None:
        self._row, self._new = row, new
        self._kept = KeptLines(kept)

    def lines(self) -> list[Line]:
        """Give the lines between BEGIN and END."""
        lines = [safe(in_version(each, new=self._new)) for each in self._standard()]
        return [*lines, *self._own(lines)]

    def _standard(self) -> Iterator[Line]:
        """Yield what any program understands, and what was kept."""
        row = self._row
        yield from _start(new=self._new)
        yield from self._one("UID", row["uid"], lambda each: text_in(each.value))
        if row["kind"] == _COMPANY:
            yield line("KIND", "org")
            yield line("X-ABShowAs", "COMPANY")
        yield from self._name()
        firm = row["company"] or (row["name"] if row["kind"] == _COMPANY else None)
        yield from self._one("ORG", firm, lambda each: text_in(parts_of(each.value)[0]))
        yield from self._one("TITLE", row["title"], lambda each: text_in(each.value))
        yield from self._one("ROLE", row["occupation"], lambda each: text_in(each.value))
        yield from self._gender()
        yield from self._birthday()
        yield from self._numbers()
        yield from self._emails()
        yield from self._addresses()
        yield from self._accounts()
        yield from self._tags()
        yield from self._one("NOTE", row["notes"], lambda each: unescaped(each.value))
        yield from self._kept.others()
        if row.get("updated"):
            yield _revised(row["updated"], new=self._new)

    def _own(self, lines: Sequence[Line]) -> Iterator[Line]:
        """Yield our own properties for all that the lines do not say, or not to the byte."""
        said = read_card(lines, lambda _, text: bool(text), own=True).cells
        values = [self._row.get(name) for name in CUSTOMER_COLUMNS]
        (cells,) = _CELLS([values])
        for name, cell in zip(CUSTOMER_COLUMNS, cells, strict=True):
            text = "" if cell is None else str(cell)
            if name in KEPT and said.get(name, "") != text:
                yield line(property_of(name), own_value(text))

    # One for each property

    def _wordings(self, name: str, is_right: Callable[[Line], bool]) -> list[Line]:
        """Give the wordings of a property that the field still holds."""
        found = [each for each in self._kept.wordings.get(name, ()) if is_right(each)]
        for each in found:
            self._kept.used(each)
        return found

    def _one(self, name: str, text: str | None, said: Callable[[Line], str]) -> Iterator[Line]:
        if text:
            found = self._wordings(name, lambda each: said(each) == text)
            yield found[0] if found else line(name, escaped(text))

    def _name(self) -> Iterator[Line]:
        name = self._row["name"]
        shown = self._kept.wordings.get("FN", [None])[0]
        parts = self._kept.wordings.get("N", [None])[0]
        words = "" if shown is None else text_in(shown.value)
        known = _NO_NAME if parts is None else name_parts(parts.value)
        is_right = shown_name(words, known) == name
        yield shown if is_right and shown is not None else line("FN", escaped(name))
        made = ";;;;" if self._row["kind"] == _COMPANY else made_name(name)
        yield parts if is_right and parts is not None else line("N", made)

    def _gender(self) -> Iterator[Line]:
        gender = self._row["gender"]
        for name in ("GENDER", "X-GENDER", "X-WAB-GENDER") if gender else ():
            for each in self._wordings(name, lambda each: gender_of(each) == gender)[:1]:
                yield each
                return
        if gender:
            yield line("GENDER", _GENDER[gender])

    def _birthday(self) -> Iterator[Line]:
        birthday = self._row["birthday"]
        if birthday:
            found = self._wordings("BDAY", lambda each: birthday_of(each) == birthday)
            made = birthday_line(birthday, new=self._new)
            yield from found[:1] or ([] if made is None else [made])

    def _numbers(self) -> Iterator[Line]:
        for phone in self._row["phones"]:
            yield from _numbers(phone, self._worded_numbers(phone), new=self._new)

    def _worded_numbers(self, phone: str) -> list[Line]:
        return self._wordings("TEL", lambda each: is_number(number_of(each), phone))

    def _emails(self) -> Iterator[Line]:
        for address in self._row["emails"]:
            for each in self._worded_emails(address) or [line("EMAIL", "")]:
                yield line("EMAIL", escaped(address), *each.parameters, group=each.group)

    def _worded_emails(self, address: str) -> list[Line]:
        folded = address.casefold()
        return self._wordings("EMAIL", lambda each: email_of(each).casefold() == folded)

    def _addresses(self) -> Iterator[Line]:
        for text in dict.fromkeys((self._row["address"] or "").split("\n")):
            if text.strip():
                yield from self._worded_addresses(text) or [
                    line("ADR", f";;{escaped(text)};;;;")
                ]  # fmt: skip

    def _worded_addresses(self, text: str) -> list[Line]:
        return self._wordings("ADR", lambda each: address_of(each.value) == text)

    def _accounts(self) -> Iterator[Line]:
        handles = self._row["handles"]
        kept = self._kept.wordings.items()
        worded = [each for name, found in kept if name in ACCOUNTS for each in found]
        for service, name in handles.items():
            right = [each for each in worded if account_of(each) == (service, name)]
            for each in right:
                self._kept.used(each)
            made = account_line(service, name)
            yield from right or ([] if made is None else [made])

    def _tags(self) -> Iterator[Line]:
        tags = list(self._row["tags"])
        worded = self._wordings("CATEGORIES", lambda each: set(tags_of(each)) <= set(tags))
        yield from worded
        said = {tag for each in worded for tag in tags_of(each)}
        left = [each for each in tags if each not in said]
        if left:
            yield line("CATEGORIES", ",".join(map(escaped, left)))


def person_lines(person: Mapping[str, Any], company: Mapping[str, Any], *, new: bool) -> list[Line]:
    """Give the lines of a card for one of the people of a company.

    Args:
        person: the person.
        company: the plain values of the company's columns.
        new: whether vCard 4.0 is written, else 3.0.
    """
    name, uid = person["name"], company["uid"]
    lines = [
        *_start(new=new),
        line("UID", str(uuid.uuid5(_PEOPLE, f"{uid}/{person.get('id')}"))),
        line("KIND", "individual"),
        line("FN", escaped(name)),
        line("N", made_name(name)),
        line("ORG", escaped(company["name"])),
    ]
    for named, key in (("TITLE", "title"), ("ROLE", "role")):
        if person.get(key):
            lines.append(line(named, escaped(person[key])))
    day = birthday_line(person.get("birthday") or "", new=new)
    lines += [] if day is None else [day]
    for phone in person.get("phones", ()):
        lines += _numbers(phone, [], new=new)
    lines += [line("EMAIL", escaped(each)) for each in person.get("emails", ())]
    lines.append(line(PERSON_OF, escaped(uid)))
    return [safe(each) for each in lines]


def _start(*, new: bool) -> list[Line]:
    return [line("VERSION", "4.0" if new else "3.0"), line("PRODID", PRODUCT)]


def _numbers(phone: str, worded: Sequence[Line], *, new: bool) -> Iterator[Line]:
    """Yield a number with the types it had; a mobile one says so."""
    number, _, extension = phone.partition("#")
    usual = (("TYPE", ("cell",)),) if plain_mobile(number) else ()
    as_address = bool(extension) and new and number.startswith("+")
    value = number
    if as_address:
        value = f"tel:{number};ext={extension}"
    elif extension:
        value = f"{number} ext. {extension}"
    for parameters, group in [(each.parameters, each.group) for each in worded] or [(usual, "")]:
        kept = [each for each in parameters if each[0] != "VALUE"]
        if as_address:
            kept.insert(0, ("VALUE", ("uri",)))
        yield line("TEL", value if as_address else escaped(value), *kept, group=group)


def _revised(updated: str, *, new: bool) -> Line:
    at = re.sub(r"(?:\.[0-9]+)?(?:\+00:00|Z)$", "Z", updated)
    return line("REV", re.sub("[-:]", "", at) if new else at)
