"""What a merge would make of two customers, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from crmcli.domain import listed
from crmcli.domain.field_names import meant_field
from crmcli.domain.field_words import field_word
from crmcli.domain.grade import START, GradeSource, Ground
from crmcli.domain.grading import Facts, Grading, judge, regrade
from crmcli.domain.merging.fields import MergedField, merged_fields, takeable, with_grade
from crmcli.domain.merging.notes import Said, as_keys
from crmcli.domain.merging.people import as_person, lost_of_people, matched
from crmcli.domain.merging.side import HANDLE, Side, becomes_person
from crmcli.errors import N_, UsageFault
from crmcli.services.customers.fields import canonical
from crmcli.services.customers.judged import existing
from crmcli.services.naming.customers import active
from crmcli.store.reads import book as book_reads
from crmcli.store.reads import lookup
from crmcli.store.reads.merging import parts_of, snoozes
from crmcli.store.reads.pins import pins_of
from crmcli.store.reads.referring import referred_through
from crmcli.store.reads.standing import standing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence
    from datetime import date

    from crmcli.domain.customer import Customer
    from crmcli.domain.person import Person
    from crmcli.store.reads.standing import Standing


class SameCustomer(UsageFault):
    """A customer that was to be merged into itself."""

    code = "same_customer"
    sentence = N_("{first} and {second} are the same customer: {name} ({id}).")
    hint = N_("Name the one that stays, then the one that goes into it.")


class NotTakeable(UsageFault):
    """A field that a merge does not let the user choose, or that there is not."""

    code = "unknown_field"
    sentence = N_("{name} is no field that can be taken from the other customer.")
    hint = N_("Take one of: {names}.")


class NothingToTake(UsageFault):
    """A field that the other customer has no value of."""

    code = "nothing_to_take"
    sentence = N_("{customer} ({id}) has no {field} that could be taken.")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a merge makes of two customers.

    Args:
        keep: the customer that stays, and `other` the one that goes.
        fields: what changes in the one that stays.
        moved: how many rows move, by table.
        people: the people that come; itself among them where the customer becomes one.
        same: whom of those that are there each of them is, by id.
        take: the fields that are taken from the one that goes.
    """

    keep: Side
    other: Side
    fields: tuple[MergedField, ...]
    moved: Mapping[str, int]
    people: tuple[Person, ...]
    same: Mapping[int, Person]
    take: frozenset[str]

    def result(self, name: str) -> Any:  # noqa: ANN401 - any field's
        """Give the value that a field has afterwards."""
        found = (each.result for each in self.fields if each.field == name)
        return next(found, self.keep.value(name))


def planned(
    connection: sqlite3.Connection,
    texts: tuple[str, str],
    take: Sequence[str],
    today: date,
    said: Said = as_keys,
) -> Plan:
    """Say what a merge makes of two customers.

    Args:
        connection: the reading door, or that of a transaction.
        texts: the customer that stays and the one that goes, as named on the command line.
        take: the fields of which the one that stays gets the other's value.
        today: the local date.
        said: writes for the notes what fields of a customer had that is lost.

    Raises:
        CustomerNotFound, AmbiguousCustomer: a text names no or several customers.
        ArchivedCustomer: one of them is archived.
        SameCustomer: both texts name one.
        NotTakeable, NothingToTake: a field cannot be taken.
    """
    found = [active(connection, text) for text in texts]
    if found[0].id == found[1].id:
        raise SameCustomer(first=texts[0], second=texts[1], name=found[0].name, id=found[0].id)
    keep, other = (existing(connection, each.id, today) for each in found)
    people = other.people
    if becomes_person(keep, other):
        people = (as_person(other), *people)
    same = matched(keep.people, people)
    lost = list(lost_of_people(people, same))
    sides = (
        _side(connection, keep, {name: mine for name, mine, _ in lost}),
        _side(connection, other, {name: theirs for name, _, theirs in lost}),
    )
    taken = _taken(sides, take)
    fields = merged_fields(*sides, taken, circle=_circle(connection, *sides), said=said)
    grade = _grade_after(connection, sides, fields, today)
    fields = with_grade(fields, keep.grade, other.grade, grade)
    return Plan(*sides, fields, parts_of(connection, other.id), people, same, taken)


def _side(connection: sqlite3.Connection, customer: Customer, spare: dict[str, str]) -> Side:
    own = standing(connection, customer.id).own_facts
    referrer = None
    if customer.referred_by is not None:
        found = lookup.by_id(connection, customer.referred_by)
        referrer = None if found is None else found.name
    pins = {f"pin.{each.axis}": str(each.value) for each in pins_of(connection, customer.id)}
    snoozed = snoozes(connection, customer.id)
    spare |= {f"snooze.{kind}": until for kind, until in snoozed.items()}
    return Side(customer, own.need, own.expected_close, referrer, pins, spare)


def _taken(sides: tuple[Side, Side], take: Sequence[str]) -> frozenset[str]:
    """Read the names of the fields that are to be taken."""
    keep, other = sides
    known = takeable(keep, other)
    found = set()
    for text in take:
        name = text.strip() if text.strip() in known else _named(text)
        if HANDLE + name in known:
            name = HANDLE + name
        if name not in known:
            raise NotTakeable(name=text, names=listed.names(known))
        if name != "lost" and other.value(name) is None:
            raise NothingToTake(
                customer=other.customer.name, id=other.customer.id, field=field_word(name)
            )
        found.add(name)
    return frozenset(found)


def _named(text: str) -> str:
    """Give the field that a name means; of one that only says what a field is called, its key."""
    name = canonical(text)
    return name if name.isascii() else meant_field(name) or name


def _circle(connection: sqlite3.Connection, keep: Side, other: Side) -> frozenset[int]:
    """List who came through one of the two, and so can have referred neither."""
    ids = {keep.customer.id, other.customer.id}
    found = set(ids)
    for side in (keep, other):
        above = side.customer.referred_by
        if above is not None and not ids.isdisjoint(referred_through(connection, above)):
            found.add(above)
    return frozenset(found)


def _grade_after(
    connection: sqlite3.Connection,
    sides: tuple[Side, Side],
    fields: tuple[MergedField, ...],
    today: date,
) -> Any:  # noqa: ANN401 - a grade
    keep, other = (standing(connection, side.customer.id) for side in sides)
    results = {each.field: each.result for each in fields}
    own = Facts(results.get("need", sides[0].need), results.get("expected_close", sides[0].close))
    after = replace(keep, own_facts=own, deals=(*keep.deals, *other.deals))
    policy = book_reads.policy(connection)
    return grading_after(keep, after, today, policy.horizons).grade


def grading_after(before: Standing, after: Standing, today: date, horizons: Any) -> Grading:  # noqa: ANN401
    """Give the grade of a customer whose facts may be others: one by hand stays."""
    facts, current = after.facts(today), before.grading
    if current.source is GradeSource.HAND or facts == before.facts(today):
        return current
    if facts.need is None and before.own_facts.need is None:
        return Grading(START, GradeSource.START, Ground.NEED_UNKNOWN)
    return regrade(current, judge(facts, today, horizons), new_facts=True)
