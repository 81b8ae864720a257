"""What a campaign is for, and how those it reached took it."""

from __future__ import annotations

from enum import StrEnum


class CampaignKind(StrEnum):
    """What a campaign is for; a greeting (节日问候) is maintenance, and moves no clock."""

    OFFER = "offer"
    EVENT = "event"
    GREETING = "greeting"
    OTHER = "other"
