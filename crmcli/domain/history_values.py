"""What the columns of a book are called in the history, and how their values are said."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from crmcli.domain.birthday import birthday_told
from crmcli.domain.campaign_kind import CampaignKind
from crmcli.domain.channel import Channel
from crmcli.domain.classes import (
    Frequency,
    Importance,
    Lifecycle,
    NeedKind,
    SaleStatus,
    Urgency,
    ValueClass,
)
from crmcli.domain.contact import Direction, Outcome, Purpose
from crmcli.domain.customer import CompanySize, CustomerKind, Gender
from crmcli.domain.feedback_state import FeedbackKind, FeedbackState, Severity
from crmcli.domain.festival_choice import festivals_told
from crmcli.domain.grade import Grade, GradeSource, Need
from crmcli.domain.history_line import changed
from crmcli.domain.message import Message, message
from crmcli.domain.span import read_span
from crmcli.domain.stage import Stage
from crmcli.domain.winback_result import WinbackResult
from crmcli.errors import N_, NC_, CrmError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from enum import StrEnum

_NAMES: Mapping[str, str] = {
    "name": N_("name"),
    "kind": N_("kind"),
    "company": N_("company"),
    "title": N_("title"),
    "gender": N_("gender"),
    "occupation": N_("occupation"),
    "industry": N_("industry"),
    "company_size": N_("company size"),
    "registered": N_("registered"),
    "address": N_("address"),
    "hobbies": N_("hobbies"),
    "birthday": N_("birthday"),
    "festivals": N_("festivals"),
    "channel": N_("preferred channel"),
    "source": N_("source"),
    "referred_by": N_("referred by"),
    "product_needs": N_("product needs"),
    "service_requirements": N_("service requirements"),
    "need_kind": N_("kind of need"),
    "potential": NC_("amount", "potential"),
    "owner": N_("owner"),
    "notes": N_("notes"),
    "need": N_("need"),
    "own_close": N_("expected close"),
    "deal_close": N_("expected close of the deal"),
    "importance": N_("importance"),
    "existing_since": N_("existing customer since"),
    "first_purchase_on": N_("first purchase"),
    "every": N_("rhythm of its own"),
    "by_channel": N_("reached by"),
    "status": N_("status"),
    "value": N_("value"),
    "frequency": N_("frequency"),
    "lifecycle": N_("lifecycle"),
    "verified": N_("data confirmed"),
    "last_contact": N_("last contact"),
    "last_via": N_("channel of the last contact"),
    "lost_reason": N_("reason of the loss"),
    "winback": N_("to be won back on"),
    "may_contact": N_("may be contacted"),
    "may_share": N_("may be shared"),
    "consent_on": N_("consent stated on"),
    "consent_reason": N_("reason of the consent"),
    "role": N_("role"),
    "days": N_("days in which a purchase counts"),
    "filter": N_("filter"),
    "points": N_("points"),
    "reason": N_("reason"),
    "at": N_("time"),
    "via": N_("channel"),
    "direction": N_("direction"),
    "purpose": N_("purpose"),
    "outcome": N_("outcome"),
    "note": N_("note"),
    "said": N_("they said"),
    "minutes": N_("minutes"),
    "theirs": NC_("who promised it", "theirs"),
    "text": NC_("what was promised or told", "text"),
    "category": N_("category"),
    "severity": N_("severity"),
    "handler": N_("handled by"),
    "result": N_("result"),
    "score": N_("score"),
    "recommend": N_("would recommend"),
    "effect": N_("effect"),
    "by": N_("due by"),
    "snooze_reason": N_("reason of the snooze"),
    "product": N_("product"),
    "quantity": N_("quantity"),
    "amount": N_("amount"),
    "day": N_("date"),
    "deal_id": N_("deal"),
    "stage": N_("stage"),
    "stage_since": N_("at this stage since"),
    "closed": NC_("date of a deal", "closed"),
    "expected_close": N_("expected close"),
    "probability": N_("probability"),
    "objection": N_("objection"),
    "because": N_("why"),
    "repeat": NC_("lesson of a deal", "repeat"),
    "avoid": N_("avoid"),
}
"""What a column is called in every table that has it, but for those of `_NAMES_OF`."""

_NAMES_OF: Mapping[str, Mapping[str, str]] = {
    "deal": {
        "title": NC_("name of a deal", "title"),
        "lost_reason": NC_("deal", "reason of the loss"),
    },
    "contact_point": {
        "phone": N_("phone"),
        "email": NC_("address", "e-mail"),
        "wechat": N_("WeChat"),
        "qq": N_("QQ"),
        "weibo": N_("Weibo"),
        "linkedin": N_("LinkedIn"),
        "whatsapp": N_("WhatsApp"),
        "skype": N_("Skype"),
    },
}
"""By table what its columns are called; a number or address is called by its kind."""


_CHOICES: Mapping[str, Mapping[str, type[StrEnum]]] = {
    "customer": {
        "kind": CustomerKind,
        "gender": Gender,
        "company_size": CompanySize,
        "channel": Channel,
        "need_kind": NeedKind,
        "need": Need,
        "grade": Grade,
        "grade_source": GradeSource,
        "importance": Importance,
        "by_channel": Channel,
        "last_via": Channel,
        "status": SaleStatus,
        "value": ValueClass,
        "frequency": Frequency,
        "lifecycle": Lifecycle,
        "urgency": Urgency,
    },
    "contact": {
        "via": Channel,
        "direction": Direction,
        "purpose": Purpose,
        "outcome": Outcome,
    },
    "grade_change": {"source": GradeSource},
    "deal": {"stage": Stage},
    "deal_move": {"stage": Stage, "from_stage": Stage},
    "feedback": {
        "kind": FeedbackKind,
        "severity": Severity,
        "state": FeedbackState,
        "via": Channel,
    },
    "feedback_step": {"state": FeedbackState},
    "survey": {"via": Channel},
    "campaign": {"kind": CampaignKind},
    "campaign_member": {"via": Channel},
    "winback_try": {"via": Channel, "result": WinbackResult},
}
_TOLD: Mapping[str, Callable[[str], Message]] = {
    "birthday": birthday_told,
    "festivals": festivals_told,
}
_FLAGS = {"customer": frozenset({"may_contact", "may_share"}), "promise": frozenset({"theirs"})}
_INSTANTS = {"customer": frozenset({"archived", "created"}), "contact": frozenset({"at"})}
_SPANS = {"customer": frozenset({"every"})}


def named(table: str, column: str) -> Message:
    """Name a column in words; one without a word of its own by its name."""
    known = _NAMES_OF.get(table, {}).get(column) or _NAMES.get(column)
    return message("{column}", column=column) if known is None else message(known)


def valued(table: str, column: str, raw: object) -> object:
    """Give the value of a column as it is said; what cannot be read is given as it is."""
    if column in _FLAGS.get(table, ()) and raw is not None:
        return message(N_("yes")) if raw else message(N_("no"))
    if not isinstance(raw, str):
        return raw
    if column in _TOLD:
        return _TOLD[column](raw)
    try:
        choices = _CHOICES.get(table, {})
        if column in choices:
            return choices[column](raw)
        if column in _INSTANTS.get(table, ()):
            return datetime.fromisoformat(raw)
        if column in _SPANS.get(table, ()):
            return read_span(raw)
    except (ValueError, CrmError):
        pass
    return raw


def choices_of(table: str, column: str) -> type[StrEnum] | None:
    """Give the closed list that the values of a column are from; None for none."""
    return _CHOICES.get(table, {}).get(column)


def column_changed(table: str, column: str, old: object, new: object) -> Message:
    """Say that a column got another value, its first one, or lost it."""
    before, after = (valued(table, column, each) for each in (old, new))
    if column == "need" and before is not None and after is None:
        # That there is none is something else: it is known of some.
        after = message(N_("not known"))
    return changed(named(table, column), before, after)


def policy_value(name: str, raw: object) -> object:
    """Give the value of a policy as it is said: a cadence is a rhythm, others are as they are."""
    if not isinstance(raw, str) or "." in name:
        return raw
    try:
        return read_span(raw)
    except CrmError:
        return raw


def dated(raw: object) -> date | None:
    """Read a local date that may be missing, or be none."""
    try:
        return date.fromisoformat(raw) if isinstance(raw, str) else None
    except ValueError:
        return None
