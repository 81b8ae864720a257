"""Field by field what a customer has after another one went into it.

The customer that stays wins where both say something, unless the user takes the other's value. What
has no place afterwards goes into the notes, so that nothing is lost in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crmcli.domain.classes import Importance
from crmcli.domain.consent import consent_of_both
from crmcli.domain.grade import Grade
from crmcli.domain.merging.notes import Said, as_keys, joined_notes, noted_lines
from crmcli.domain.merging.side import (
    HANDLE,
    Side,
    becomes_company,
    becomes_person,
    point_key,
)
from crmcli.domain.text import fold, same_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLAIN = (
    "name", "kind", "company", "title", "gender", "occupation", "industry", "company_size",
    "registered", "address", "hobbies", "birthday", "channel", "source", "referred_by",
    "product_needs", "service_requirements", "need_kind", "potential", "owner", "need",
    "expected_close", "every", "by_channel", "lost", "festivals",
)  # fmt: skip
_OF_A_PERSON = frozenset({"title", "gender", "occupation", "hobbies", "birthday", "company"})
"""What a company does not have."""

_KEPT_OF_A_PERSON = frozenset({"name", "title", "birthday"})


@dataclass(frozen=True, slots=True)
class MergedField:
    """What becomes of one field; the field names are the keys of its JSON.

    Args:
        field: its name, as `--take` has it.
        keep: the value of the customer that stays.
        other: the value of the one that goes.
        result: the value afterwards.
        noted: whether a value that has no place afterwards is kept in the notes.
    """

    field: str
    keep: Any
    other: Any
    result: Any
    noted: bool = False


@dataclass(frozen=True, slots=True)
class MergedInto:
    """The customer that went into another."""

    id: int
    name: str


def takeable(keep: Side, other: Side) -> tuple[str, ...]:
    """Name the fields that can be taken from the customer that goes."""
    services = dict.fromkeys([*keep.customer.handles, *other.customer.handles])
    own = dict.fromkeys([*keep.customer.fields, *other.customer.fields])
    return (*_PLAIN, *(HANDLE + each for each in services), *own)


def merged_fields(
    keep: Side,
    other: Side,
    take: frozenset[str],
    *,
    circle: frozenset[int] = frozenset(),
    said: Said = as_keys,
) -> tuple[MergedField, ...]:
    """Say field by field what changes in a customer into which another one goes.

    Args:
        keep: the customer that stays.
        other: the one that goes.
        take: the fields of which it gets the other's value.
        circle: those who cannot have referred it, since they came through one of the two.
        said: writes for the notes what fields of a customer had that is lost.
    """
    found = [*_single(keep, other, take, circle), *_lists(keep, other), *_states(keep, other)]
    lost = {each.field: each.result for each in found if each.noted}
    lines = noted_lines(keep, other, lost, said)
    notes = joined_notes(keep.customer.notes, other.customer.notes, *lines)
    if notes != keep.customer.notes:
        found.append(MergedField("notes", keep.customer.notes, other.customer.notes, notes))
    return tuple(found)


def _single(
    keep: Side, other: Side, take: frozenset[str], circle: frozenset[int]
) -> Iterator[MergedField]:
    results = {name: _chosen(keep, other, name, take) for name in takeable(keep, other)}
    if results["need"] != other.need and "expected_close" not in take:
        # A date belongs to the need for which it was said.
        results["expected_close"] = keep.close
    if results["referred_by"] in circle:
        results["referred_by"] = None
    results |= {name: keep.pins.get(name, value) for name, value in other.pins.items()}
    results |= {name: keep.value(name) for name in other.spare}
    for name, result in results.items():
        mine, theirs = keep.value(name), other.value(name)
        if mine != result or not (theirs is None or same_text(theirs, mine)):
            noted = any(_is_lost(keep, other, name, each, result) for each in (mine, theirs))
            yield MergedField(name, mine, theirs, result, noted)


def _chosen(keep: Side, other: Side, name: str, take: frozenset[str]) -> Any:  # noqa: ANN401 - any field's
    mine, theirs = keep.value(name), other.value(name)
    if name in take:
        return theirs
    if name == "lost":
        # What one of them is still owed must not vanish since the other is lost.
        return mine if theirs is not None else None
    if name in _OF_A_PERSON and becomes_person(keep.customer, other.customer):
        return mine
    if name == "company" and mine is None and becomes_company(keep.customer, other.customer):
        return other.customer.name
    return theirs if mine is None else mine


def _is_lost(keep: Side, other: Side, name: str, value: Any, result: Any) -> bool:  # noqa: ANN401 - any field's
    """Tell whether a value that a field had is nowhere afterwards."""
    one, two = keep.customer, other.customer
    if value is None or same_text(value, result) or name == "kind":
        return False
    if name == "referred_by":
        return value not in {one.id, two.id}
    if becomes_person(one, two):
        at_home = name == "company" and same_text(value, one.name)
        return not at_home and not (name in _KEPT_OF_A_PERSON and value == other.value(name))
    if name == "name" and becomes_company(one, two):
        return one.company is not None and not same_text(one.company, two.name)
    return True


def _lists(keep: Side, other: Side) -> Iterator[MergedField]:
    moves = becomes_person(keep.customer, other.customer)
    for name, kind in (("phones", "phone"), ("emails", "email"), ("tags", "tag")):
        mine, theirs = getattr(keep.customer, name), getattr(other.customer, name)
        known = {point_key(kind, each) for each in mine}
        new = [each for each in theirs if point_key(kind, each) not in known]
        result = sorted([*mine, *new]) if name == "tags" else [*mine, *new]
        if new and (name == "tags" or not moves):
            yield MergedField(name, mine, theirs, tuple(result))
    people = [[each.name for each in side.customer.people] for side in (keep, other)]
    mine, theirs = tuple(people[0]), tuple(people[1])
    if moves:
        theirs = (other.customer.name, *theirs)
    known = {fold(each) for each in mine}
    if theirs:
        new = [each for each in theirs if fold(each) not in known]
        yield MergedField("people", mine, theirs, (*mine, *new))


def _states(keep: Side, other: Side) -> Iterator[MergedField]:
    one, two = keep.customer, other.customer
    if one.importance is not two.importance:
        yield MergedField("importance", one.importance, two.importance, Importance.KEY)
    after = consent_of_both(one.consent, two.consent)
    for name, mine, theirs, result in zip(_CONSENT, one.consent, two.consent, after, strict=True):
        if not mine == theirs == result:
            reasons = after.reason or ""
            lost = name == "consent_reason" and theirs is not None and str(theirs) not in reasons
            yield MergedField(name, mine, theirs, result, lost)
    if two.created < one.created:
        yield MergedField("created", one.created, two.created, two.created)


_CONSENT = ("may_contact", "may_share", "consent_on", "consent_reason")


def with_grade(
    fields: tuple[MergedField, ...], keep: Grade, other: Grade, result: Grade
) -> tuple[MergedField, ...]:
    """Add what becomes of the grade, where there is something to say."""
    if keep == other == result:
        return fields
    return (*fields, MergedField("grade", keep, other, result))
