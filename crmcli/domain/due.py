"""A row of the due list: what is owed to whom, since when and why (应跟进)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.due_kind import GREETING_KINDS, DueKind
from crmcli.errors import N_, UsageFault

if TYPE_CHECKING:
    from datetime import datetime

    from crmcli.domain.channel import Channel
    from crmcli.domain.grade import Grade
    from crmcli.domain.message import Message
    from crmcli.domain.money import Money


# Nobody prints a row as Python: what is compiled for that would be 0.15 ms of each list.
@dataclass(frozen=True, slots=True, repr=False)
class DueRow:
    """One obligation on the list; the field names are the keys of its JSON.

    `due` and `snoozed_until` are local dates, `overdue_days` is negative for what is still ahead.
    A customer who may not be contacted is owed what was promised all the same; `why` says so.
    `due_at` is the UTC instant of a limit that is one; its overdue days are counted from it, each
    begun one. `complaint` is an open complaint of the customer, whatever the row is about.
    """

    ref: str
    kind: DueKind
    customer_id: int
    customer: str
    company: str | None
    grade: Grade
    due: date
    overdue_days: int
    channel: Channel | None
    title: Message | str
    why: Message
    phone: str | None
    amount: Money | None
    snoozed_until: date | None
    may_contact: bool = True
    due_at: datetime | None = None
    complaint: int | None = None


class DueQuery(NamedTuple):
    """Which part of the list is asked for.

    Args:
        today: the local date it is asked on.
        ahead: how many days ahead to look, 0 for what is due.
        kinds: only these; empty for all.
        grades: only customers of these; empty for all.
        owners: only customers of these owners; empty for all.
        tags: only customers with one of these tags; empty for all.
        customer_id: only this customer.
        theirs: also what others promised.
        explain: reasons in full.
        now: the aware instant it is asked at, from which limits are told that are instants; None
            where none of these matters.
        may_share: only customers who may be shared, or who may not; None for both.
    """

    today: date
    ahead: int = 0
    kinds: tuple[DueKind, ...] = ()
    grades: tuple[Grade, ...] = ()
    owners: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    customer_id: int | None = None
    theirs: bool = False
    explain: bool = False
    now: datetime | None = None
    may_share: bool | None = None

    @property
    def until(self) -> date:
        """The last day that belongs to the list."""
        try:
            return self.today + timedelta(days=self.ahead)
        except OverflowError:
            return date.max


class CustomerDue(NamedTuple):
    """What is owed to one customer: the most urgent row, and the others in the list's order."""

    row: DueRow
    others: tuple[DueRow, ...] = ()


class UnreadableRef(UsageFault):
    """A reference that names no row."""

    code = "unreadable_ref"
    sentence = N_("Cannot read {text} as a row of the list.")
    hint = N_("Write it like follow_up:17; `crm due` shows them as ref.")


def due_ref(kind: DueKind, subject_id: int) -> str:
    """Name an obligation, such as `follow_up:17`."""
    if kind in GREETING_KINDS:
        from crmcli.domain.greeting_ref import greeting_ref  # noqa: PLC0415 - few rows are so

        return greeting_ref(kind, subject_id)
    return f"{kind}:{subject_id}"


_BIGGEST = 2**63 - 1
_CUSTOMER_PREFIXES = frozenset({"id", "tel", "name"})


def read_ref(text: str) -> tuple[DueKind, int] | None:
    """Read a reference such as `follow_up:17`; None for what may be a customer's name.

    Raises:
        UnreadableRef: a kind without an id.
        UnknownChoice: an id after a word that is no kind.
    """
    from crmcli.domain.sought import as_typed  # noqa: PLC0415 - no list needs it

    word, colon, number = as_typed(text).partition(":")
    if not colon or word in _CUSTOMER_PREFIXES:
        return None
    number = number.strip()
    digits = number.isascii() and number.isdigit()
    if word.strip().lower().replace("-", "_") not in set(DueKind) and not digits:
        return None
    from crmcli.domain.choice import read_choice  # noqa: PLC0415 - writers only

    kind = read_choice(DueKind, word, "kind")
    if kind in GREETING_KINDS:
        from crmcli.domain.greeting_ref import read_subject  # noqa: PLC0415 - writers only

        subject = read_subject(kind, number)
        if subject is None:
            raise UnreadableRef(text=text)
        return kind, subject
    if not digits or len(number) > len(str(_BIGGEST)) or int(number) > _BIGGEST:
        raise UnreadableRef(text=text)
    return kind, int(number)
