"""What a search finds, and the part of a text that shows why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from crmcli.domain.text import contains, fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime


class FoundKind(StrEnum):
    """What kind of record a text was found in."""

    CUSTOMER = "customer"
    CONTACT = "contact"
    PROMISE = "promise"
    DEAL = "deal"
    DEAL_MOVE = "deal_move"
    DEAL_CASE = "deal_case"
    PURCHASE = "purchase"
    FEEDBACK = "feedback"
    FEEDBACK_STEP = "feedback_step"
    MEASURE = "measure"
    SURVEY = "survey"
    CHURN_LOOK = "churn_look"
    WINBACK_TRY = "winback_try"


@dataclass(frozen=True, slots=True)
class Found:
    """One record a text was found in; the field names are the keys of its JSON.

    `id` is the id of the record; `at` its UTC instant where it has one, such as a contact, else its
    local date; `text` the part of the record that matches. A measure may concern no customer.
    """

    kind: FoundKind
    id: int
    customer_id: int | None
    customer: str | None
    company: str | None
    at: datetime | date | None
    text: str
    archived: bool


_LONGEST = 200
_BEFORE = 60


def snippet(parts: Iterable[str], needles: tuple[str, ...]) -> str:
    """Give the line that shows a match: one with all words of a needle, else with any of them.

    Args:
        parts: the texts of the record, which together hold a needle.
        needles: what was searched for, in one form or several.
    """
    lines = [line.strip() for part in parts for line in part.splitlines() if line.strip()]
    for needle in needles:
        for line in lines:
            if contains(line, needle):
                return _cut(line, needle)
    for needle in needles:
        for word in fold(needle).split():
            for line in lines:
                if word in fold(line):
                    return _cut(line, word)
    return _cut(lines[0], "") if lines else ""


def _cut(line: str, needle: str) -> str:
    if len(line) <= _LONGEST:
        return line
    word = next(iter(fold(needle).split()), "")
    start = max(0, line.lower().find(word) - _BEFORE)
    end = start + _LONGEST
    return f"{'…' if start else ''}{line[start:end].strip()}{'…' if end < len(line) else ''}"
