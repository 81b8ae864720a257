"""What reports are called in the reader's language; in English as they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.message import Message, message
from crmcli.errors import NC_

if TYPE_CHECKING:
    from collections.abc import Mapping

REPORT_WORDS: Mapping[str, str] = {
    "digest": NC_("name of a report", "digest"),
    "growth": NC_("name of a report", "growth"),
    "pipeline": NC_("name of a report", "pipeline"),
    "forecast": NC_("name of a report", "forecast"),
    "conversion": NC_("name of a report", "conversion"),
    "velocity": NC_("name of a report", "velocity"),
    "won": NC_("name of a report", "won"),
    "lost": NC_("name of a report", "lost"),
    "satisfaction": NC_("name of a report", "satisfaction"),
    "feedback": NC_("name of a report", "feedback"),
    "compliance": NC_("name of a report", "compliance"),
    "calibration": NC_("name of a report", "calibration"),
    "activity": NC_("name of a report", "activity"),
    "value": NC_("name of a report", "value"),
    "sources": NC_("name of a report", "sources"),
    "churn": NC_("name of a report", "churn"),
    "winback": NC_("name of a report", "winback"),
    "campaigns": NC_("name of a report", "campaigns"),
    "products": NC_("name of a report", "products"),
    "load": NC_("name of a report", "load"),
    "cases": NC_("name of a report", "cases"),
    "count": NC_("name of a report", "count"),
}
"""By the name that is typed what a report is called."""


def report_word(name: str) -> Message:
    """Name a report; one without a word of its own by its name."""
    known = REPORT_WORDS.get(name)
    return Message("{name}", {"name": name}) if known is None else message(known)
