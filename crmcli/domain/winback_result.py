"""What came of a try to win a lost customer back."""

from __future__ import annotations

from enum import StrEnum


class WinbackResult(StrEnum):
    """What came of a try."""

    NO_ANSWER = "no_answer"
    DECLINED = "declined"
    THINKING = "thinking"
    BACK = "back"
