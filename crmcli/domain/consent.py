"""Whether a customer may be contacted, and passed on to others; since when, and why.

The one place of the rule: who may not be contacted is owed nothing that would be a contact of our
own making. What was promised and what they brought up themselves stays, with a warning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.due_kind import DueKind
from crmcli.domain.message import Message, message
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

FLAGS = ("may_contact", "may_share")
"""The fields that say yes or no; a customer that nothing was said of says yes to both."""

_OWED_ALL_THE_SAME = frozenset({DueKind.COMPLAINT, DueKind.FEEDBACK, DueKind.PROMISE, DueKind.DEAL})


class Consent(NamedTuple):
    """What a customer allows; `on` is the local date it was last said, `reason` why."""

    may_contact: bool = True
    may_share: bool = True
    on: date | None = None
    reason: str | None = None


def is_owed(kind: DueKind, *, may_contact: bool) -> bool:
    """Tell whether something is owed to a customer who may or may not be contacted."""
    return may_contact or kind in _OWED_ALL_THE_SAME


def consent_after(
    before: Consent, flags: Mapping[str, bool], today: date, reason: str | None
) -> Consent:
    """Say what a customer allows after some flags were given.

    A change is dated, with its reason; so is a new reason for what was not allowed before. Without
    a reason the one before stays as long as something is not allowed, and goes once everything is.

    Args:
        before: what it allowed.
        flags: the new values of flags, by field name.
        today: the local date they are given on.
        reason: why; None if nothing was said.
    """
    may_contact = flags.get("may_contact", before.may_contact)
    may_share = flags.get("may_share", before.may_share)
    same = (may_contact, may_share) == (before.may_contact, before.may_share)
    if same and (reason in {None, before.reason} or all(flags.values())):
        return before
    if reason:
        return Consent(may_contact, may_share, today, reason)
    if may_contact and may_share:
        return Consent()
    if may_contact < before.may_contact or may_share < before.may_share:
        return Consent(may_contact, may_share, today, None)
    return Consent(may_contact, may_share, before.on, before.reason)


def consent_of_both(one: Consent, other: Consent) -> Consent:
    """Say what two customers that are one allow: what either refuses stays refused.

    When and why are of the one that refuses as much; of the first if both do.
    """
    flags = (one.may_contact and other.may_contact, one.may_share and other.may_share)
    for each in (one, other):
        if (each.may_contact, each.may_share) == flags and (each.on or not all(flags)):
            return each
    if all(flags):
        return one
    # Each refuses something of its own.
    on = max((each.on for each in (one, other) if each.on is not None), default=None)
    reasons = dict.fromkeys(each.reason for each in (one, other) if each.reason)
    return Consent(*flags, on, "; ".join(reasons) or None)


def read_flag(text: str, field: str) -> bool:
    """Read a flag.

    Args:
        text: what was written: yes or no, 是 or 否.
        field: the field's name, for the message.

    Raises:
        UnknownChoice: it is neither.
    """
    from crmcli.domain.yes_no import read_yes_no  # noqa: PLC0415 - where something is read alone

    value = read_yes_no(text)
    if value is None:
        from crmcli.domain.choice import UnknownChoice  # noqa: PLC0415 - only after a mistake
        from crmcli.domain.field_words import field_word  # noqa: PLC0415 - likewise

        told = field_word(field)
        raise UnknownChoice(text=text, field=told, choices="yes, no", nearest="", hint="")
    return value


def warning(reason: str | None) -> Message:
    """Say on a row of the list that its customer may not be contacted."""
    if reason:
        return message(N_("may not be contacted: {reason}"), reason=reason)
    return message(N_("may not be contacted"))


def refusals(consent: Consent) -> Message | None:
    """Say what a customer does not allow, since when and why; None where it allows everything."""
    text = _REFUSALS.get((consent.may_contact, consent.may_share))
    if text is None:
        return None
    what = message(text)
    if consent.on is not None:
        what = message(N_("{what} since {day}"), what=what, day=consent.on)
    return (
        message(N_("{what}: {reason}"), what=what, reason=consent.reason)
        if consent.reason
        else what
    )


_REFUSALS = {
    (False, True): N_("may not be contacted"),
    (True, False): N_("may not be shared"),
    (False, False): N_("may be neither contacted nor shared"),
}
