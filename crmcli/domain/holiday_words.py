"""The holidays of China in the reader's language; the calendar has their Chinese names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.message import Message, message
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORDS: Mapping[str, str] = {
    "元旦": N_("New Year's Day ({name})"),
    "春节": N_("Spring Festival ({name})"),
    "清明节": N_("Tomb-Sweeping Day ({name})"),
    "劳动节": N_("Labour Day ({name})"),
    "端午节": N_("Dragon Boat Festival ({name})"),
    "中秋节": N_("Mid-Autumn Festival ({name})"),
    "国庆节": N_("National Day ({name})"),
}
"""By the name in the calendar what is said; where that is read anyway, the name alone."""


def holiday_told(name: str) -> Message:
    """Name a holiday; one that is not known by the name that its calendar gives it."""
    known = _WORDS.get(name)
    return Message("{name}", {"name": name}) if known is None else message(known, name=name)
