"""Phone numbers from outside, brought to the form in which they are kept."""

from __future__ import annotations

import re

from crmcli.domain.phone import as_called, digits, plain_mobile
from crmcli.errors import N_, UnusablePhone

_CHINA = 86
_FEWEST_DIGITS = 3  # 110, 120, an extension inside a company
_MOST_DIGITS = 17  # more is two numbers in one field, or no number
_LONGEST = 60
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_DAMAGED = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+")
_FLOATED = re.compile(r"([0-9]{7,15})\.(0+)")
_DECIMALS = re.compile(r"[0-9]{7,15}\.[0-9]+")
_LABEL = re.compile(
    r"(?:tel|phone|mobile|mob|cell|fax|电话|電話|手机|手機|座机|座機|传真|傳真)\s*[.:]?\s*",
    re.IGNORECASE,
)
_EXTENSION = re.compile(
    r"(.*[0-9)])\s*[,;]?\s*(?:;ext=|extension|extn|ext|x|#|转接?|轉接?|分机|分機)\s*[.:]?\s*([0-9]{1,7})#?",
    re.IGNORECASE | re.DOTALL,
)
_DASHED = re.compile(r"(\(?0[0-9]{2,3}\)?[- ]?[0-9]{7,8})[-\u2010-\u2015]([0-9]{1,6})")
_LETTERS = re.compile(r"[^\W\d_]")


class DigitsLost(UnusablePhone):
    """A number that a spreadsheet has rounded."""

    code = "digits_lost"
    sentence = N_("{text} has lost its last digits: a spreadsheet has rounded the number.")
    hint = N_("Format the column as text where the numbers come from, and export it again.")


def normalise_phone(text: str, region: str) -> tuple[str, str | None]:
    """Bring a phone number to the form in which it is kept.

    Args:
        text: the number as typed or imported.
        region: two letters of the country whose national numbers are meant (`CN`).

    Returns:
        The number and its extension, or None. The number is E.164 where it is valid, but for a
        landline or service number within China, which is kept as it is called; a number that no
        numbering plan knows (an old landline, 95588, an extension) is kept as the digits typed,
        with its leading zeros and a leading plus.

    Raises:
        UnusablePhone: fewer than 3 digits or more than 17, or words instead of a number.
        DigitsLost: a number that a spreadsheet has rounded (`1.38E+10`).
    """
    mobile = _mobile(text, region)
    if mobile is not None:
        return mobile, None
    number = text.translate(_WIDE).strip()
    if _DAMAGED.fullmatch(number):
        raise DigitsLost(text=text)
    if len(number) > _LONGEST:
        raise UnusablePhone(text=text)
    if number[:1].isalpha():
        number = _LABEL.sub("", number, count=1)
    floated = _FLOATED.fullmatch(number)
    if floated is not None:
        number = floated[1]
    elif _DECIMALS.fullmatch(number):
        raise UnusablePhone(text=text)
    extension = None
    parts = _EXTENSION.fullmatch(number) or _DASHED.fullmatch(number)
    if parts is not None:
        number, extension = parts[1], parts[2]
    # The library would drop or dial words; what a user wrote must not get lost unseen.
    if _LETTERS.search(number) or not _FEWEST_DIGITS <= len(digits(number)) <= _MOST_DIGITS:
        raise UnusablePhone(text=text)
    known = _mobile(number, region) or _known(number, region)
    return known or _as_typed(number), extension


def _mobile(text: str, region: str) -> str | None:
    """Read a plain Chinese mobile, where 11 digits from 13 to 19 can be nothing else."""
    return plain_mobile(text) if region == "CN" or text.startswith("+86") else None


def _known(number: str, region: str) -> str | None:
    """Give a number as it is kept if the numbering plans know it."""
    import phonenumbers  # noqa: PLC0415 - 40 ms that a plain mobile does not need

    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    if region == "CN" and parsed.country_code == _CHINA:
        national = str(parsed.national_number)
        area = phonenumbers.length_of_geographical_area_code(parsed)
        return plain_mobile(national) or as_called(national, area)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _as_typed(number: str) -> str:
    """Give the digits of a number that no plan knows, with its leading zeros and plus."""
    return ("+" if number.startswith("+") else "") + digits(number)
