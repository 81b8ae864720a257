"""Quantities (数量): numbers of units with up to three decimals, kept exactly as thousandths."""

from __future__ import annotations

import re

from crmcli.errors import N_, Refused

ONE = 1000
"""One unit."""

MOST_WHOLE = 12
"""How many digits may stand before the point, so that a JSON number holds any of them exactly."""

_WIDE = {code: code - 0xFEE0 for code in range(0xFF0C, 0xFF1A)}
_PLAIN = re.compile(r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.(?P<part>[0-9]{1,3})0*)?")


class UnreadableQuantity(Refused):
    """A quantity that is no positive number with at most three decimals."""

    code = "unreadable_quantity"
    sentence = N_("Cannot read {text} as a quantity.")
    hint = N_("Write a number above 0 with at most three decimals, like 2, 1,200 or 0.75.")


def read_quantity(text: str) -> int:
    """Read a quantity as it is typed, in thousandths: `2`, `1,200`, `0.75`.

    Raises:
        UnreadableQuantity: it is no such number, is zero, or has more than 12 digits.
    """
    match = _PLAIN.fullmatch(text.translate(_WIDE).strip())
    whole = "" if match is None else match["whole"].replace(",", "").lstrip("0")
    if match is None or len(whole) > MOST_WHOLE:
        raise UnreadableQuantity(text=text)
    thousandths = int(whole + (match["part"] or "").ljust(3, "0"))
    if not thousandths:
        raise UnreadableQuantity(text=text)
    return thousandths


def quantity_number(thousandths: int) -> float:
    """Give a quantity as a JSON number: a whole one where it is whole."""
    whole, rest = divmod(thousandths, ONE)
    return thousandths / ONE if rest else whole


def quantity_text(thousandths: int) -> str:
    """Write a quantity for a person and for a file: `2`, `0.75`."""
    whole, rest = divmod(thousandths, ONE)
    return f"{whole}.{rest:03d}".rstrip("0") if rest else str(whole)
