"""What is told of the rows that go with an erased customer: how many of each kind, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.errors import NN_

if TYPE_CHECKING:
    from collections.abc import Mapping

COUNTED: Mapping[str, tuple[str, str]] = {
    "contact": NN_("{count} contact", "{count} contacts"),
    "promise": NN_("{count} promise", "{count} promises"),
    "deal": NN_("{count} deal", "{count} deals"),
    "purchase": NN_("{count} purchase", "{count} purchases"),
    "feedback": NN_("{count} feedback", "{count} feedbacks"),
    "measure": NN_("{count} measure", "{count} measures"),
    "survey": NN_("{count} survey answer", "{count} survey answers"),
    "loyalty_entry": NN_("{count} line of loyalty points", "{count} lines of loyalty points"),
    "campaign_member": NN_("{count} mark of a campaign", "{count} marks of campaigns"),
    "churn_look": NN_("{count} look at warnings", "{count} looks at warnings"),
    "winback_try": NN_("{count} try to win it back", "{count} tries to win it back"),
    "person": NN_("{count} person", "{count} people"),
    "contact_point": NN_("{count} number or address", "{count} numbers and addresses"),
    "card_line": NN_("{count} line of a vCard", "{count} lines of a vCard"),
    "tag": NN_("{count} tag", "{count} tags"),
    "field_value": NN_("{count} field of your own", "{count} fields of your own"),
    "pin": NN_("{count} pinned class", "{count} pinned classes"),
    "grade_change": NN_("{count} grade", "{count} grades"),
    "change": NN_("{count} line of history", "{count} lines of history"),
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
