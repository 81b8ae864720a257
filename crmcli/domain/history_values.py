"""What the columns of a book are called in the history, and how their values are said."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from crmcli.domain.channel import Channel
from crmcli.domain.classes import (
    Axis,
    Frequency,
    Importance,
    Lifecycle,
    NeedKind,
    SaleStatus,
    ValueClass,
)
from crmcli.domain.contact import Direction, Outcome, Purpose
from crmcli.domain.customer import CompanySize, CustomerKind, Gender
from crmcli.domain.grade import Grade, GradeSource, Need
from crmcli.domain.message import Message, message
from crmcli.domain.promise import PromiseState
from crmcli.domain.span import read_span
from crmcli.errors import N_, CrmError

if TYPE_CHECKING:
    from collections.abc import Mapping
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
    "channel": N_("preferred channel"),
    "source": N_("source"),
    "referred_by": N_("referred by"),
    "product_needs": N_("product needs"),
    "service_requirements": N_("service requirements"),
    "need_kind": N_("kind of need"),
    "potential": N_("potential"),
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
    "lost_reason": N_("reason of the loss"),
    "winback": N_("to be won back on"),
    "may_contact": N_("may be contacted"),
    "may_share": N_("may be shared"),
    "consent_on": N_("consent stated on"),
    "consent_reason": N_("reason of the consent"),
    "role": N_("role"),
    "at": N_("time"),
    "via": N_("channel"),
    "direction": N_("direction"),
    "purpose": N_("purpose"),
    "outcome": N_("outcome"),
    "note": N_("note"),
    "said": N_("they said"),
    "minutes": N_("minutes"),
    "text": N_("text"),
    "snooze_reason": N_("reason of the snooze"),
    "phone": N_("phone"),
    "email": N_("e-mail"),
    "wechat": N_("WeChat"),
    "tag": N_("tag"),
    "person": N_("person"),
}

_CHOICES: Mapping[str, type[StrEnum]] = {
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
    "status": SaleStatus,
    "value": ValueClass,
    "frequency": Frequency,
    "lifecycle": Lifecycle,
    "via": Channel,
    "direction": Direction,
    "purpose": Purpose,
    "outcome": Outcome,
    "axis": Axis,
    "state": PromiseState,
}
_FLAGS = frozenset({"may_contact", "may_share", "theirs"})
_INSTANTS = frozenset({"at", "archived", "created"})


def named(column: str) -> Message:
    """Name a column in words; one without a word of its own by its name."""
    known = _NAMES.get(column)
    return message("{column}", column=column) if known is None else message(known)


def valued(column: str, raw: object) -> object:
    """Give the value of a column as it is said; what cannot be read is given as it is."""
    if column in _FLAGS and raw is not None:
        return message(N_("yes")) if raw else message(N_("no"))
    if not isinstance(raw, str):
        return raw
    try:
        if column in _CHOICES:
            return _CHOICES[column](raw)
        if column in _INSTANTS:
            return datetime.fromisoformat(raw)
        if column == "every":
            return read_span(raw)
    except (ValueError, CrmError):
        pass
    return raw


def dated(raw: object) -> date | None:
    """Read a local date that may be missing, or be none."""
    try:
        return date.fromisoformat(raw) if isinstance(raw, str) else None
    except ValueError:
        return None
