"""The grades A to E, who gave one, and what it rests on (客户等级)."""

from __future__ import annotations

from enum import StrEnum


class Grade(StrEnum):
    """How near the deal is: A within a month … E no chance."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"

    @property
    def next_lower(self) -> Grade:
        """The grade one step farther from a deal; E stays E."""
        grades = list(Grade)
        return grades[min(grades.index(self) + 1, len(grades) - 1)]


class Need(StrEnum):
    """What is known of the customer's need."""

    CLEAR = "clear"
    POTENTIAL = "potential"
    NONE = "none"


class GradeSource(StrEnum):
    """Who gave a grade: the rule, the user, or nobody yet (what a new customer starts with)."""

    RULE = "rule"
    HAND = "hand"
    START = "start"


class Ground(StrEnum):
    """What the rule's answer, or its silence, rests on."""

    CLOSES = "closes"
    CLOSES_LATE = "closes_late"
    NO_DATE = "no_date"
    POTENTIAL = "potential"
    NO_NEED = "no_need"
    CLOSE_PASSED = "close_passed"
    NEED_UNKNOWN = "need_unknown"


START = Grade.D
"""The grade of a new customer without facts (policy, product.md section 2)."""
