"""What is told of the rows that go with an erased customer: how many of each kind, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

COUNTED: Mapping[str, tuple[str, str]] = {
    "contact": (N_("{count} contact"), N_("{count} contacts")),
    "promise": (N_("{count} promise"), N_("{count} promises")),
    "deal": (N_("{count} deal"), N_("{count} deals")),
    "purchase": (N_("{count} purchase"), N_("{count} purchases")),
    "feedback": (N_("{count} feedback"), N_("{count} feedbacks")),
    "measure": (N_("{count} measure"), N_("{count} measures")),
    "survey": (N_("{count} survey answer"), N_("{count} survey answers")),
    "loyalty_entry": (N_("{count} line of loyalty points"), N_("{count} lines of loyalty points")),
    "campaign_member": (N_("{count} mark of a campaign"), N_("{count} marks of campaigns")),
    "churn_look": (N_("{count} look at warnings"), N_("{count} looks at warnings")),
    "winback_try": (N_("{count} try to win it back"), N_("{count} tries to win it back")),
    "person": (N_("{count} person"), N_("{count} people")),
    "contact_point": (N_("{count} number or address"), N_("{count} numbers and addresses")),
    "card_line": (N_("{count} line of a vCard"), N_("{count} lines of a vCard")),
    "tag": (N_("{count} tag"), N_("{count} tags")),
    "field_value": (N_("{count} field of your own"), N_("{count} fields of your own")),
    "pin": (N_("{count} pinned class"), N_("{count} pinned classes")),
    "grade_change": (N_("{count} grade"), N_("{count} grades")),
    "change": (N_("{count} line of history"), N_("{count} lines of history")),
}
"""By table what its rows are called; every table that has rows of a customer is here or below."""

WITHIN: Mapping[str, str] = {
    "customer": "customer",
    "contact_person": "contact",
    "promise_move": "promise",
    "deal_move": "deal",
    "deal_case": "deal",
    "feedback_step": "feedback",
    "obligation": "customer",
}
"""By table with what its rows are counted: they are parts of that, or follow from it."""
