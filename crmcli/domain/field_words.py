"""What the fields are called in the reader's language; in English by their keys.

The keys are what JSON, `--set` and `--where` have in every language. Their words are understood
where a key is typed, too (`domain.field_names`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.message import Message, message
from crmcli.errors import NC_

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELD_WORDS: Mapping[str, str] = {
    "id": NC_("field", "id"),
    "uid": NC_("field", "uid"),
    "kind": NC_("field", "kind"),
    "name": NC_("field", "name"),
    "company": NC_("field", "company"),
    "title": NC_("field", "title"),
    "gender": NC_("field", "gender"),
    "occupation": NC_("field", "occupation"),
    "grade": NC_("field", "grade"),
    "grade_source": NC_("field", "grade_source"),
    "need": NC_("field", "need"),
    "need_kind": NC_("field", "need_kind"),
    "expected_close": NC_("field", "expected_close"),
    "urgency": NC_("field", "urgency"),
    "status": NC_("field", "status"),
    "importance": NC_("field", "importance"),
    "value": NC_("field", "value"),
    "frequency": NC_("field", "frequency"),
    "lifecycle": NC_("field", "lifecycle"),
    "channel": NC_("field", "channel"),
    "phones": NC_("field", "phones"),
    "emails": NC_("field", "emails"),
    "address": NC_("field", "address"),
    "wechat": NC_("field", "wechat"),
    "industry": NC_("field", "industry"),
    "company_size": NC_("field", "company_size"),
    "source": NC_("field", "source"),
    "owner": NC_("field", "owner"),
    "tags": NC_("field", "tags"),
    "people": NC_("field", "people"),
    "birthday": NC_("field", "birthday"),
    "festivals": NC_("field", "festivals"),
    "last_contact": NC_("field", "last_contact"),
    "last_via": NC_("field", "last_via"),
    "next_due": NC_("field", "next_due"),
    "relationship_due": NC_("field", "relationship_due"),
    "open_promises": NC_("field", "open_promises"),
    "next_promise": NC_("field", "next_promise"),
    "open_deals": NC_("field", "open_deals"),
    "open_complaints": NC_("field", "open_complaints"),
    "purchase_count": NC_("field", "purchase_count"),
    "first_purchase": NC_("field", "first_purchase"),
    "last_purchase": NC_("field", "last_purchase"),
    "verified": NC_("field", "verified"),
    "created": NC_("field", "created"),
    "updated": NC_("field", "updated"),
    "archived": NC_("field", "archived"),
    "lost": NC_("field", "lost"),
    "lost_reason": NC_("field", "lost_reason"),
    "potential": NC_("field", "potential"),
    "potential_currency": NC_("field", "potential_currency"),
    "referred_by": NC_("field", "referred_by"),
    "registered": NC_("field", "registered"),
    "hobbies": NC_("field", "hobbies"),
    "product_needs": NC_("field", "product_needs"),
    "service_requirements": NC_("field", "service_requirements"),
    "every": NC_("field", "every"),
    "by_channel": NC_("field", "by_channel"),
    "notes": NC_("field", "notes"),
    "may_contact": NC_("field", "may_contact"),
    "may_share": NC_("field", "may_share"),
    "consent_on": NC_("field", "consent_on"),
    "consent_reason": NC_("field", "consent_reason"),
    "cooperation": NC_("field", "cooperation"),
    "via": NC_("field", "via"),
    "direction": NC_("field", "direction"),
    "purpose": NC_("field", "purpose"),
    "outcome": NC_("field", "outcome"),
    "stage": NC_("field", "stage"),
    "severity": NC_("field", "severity"),
    "result": NC_("field", "result"),
    "sort": NC_("field", "sort"),
    "format": NC_("field", "format"),
    "type": NC_("field", "type"),
    "sum": NC_("field", "sum"),
    "by": NC_("field", "by"),
    "to": NC_("field", "to"),
    "note": NC_("field", "note"),
    "said": NC_("field", "said"),
    "text": NC_("field", "text"),
    "reason": NC_("field", "reason"),
    "product": NC_("field", "product"),
    "author": NC_("field", "author"),
    "objection": NC_("field", "objection"),
    "role": NC_("field", "role"),
    "why": NC_("field", "why"),
    "repeat": NC_("field", "repeat"),
    "avoid": NC_("field", "avoid"),
    "effect": NC_("field", "effect"),
    "next": NC_("field", "next"),
    "called": NC_("field", "called"),
    "choice": NC_("field", "choice"),
    "field": NC_("field", "field"),
    "mapping": NC_("field", "mapping"),
    "category": NC_("field", "category"),
    "handler": NC_("field", "handler"),
}
"""By its key what a field is called."""


def field_word(key: str) -> Message:
    """Name a field; one of the book's own, or an option, by its own name."""
    known = FIELD_WORDS.get(key)
    return Message("{field}", {"field": key}) if known is None else message(known)
