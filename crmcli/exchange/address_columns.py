"""Addresses that lie in several columns: street, city, region …, for each place of its own.

An address in parts is only taken for one where a column for the street belongs to it: a city alone
is a fact of its own, by which customers are told apart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

STREET, DISTRICT, CITY = "street", "district", "city"
REGION, POSTAL_CODE, COUNTRY = "region", "postal_code", "country"
ADDRESS = "address"

PARTS = (STREET, DISTRICT, CITY, REGION, POSTAL_CODE, COUNTRY)
"""What an address is made of, from the narrow to the wide."""

_NAMES = {
    STREET: (
        "street", "streetaddress", "addressstreet", "extendedaddress", "pobox", "街道", "门牌号",
    ),
    DISTRICT: ("district", "区", "区县", "县", "所在区"),
    CITY: ("city", "town", "市", "城市", "所在城市"),
    REGION: (
        "region", "state", "province", "stateregion", "stateprovince", "省", "省份", "所在省",
        "省市自治区",
    ),
    POSTAL_CODE: ("postalcode", "zip", "zipcode", "zippostalcode", "postcode", "邮编", "邮政编码"),
    COUNTRY: ("country", "countryregion", "国家", "国家地区"),
}  # fmt: skip
_KNOWN = {name: part for part, names in _NAMES.items() for name in names}
_GROUPED = re.compile(
    r"(address[0-9]{1,2}|business|home|other|mailing|billing|shipping|work|primary|商务地址|住宅地址"
    r"|其他地址|商务|住宅)?(.+?)[0-9]?"
)
_WHOLE_CHINESE = "详细地址"


def address_parts(names: Sequence[str]) -> dict[int, tuple[str, str]]:
    """Find the columns that are parts of addresses: by place the address and which part.

    Args:
        names: the plain names of the columns, in order.

    Returns:
        For each such column which of the file's addresses it belongs to, and the part; `address`
        is one in which all of it stands.
    """
    found: dict[int, tuple[str, str]] = {}
    for place, name in enumerate(names):
        match = _GROUPED.fullmatch(name)
        if match is None:
            continue
        group, rest = match[1] or "", match[2]
        if group and rest == "formatted":
            found[place] = (group, ADDRESS)
        elif rest in _KNOWN:
            found[place] = (group, _KNOWN[rest])
    parts = set(found.values())
    if _WHOLE_CHINESE in names and {("", REGION), ("", CITY)} <= parts:
        found[names.index(_WHOLE_CHINESE)] = ("", STREET)
        parts.add(("", STREET))
    whole = {group for group, part in parts if part in {STREET, ADDRESS}}
    return {place: pair for place, pair in found.items() if pair[0] in whole}


def composed(parts: Mapping[str, str]) -> str:
    """Write an address that is known in parts on one line.

    A Chinese one goes from the wide to the narrow, and names nothing twice; others from the narrow
    to the wide.
    """
    given = {part: " ".join(parts[part].split()) for part in PARTS if parts.get(part)}
    if any(char > "\u2e80" for text in given.values() for char in text):
        code = given.pop(POSTAL_CODE, "")
        line = ""
        for text in reversed(given.values()):
            line = text if text.startswith(line) else line + text
        return f"{line} {code}".strip()
    ends = " ".join(given.pop(part) for part in (REGION, POSTAL_CODE) if part in given)
    country = given.pop(COUNTRY, "")
    return ", ".join(each for each in (*given.values(), ends, country) if each)
