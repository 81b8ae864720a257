"""What an edit asks of a customer: its text read once, then compared with each customer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crmcli.domain.classes import Importance
from crmcli.domain.consent import FLAGS, consent_after
from crmcli.domain.contact import NewFacts
from crmcli.errors import N_, Refused, UnusableText, UsageFault
from crmcli.services.customers.fields import field_name, read_field
from crmcli.services.customers.lists import united, value_key
from crmcli.services.customers.referrer import referrer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping
    from datetime import date

    from crmcli.domain.customer import Customer
    from crmcli.services.customers.fields import Reading
    from crmcli.services.customers.referrer import Referrer

LISTS = ("phones", "emails", "tags")
"""The fields that hold several values."""

_FACTS = {"need", "expected_close", "grade"}
_FORMED = {
    *_FACTS, "close", "name", "kind", "gender", "company_size", "size", "registered", "birthday",
    "channel", "need_kind", "potential", "importance", "every", "by_channel", "referred_by",
    "may_contact", "may_share", "consent_on", "festivals",
}  # fmt: skip
_REQUIRED = {"name", "kind", "owner", "grade"}


class RequiredField(Refused):
    """A field that every customer has cannot be taken away."""

    code = "required_field"
    sentence = N_("{name} cannot be unset: every customer has one.")
    hint = N_("Give another with --set {name}=….")


class UnreadableUnset(UsageFault):
    """An `--unset` that names one value of a field that has only one."""

    code = "unreadable_unset"
    sentence = N_("Cannot read {text}.")
    hint = N_("Write it like --unset company, --unset tag:vip or --unset phone:13800138000.")


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit is to change, as text by field name.

    Args:
        set: fields that get a new value; of a list it replaces the whole.
        add: values that a list gets besides its own; numbers and addresses come first in theirs.
        unset: fields to be emptied, or single values of lists such as `tag:vip`.
    """

    set: Mapping[str, str] = field(default_factory=dict)
    add: Mapping[str, str] = field(default_factory=dict)
    unset: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked for."""
        return not (self.set or self.add or self.unset)


@dataclass(slots=True)
class Wanted:
    """An edit that was read, the same for every customer it is made to.

    Args:
        values: plain fields with their new values; None empties one.
        added: values that lists get besides their own.
        replaced: lists that are replaced.
        dropped: values that lists lose.
        own: values of custom fields; None takes one away.
        handles: social handles by service; None takes one away.
        facts: new facts and grade.
        forgotten: facts that are taken back.
        referrer: who is to have referred the customer, where that is asked for.
        today: the local date of the edit.
        reason: why it is made.
    """

    values: dict[str, Any] = field(default_factory=dict)
    added: dict[str, tuple[str, ...]] = field(default_factory=dict)
    replaced: dict[str, tuple[str, ...]] = field(default_factory=dict)
    dropped: dict[str, tuple[str, ...]] = field(default_factory=dict)
    own: dict[str, str | None] = field(default_factory=dict)
    handles: dict[str, str | None] = field(default_factory=dict)
    facts: NewFacts = NewFacts()
    forgotten: frozenset[str] = frozenset()
    referrer: Referrer | None = None
    today: date | None = None
    reason: str | None = None


def wanted_of(
    connection: sqlite3.Connection, change: Change, reading: Reading, reason: str | None
) -> Wanted:
    """Read what an edit asks for.

    Args:
        connection: the reading door, to find who referred a customer.
        change: the edit as text; its custom fields are in the reading.
        reading: what text is read with.
        reason: why, for the history of grades and what is noted with a consent.

    Raises:
        CrmError: a field is not known, cannot be read, or cannot be taken away.
    """
    wanted = Wanted(today=reading.today, reason=reason)
    for text in change.unset:
        _unset(wanted, text, reading)
    check_filled(change.set)
    facts: dict[str, Any] = {}
    for name, text in change.set.items():
        known = field_name(name, reading.custom)
        if known in _FACTS:
            facts[known] = read_field(known, text, reading)
        elif known == "referred_by":
            wanted.referrer = referrer(connection, text)
            wanted.values[known] = wanted.referrer.id
        else:
            _put(wanted, known, read_field(known, text, reading), reading)
    wanted.facts = NewFacts(**facts, reason=reason)
    for name, text in change.add.items():
        wanted.added[name] = read_field(name, text, reading)
    return wanted


def check_filled(given: Mapping[str, str]) -> None:
    """Refuse texts without anything in them; what has a form of its own is refused by its reader.

    Raises:
        UnusableText: a text is blank.
    """
    for name, text in given.items():
        if name not in _FORMED and not text.strip():
            hint = N_("Leave it out; --unset empties a field.")
            raise UnusableText(field=name, reason=N_("it is empty."), hint=hint)


def difference(customer: Customer, wanted: Wanted) -> dict[str, tuple[Any, Any]]:
    """Say what an edit changes in a customer: by field name the old value and the new.

    The grade that the rule gives to new facts is not foreseen.

    Raises:
        ReferredByItself: the customer is to be its own referrer.
        ReferredInCircle: it is to be referred by whom it referred.
    """
    if wanted.referrer is not None:
        wanted.referrer.check(customer)
    pairs = {name: (getattr(customer, name), new) for name, new in wanted.values.items()}
    for name in LISTS:
        old = getattr(customer, name)
        pairs[name] = (old, _list_after(old, name, wanted))
    for name, value in wanted.own.items():
        pairs[name] = (customer.fields.get(name), value)
    for service, handle in wanted.handles.items():
        pairs[f"handle.{service}"] = (customer.handles.get(service), handle)
    pairs |= _consent(customer, wanted)
    facts = wanted.facts
    stated = {"need": facts.need, "expected_close": facts.expected_close}
    for name, fact in stated.items():
        if fact is not None or name in wanted.forgotten:
            pairs[name] = (getattr(customer, name), fact)
    if facts.grade is not None:
        pairs["grade"] = (customer.grade, facts.grade)
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _consent(customer: Customer, wanted: Wanted) -> dict[str, tuple[Any, Any]]:
    """Say when and why a consent was changed, unless that was given itself."""
    flags = {name: wanted.values[name] for name in FLAGS if name in wanted.values}
    if not flags or wanted.today is None:
        return {}
    after = consent_after(customer.consent, flags, wanted.today, wanted.reason)
    noted = {
        "consent_on": (customer.consent_on, after.on),
        "consent_reason": (customer.consent_reason, after.reason),
    }
    return {name: pair for name, pair in noted.items() if name not in wanted.values}


def _list_after(old: tuple[str, ...], name: str, wanted: Wanted) -> tuple[str, ...]:
    dropped = {value_key(name, each) for each in wanted.dropped.get(name, ())}
    kept = [each for each in wanted.replaced.get(name, old) if value_key(name, each) not in dropped]
    values = united(name, [*wanted.added.get(name, ()), *kept], kept)
    # Tags have no order; the book gives them back sorted.
    return tuple(sorted(values)) if name == "tags" else values


def _put(wanted: Wanted, name: str, value: Any, reading: Reading) -> None:  # noqa: ANN401 - any field's
    if name in LISTS:
        wanted.replaced[name] = value
    elif name == "wechat" or name.startswith("handle."):
        wanted.handles[name.removeprefix("handle.")] = value
    elif name in reading.custom:
        wanted.own[name] = value
    else:
        wanted.values[name] = value


def _unset(wanted: Wanted, text: str, reading: Reading) -> None:
    name, colon, value = text.partition(":")
    known = field_name(name, reading.custom)
    if colon and known not in LISTS:
        raise UnreadableUnset(text=text)
    if known in _REQUIRED:
        raise RequiredField(name=name)
    if colon:
        wanted.dropped[known] = (*wanted.dropped.get(known, ()), *_values(known, value, reading))
    elif known in _FACTS:
        wanted.forgotten |= {known}
    elif known == "importance":
        wanted.values[known] = Importance.NORMAL
    elif known in FLAGS:
        wanted.values[known] = True
    else:
        _put(wanted, known, () if known in LISTS else None, reading)


def _values(name: str, text: str, reading: Reading) -> Iterable[str]:
    # As it is kept, and as it was typed: a tag may hold what else divides tags.
    return (*read_field(name, text, reading), text.strip())
