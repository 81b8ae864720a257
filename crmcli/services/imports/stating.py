"""What a row states otherwise than a customer is.

Nothing is taken away: an empty cell says nothing, lists get what they lack behind what they have,
and a field that holds one value takes the row's. What a row states is in the book afterwards, also
where another change of it would bring about something else.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.domain.consent import FLAGS
from crmcli.domain.contact import NewFacts
from crmcli.domain.grade import START, GradeSource
from crmcli.services.customers.difference import Wanted
from crmcli.services.customers.lists import lacking

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from crmcli.domain.customer import Customer, CustomerDraft
    from crmcli.domain.entry import Entry
    from crmcli.domain.grade import Grade

_SINGLE = (
    "name", "gender", "occupation", "company", "title", "industry", "company_size", "registered",
    "address", "hobbies", "birthday", "channel", "source", "product_needs", "service_requirements",
    "need_kind", "potential", "owner", "every", "by_channel", "importance", "may_contact",
    "may_share", "consent_on", "consent_reason", "festivals",
)  # fmt: skip
_CONSENT = ("consent_on", "consent_reason")
LISTS = ("phones", "emails", "tags")


def wanted_of(
    customer: Customer, entry: Entry, grades: Collection[Grade], *, exact: bool
) -> Wanted:
    """Say which fields of a customer a row states.

    Args:
        customer: as it is in the book.
        entry: what the row says.
        grades: the grades that the customer may have had when the row was exported.
        exact: whether the row is of a table that crm wrote, whose notes are the whole notes.
    """
    draft = entry.customer
    names = (*_SINGLE, "kind") if entry.kind_stated else _SINGLE
    # What is said again is no news: of a consent not even that it was said.
    values = {
        name: value
        for name in names
        if (value := getattr(draft, name)) not in {None, getattr(customer, name)}
    }
    if values.keys() & set(FLAGS):
        # A change dates itself, unless the day stands beside it: also where that is the old one.
        said = {name: getattr(draft, name) for name in _CONSENT}
        values |= {name: value for name, value in said.items() if value is not None}
    if draft.notes is not None:
        values["notes"] = _notes(customer.notes, draft.notes, exact=exact)
    return Wanted(
        values=values,
        replaced={
            name: (*getattr(customer, name), *lacking(name, getattr(customer, name), new))
            for name in LISTS
            if (new := getattr(draft, name))
        },
        own=dict(draft.fields if customer.lost is not None else entry.fields_unless_lost),
        handles=dict(draft.handles),
        facts=_facts(customer, draft, grades),
        today=entry.entered,
        reason=draft.consent_reason,
    )


def loss_of(customer: Customer, entry: Entry) -> tuple[date, str | None] | None:
    """Say when and why a customer was lost, as a row states it; None where that is no news."""
    day = entry.lost_on or customer.lost
    reason = entry.lost_reason or customer.lost_reason
    if day is None or (day, reason) == (customer.lost, customer.lost_reason):
        return None
    return day, reason


def _notes(present: str | None, stated: str, *, exact: bool) -> str:
    """Put a note below those there are, unless it is one of them."""
    if not present or exact:
        return stated
    return present if stated in present else f"{present}\n{stated}"


def _facts(customer: Customer, draft: CustomerDraft, grades: Collection[Grade]) -> NewFacts:
    """Give the facts that a row states otherwise than they are."""
    facts = NewFacts(
        need=draft.need if draft.need is not customer.need else None,
        expected_close=(
            draft.expected_close if draft.expected_close != customer.expected_close else None
        ),
    )
    stated = _grade(customer, draft, grades, facts)
    # A grade that stands beside new facts is said again: else the rule would grade by these.
    news = facts.given or stated is not customer.grade
    return replace(facts, grade=stated if news else None)


def _grade(
    customer: Customer, draft: CustomerDraft, grades: Collection[Grade], facts: NewFacts
) -> Grade | None:
    """Give the grade that somebody gave in a row; None where it only stands there.

    One that followed from facts follows from them in this book too, unless somebody changed it in
    the file: then the customer never had it when that was written.
    """
    grade, source = draft.grade, draft.grade_source
    if source in {None, GradeSource.HAND}:
        return grade
    if grade is customer.grade or grade in grades:
        return None
    if grades:
        return grade
    # Of a file that does not say when it was written, or of another book, only so much is known.
    is_start = source is GradeSource.START and grade is START
    return None if is_start or facts.given else grade
