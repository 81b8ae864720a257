"""The stages of a deal (销售机会), from the first contact to its end."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """How far a deal has come (product.md section 5, rule).

    初步接触, 需求确认, 报价, 谈判, 成交, and 丢单.
    """

    INITIAL_CONTACT = "initial_contact"
    NEED_CONFIRMED = "need_confirmed"
    QUOTE = "quote"
    NEGOTIATION = "negotiation"
    WON = "won"
    LOST = "lost"


OPEN_STAGES = (Stage.INITIAL_CONTACT, Stage.NEED_CONFIRMED, Stage.QUOTE, Stage.NEGOTIATION)
"""The stages of a deal that is going on, in their order."""

CLOSED_STAGES = (Stage.WON, Stage.LOST)
"""The stages that end a deal."""
