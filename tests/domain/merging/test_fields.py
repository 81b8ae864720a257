"""Field by field what a customer has after another one went into it: nothing is lost in silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.classes import (
    Frequency,
    Importance,
    Lifecycle,
    SaleStatus,
    Urgency,
    ValueClass,
)
from crmcli.domain.consent import Consent, consent_of_both
from crmcli.domain.customer import Customer, CustomerKind
from crmcli.domain.grade import Grade, GradeSource
from crmcli.domain.merging.fields import merged_fields, takeable
from crmcli.domain.merging.notes import joined_notes
from crmcli.domain.merging.side import Side

NOW = datetime(2026, 3, 31, tzinfo=UTC)
BLANK = Customer(
    id=1, uid="u", kind=CustomerKind.PERSON, name="A", company=None, title=None, gender=None,
    occupation=None, grade=Grade.D, grade_source=GradeSource.START, need=None, need_kind=None,
    expected_close=None, urgency=Urgency.SLOW, status=SaleStatus.PROSPECT,
    importance=Importance.NORMAL, value=ValueClass.LOW, frequency=Frequency.LOW,
    lifecycle=Lifecycle.PROSPECT, channel=None, phones=(), emails=(), address=None, industry=None,
    company_size=None, source=None, owner="me", tags=(), fields={}, birthday=None,
    last_contact=None, next_due=None, relationship_due=None, open_promises=0, open_complaints=0,
    people=(), verified=NOW.date(), created=NOW, updated=NOW, archived=None, lost=None,
    lost_reason=None, potential=None, referred_by=None, registered=None, hobbies=None, handles={},
    product_needs=None, service_requirements=None, every=None, by_channel=None,
    cooperation_years=None, notes=None,
)  # fmt: skip

words = st.text(alphabet="abAB12 ,", min_size=1, max_size=4).filter(str.strip)
perhaps = st.none() | words
named = st.dictionaries(st.sampled_from(["hat", "shoe"]), words)
TEXTS = ("company", "title", "industry", "address", "source", "hobbies", "notes")


@st.composite
def sides(draw: st.DrawFn, key: int) -> Side:
    values: dict[str, Any] = {name: draw(perhaps) for name in TEXTS}
    customer = replace(
        BLANK,
        id=key,
        name=draw(words),
        owner=draw(words),
        fields=draw(named),
        handles={"wechat": draw(words)} if draw(st.booleans()) else {},
        tags=tuple(sorted(draw(st.sets(words, max_size=2)))),
        phones=tuple(draw(st.sets(st.sampled_from(["+86138", "+86139"])))),
        **values,
    )
    return Side(customer, spare={"snooze.follow_up": draw(words)} if draw(st.booleans()) else {})


@given(sides(1), sides(2), st.data())
def test_every_value_of_both_is_kept_somewhere(
    keep: Side, other: Side, data: st.DataObject
) -> None:
    can = [each for each in takeable(keep, other) if other.value(each) is not None]
    take = frozenset(data.draw(st.sets(st.sampled_from(can))))
    rows = {each.field: each for each in merged_fields(keep, other, take)}
    result = {name: row.result for name, row in rows.items()}
    notes = (result.get("notes", keep.customer.notes) or "").casefold()
    names = [*takeable(keep, other), *other.spare]
    for side in (keep, other):
        for name in names:
            value = side.value(name)
            after = result.get(name, keep.value(name))
            if isinstance(value, str) and not isinstance(value, CustomerKind):
                # "a" and "A" are one word.
                kept = " ".join(value.casefold().split()) == " ".join(str(after).casefold().split())
                assert kept or f"{name} = {value.casefold()}" in notes, (name, value)
        if side.customer.notes:
            assert side.customer.notes.strip().casefold() in notes
        for name in ("phones", "tags"):
            after = result.get(name, getattr(keep.customer, name))
            assert set(getattr(side.customer, name)) <= set(after)
    for name in take:
        assert result.get(name, keep.value(name)) == other.value(name)


@given(sides(1))
def test_a_copy_brings_nothing_new(keep: Side) -> None:
    other = replace(keep, customer=replace(keep.customer, id=2))
    assert merged_fields(keep, replace(other, spare={}), frozenset()) == ()


@given(*[st.none() | st.text(alphabet="ab\n", max_size=5)] * 2)
def test_notes_of_both_are_there_and_never_twice(one: str | None, other: str | None) -> None:
    notes = joined_notes(one, other)
    assert (notes or "").startswith((one or "").rstrip()) or (one or "").strip() in (notes or "")
    assert (other or "").strip() in (notes or "")
    assert joined_notes(notes, other) == notes
    assert joined_notes(notes, one) == notes


consents = st.builds(
    Consent, st.booleans(), st.booleans(), st.none() | st.just(date(2026, 1, 2)), perhaps
)


@given(consents, consents)
def test_what_either_refuses_stays_refused(one: Consent, other: Consent) -> None:
    after = consent_of_both(one, other)
    assert after.may_contact == (one.may_contact and other.may_contact)
    assert after.may_share == (one.may_share and other.may_share)
    assert after.on in {one.on, other.on}
    assert consent_of_both(after, other).may_contact == after.may_contact
