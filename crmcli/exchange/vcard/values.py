"""What single values of a card mean: a number, an address, a day, a gender, an account."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import unquote

from crmcli.domain.birthday import UnreadableBirthday, read_birthday
from crmcli.domain.customer import Gender
from crmcli.domain.phone import digits, search_forms
from crmcli.exchange.vcard.content_line import line, parts_of, unescaped
from crmcli.exchange.vcard.person_name import text_in

if TYPE_CHECKING:
    from crmcli.exchange.vcard.content_line import Line

# Telephone numbers

_TEL = re.compile(r"tel:", re.IGNORECASE)
_EXT = re.compile(r";ext=([0-9]+)", re.IGNORECASE)
_URI_REST = re.compile(r";[a-z-]+=[^;]*", re.IGNORECASE)
_EXTENSION = re.compile(r"(\+?[0-9-]+) ext\. ([0-9]+)$")
_FEWEST_ALIKE = 7


def number_of(found: Line) -> str:
    """Give the number of a TEL as somebody would write it."""
    text = text_in(found.value)
    if _TEL.match(text):
        text = _URI_REST.sub("", _EXT.sub(r" ext. \1", unquote(text[4:])))
    return _EXTENSION.sub(r"\1#\2", text)


def is_number(written: str, phone: str) -> bool:
    """Tell whether a number as it is written is one that the book keeps."""
    forms = search_forms(phone)
    plain = digits(written)
    bare = plain.removeprefix("00").lstrip("0")
    return plain in forms or (len(bare) >= _FEWEST_ALIKE and forms[0].endswith(bare))


# E-mail addresses

_MAILTO = re.compile(r"mailto:", re.IGNORECASE)


def email_of(found: Line) -> str:
    """Give the address of an EMAIL."""
    text = text_in(found.value)
    return unquote(text[7:]) if _MAILTO.match(text) else text


# Postal addresses

_ADDRESS_PARTS = 7
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff]")


def address_of(value: str) -> str:
    """Write an ADR on one line, in the order of its country."""
    parts = [_on_one_line(unescaped(each)) for each in parts_of(value)]
    if len([each for each in parts if each]) == 1:
        return next(filter(None, parts))
    plain = [each.rstrip(", ") for each in parts]
    box, extended, street, city, region, code, country = [*plain, *[""] * 7][:_ADDRESS_PARTS]
    if _WIDE.search("".join(parts)):
        whole = ""
        for each in (country, region, city, street, extended, box):
            # Beijing is a city and a region; and many write all of it into the street.
            if not whole.endswith(each):
                whole = each if each.startswith(whole) else whole + each
        return f"{whole} {code}".strip()
    place = " ".join(filter(None, [region, code]))
    return ", ".join(filter(None, [box, extended, street, city, place, country]))


def _on_one_line(text: str) -> str:
    lines = [" ".join(each.split()) for each in text.split("\n")]
    kept = [each for each in lines if each]
    if len(kept) > 1:
        kept = [each.rstrip(",") for each in kept]
    return ", ".join(kept)


def is_street_alone(value: str) -> bool:
    """Tell whether nothing but the street of an ADR is given."""
    parts = parts_of(value)
    return len(parts) > 2 and not any(parts[:2] + parts[3:])  # noqa: PLR2004 - the third part


# Birthdays

_YEAR = "X-APPLE-OMIT-YEAR"
_NO_YEAR = "1604"
_DAY = re.compile(r"([0-9]{4}|-)-?([0-9]{2})-?([0-9]{2})(?:[T ].*)?")


def birthday_of(found: Line) -> str | None:
    """Read a BDAY as a birthday is kept; None if it is none, or no whole day."""
    scale = found.first_of("CALSCALE").lower()
    if scale not in {"", "gregorian"}:
        # Phones number the years of a lunar calendar in ways of their own.
        return None
    text = text_in(found.value)
    match = _DAY.fullmatch(text)
    if match is not None:
        year, month, day = match.groups()
        omitted = year in {"-", _NO_YEAR, found.first_of(_YEAR)}
        text = f"{month}-{day}" if omitted else f"{year}-{month}-{day}"
    try:
        return read_birthday(text, date.max)
    except UnreadableBirthday:
        return None


def birthday_line(birthday: str, *, new: bool) -> Line | None:
    """Write a birthday; None for a lunar one, which vCard cannot say.

    Args:
        birthday: as it is kept.
        new: write it as vCard 4.0 does.
    """
    if birthday.startswith("lunar:") or not re.fullmatch(r"(?:[0-9]{4}-)?[0-9-]{5}", birthday):
        return None
    has_year = birthday.count("-") > 1
    if new:
        plain = birthday.replace("-", "")
        return line("BDAY", plain if has_year else f"--{plain}")
    if has_year:
        return line("BDAY", birthday)
    return line("BDAY", f"{_NO_YEAR}-{birthday}", (_YEAR, (_NO_YEAR,)))


# Genders

_GENDERS = {
    "m": Gender.MALE, "male": Gender.MALE, "2": Gender.MALE, "男": Gender.MALE,
    "f": Gender.FEMALE, "female": Gender.FEMALE, "1": Gender.FEMALE, "女": Gender.FEMALE,
    "o": Gender.OTHER, "other": Gender.OTHER,
}  # fmt: skip


def gender_of(found: Line) -> Gender | None:
    """Read a GENDER, or what programs wrote before there was one; None if it says none."""
    return _GENDERS.get(text_in(parts_of(found.value)[0]).lower())
