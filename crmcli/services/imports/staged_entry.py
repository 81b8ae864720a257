"""An entry as one line of text and back: how it waits until all others are known to be good."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from crmcli.domain.channel import Channel
from crmcli.domain.classes import Axis, Importance, NeedKind, SaleStatus
from crmcli.domain.contact import ContactDraft, NewFacts
from crmcli.domain.customer import CompanySize, CustomerDraft, CustomerKind, Gender
from crmcli.domain.derivation import Pin
from crmcli.domain.entry import Entry, Step
from crmcli.domain.grade import Grade, GradeSource, Need
from crmcli.domain.money import Money
from crmcli.domain.person import PersonDraft
from crmcli.domain.span import Span, read_span

if TYPE_CHECKING:
    from collections.abc import Callable

_FIELDS = tuple(each.name for each in fields(CustomerDraft))
_PERSON = tuple(each.name for each in fields(PersonDraft))
_KEEP = NewFacts(keep=True)


def staged(entry: Entry) -> str:
    """Write an entry with at most one step, which keeps the facts, as one line of JSON."""
    draft = entry.customer
    values: dict[str, Any] = {}
    for name in _FIELDS:
        value = getattr(draft, name)
        if value is not None and value not in ((), {}):
            values[name] = value
    kept: dict[str, Any] = {"c": values}
    if entry.steps:
        contact = entry.steps[0].contact
        kept["l"] = (contact.at, contact.on, contact.via)
    if entry.pins:
        kept["p"] = [(each.axis, each.value, each.reason) for each in entry.pins]
    if entry.lost_on is not None or entry.lost_reason is not None:
        kept["x"] = (entry.lost_on, entry.lost_reason, entry.lost_words)
    if entry.kind_stated:
        kept["k"] = 1
    if entry.archived is not None or entry.verified is not None:
        kept["a"] = (entry.archived, entry.verified)
    if entry.exported is not None:
        kept["e"] = entry.exported
    return _write(kept)


def _plain(value: object) -> object:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Money):
        return [value.minor, value.currency]
    if isinstance(value, PersonDraft):
        return [getattr(value, name) for name in _PERSON]
    if isinstance(value, Span):
        return str(value)
    message = f"{type(value).__name__} has no staged form"
    raise TypeError(message)


_write = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), check_circular=False, default=_plain
).encode


def unstaged(text: str, entered: date, first_due: date | None = None) -> Entry:
    """Read an entry back.

    Args:
        text: what `staged` wrote.
        entered: the local date it enters the book.
        first_due: when it is due if it was never contacted.
    """
    kept = json.loads(text)
    values = kept["c"]
    for name in values.keys() & _BACK.keys():
        values[name] = _BACK[name](values[name])
    steps: tuple[Step, ...] = ()
    if "l" in kept:
        at, on, via = kept["l"]
        contact = ContactDraft(
            datetime.fromisoformat(at), date.fromisoformat(on), Channel(via), imported=True
        )
        steps = (Step(contact, _KEEP),)
    lost_on, lost_reason, lost_words = kept.get("x", (None, None, None))
    archived, verified = kept.get("a", (None, None))
    return Entry(
        customer=CustomerDraft(**values),
        entered=entered,
        steps=steps,
        first_due=first_due,
        lost_on=None if lost_on is None else date.fromisoformat(lost_on),
        lost_reason=lost_reason,
        lost_words=None if lost_words is None else tuple(lost_words),
        pins=tuple(
            Pin(Axis(axis), SaleStatus(value), reason, entered)
            for axis, value, reason in kept.get("p", ())
        ),
        archived=None if archived is None else datetime.fromisoformat(archived),
        verified=None if verified is None else date.fromisoformat(verified),
        kind_stated="k" in kept,
        exported=_instants(kept["e"]) if "e" in kept else None,
    )


def _instants(texts: list[str]) -> tuple[datetime, datetime]:
    created, updated = map(datetime.fromisoformat, texts)
    return created, updated


def _person(values: list[Any]) -> PersonDraft:
    known = dict(zip(_PERSON, values, strict=True))
    return PersonDraft(
        **{**known, "phones": tuple(known["phones"]), "emails": tuple(known["emails"])}
    )


_BACK: dict[str, Callable[[Any], Any]] = {
    "kind": CustomerKind,
    "gender": Gender,
    "company_size": CompanySize,
    "registered": date.fromisoformat,
    "phones": tuple,
    "emails": tuple,
    "channel": Channel,
    "need_kind": NeedKind,
    "potential": lambda pair: Money(*pair),
    "importance": Importance,
    "tags": tuple,
    "need": Need,
    "expected_close": date.fromisoformat,
    "grade": Grade,
    "every": read_span,
    "by_channel": Channel,
    "people": lambda rows: tuple(map(_person, rows)),
    "grade_source": GradeSource,
    "consent_on": date.fromisoformat,
    "card": tuple,
}
