"""What a due date is counted from."""

from __future__ import annotations

from enum import StrEnum


class Basis(StrEnum):
    """What a due date is counted from."""

    CONTACT = "contact"
    ENTERED = "entered"
    GRADE_CHANGED = "grade_changed"
    POLICY_CHANGED = "policy_changed"
    BECAME_KEY = "became_key"
    BECAME_EXISTING = "became_existing"
    EVERY_SET = "every_set"
    VERIFIED = "verified"
    WINBACK = "winback"
    PROMISED = "promised"
    CLOSE_PASSED = "close_passed"
    QUIET = "quiet"
    STEP = "step"
    SURVEYED = "surveyed"
    WARNED = "warned"
    OCCASION = "occasion"
