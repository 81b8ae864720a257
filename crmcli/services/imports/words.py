"""Words and lists as people write them in the cells of a table."""

from __future__ import annotations

import re

from crmcli.domain.choice import UnknownChoice, read_choice
from crmcli.domain.classes import SaleStatus
from crmcli.domain.simplified import simplified

_WON = frozenset({"已签约", "成交客户", "已成交客户", "closed won"})
_PAIRS = re.compile(r";(?=[^;=]+=)")
_GOOGLE_LISTS = re.compile(r"\s*:::\s*")
_GOOGLE_GROUPS = frozenset({"mycontacts", "my contacts"})
"""Groups that everybody is in, among the labels of Google Contacts."""


def status_of(text: str) -> SaleStatus | None:
    """Read a sale status; None for a word that is none."""
    try:
        return read_choice(SaleStatus, text, "status")
    except UnknownChoice:
        return SaleStatus.WON if simplified(text.casefold()) in _WON else None


def written_pairs(text: str) -> dict[str, str]:
    """Read `a=1;b=2` as people write it, where a value may hold a `;` of its own."""
    parts = (each.partition("=") for each in _PAIRS.split(text))
    return {key.strip(): value for key, equals, value in parts if equals}


def from_google(text: str) -> str:
    """Divide a list as ours are that Google Contacts divided by `:::`, its own groups left out."""
    parts = (each.removeprefix("* ").strip() for each in _GOOGLE_LISTS.split(text))
    return ";".join(each for each in parts if each.casefold() not in _GOOGLE_GROUPS)
