"""How a change of a customer is told: one line for a person, the whole record as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.classes import Axis
from crmcli.domain.consent import refusals
from crmcli.domain.grade import GradeSource, Ground
from crmcli.domain.grading import ground_message
from crmcli.language import _, ngettext
from crmcli.render import joined
from crmcli.render.consent import tell_unwelcome
from crmcli.render.field_change import made_told
from crmcli.render.gate import one_line
from crmcli.render.output import Output, show_record
from crmcli.render.words import say, word

if TYPE_CHECKING:
    from crmcli.domain.customer import Customer
    from crmcli.domain.grading import Verdict
    from crmcli.services.customers.adding import Added
    from crmcli.services.customers.life import LifeChange, Verified
    from crmcli.services.customers.pins import Pinned

AMOUNTS = ("potential",)


def added(output: Output, result: Added) -> None:
    """Say that a customer was added, its grade and when it is due."""
    customer = result.customer
    told = _("Added {name} ({id}). {grade} {due}").format(
        name=one_line(customer.name),
        id=customer.id,
        grade=grade_sentence(customer, result.verdict),
        due=due_sentence(customer),
    )
    if refusals(customer.consent) is not None:
        told = joined.sentences((told, consent_sentence(customer)))
    told = joined.sentences((told, made_told(result.new_fields)))
    extra = {"new_fields": result.new_fields}
    show_record(output, customer, [told], key=customer.id, amounts=AMOUNTS, extra=extra)


def grade_sentence(customer: Customer, verdict: Verdict) -> str:
    """Say a customer's grade and what it rests on, and whether the rule says otherwise."""
    reason = one_line(say(ground_message(verdict.ground, customer.expected_close, verdict.deal)))
    if customer.grade_source is GradeSource.HAND:
        text = _("Grade {grade} by hand.").format(grade=customer.grade)
        if verdict.grade not in (None, customer.grade):
            rule = _("The rule says {grade}: {reason}.")
            text = joined.sentences((text, rule.format(grade=verdict.grade, reason=reason)))
        return text
    if verdict.ground is Ground.CLOSE_PASSED:
        return _("Grade {grade} kept: {reason}; give a new date or grade.").format(
            grade=customer.grade, reason=reason
        )
    return _("Grade {grade}: {reason}.").format(grade=customer.grade, reason=reason)


def consent_sentence(customer: Customer) -> str:
    """Say what a customer allows, since when and why."""
    refused = refusals(customer.consent)
    if refused is None:
        return _("It may be contacted and shared.")
    return _("It {refused}.").format(refused=joined.without_stop(one_line(say(refused))))


def due_sentence(customer: Customer) -> str:
    """Say when a customer is next followed up."""
    if customer.next_due is None:
        return _("No follow-up.")
    return _("Next follow-up {date}.").format(date=word(customer.next_due))


def relationship_sentence(customer: Customer) -> str:
    """Say when the relationship clock is due."""
    if customer.relationship_due is None:
        return _("No relationship clock.")
    return _("Relationship due {date}.").format(date=word(customer.relationship_due))


def archived(output: Output, result: LifeChange) -> None:
    """Say that a customer was archived, and what left the due list."""
    told = _("Archived {customer}: nothing is owed to it any more.")
    _life(
        output,
        result,
        told,
        ngettext("{count} open promise waits.", "{count} open promises wait.", result.promises),
    )


def restored(output: Output, result: LifeChange) -> None:
    """Say that a customer is back, and what came back to the due list."""
    told = _("Restored {customer}. {due}")
    _life(
        output,
        result,
        told,
        ngettext(
            "{count} open promise is back.", "{count} open promises are back.", result.promises
        ),
    )


def _life(output: Output, result: LifeChange, told: str, promises: str) -> None:
    customer = result.customer
    line = told.format(customer=who(customer), due=due_sentence(customer))
    if result.promises:
        line = joined.sentences((line, promises.format(count=result.promises)))
    show_record(output, customer, [line], key=customer.id, amounts=AMOUNTS)


def lost(output: Output, result: LifeChange) -> None:
    """Say that a customer is lost, and when it is tried again."""
    customer = result.customer
    told = _("Lost {customer} on {date}: {reason}.").format(
        customer=who(customer),
        date=word(customer.lost),
        reason=joined.without_stop(one_line(customer.lost_reason or "")),
    )
    parts = [told]
    if customer.next_due is not None:
        parts.append(_("Win-back on {date}.").format(date=word(customer.next_due)))
    if result.withheld is not None:
        parts.append(_("The win-back on {date} is not due.").format(date=word(result.withheld)))
        refused = refusals(customer.consent)
        if refused is not None:
            tell_unwelcome(customer.name, refused)
    line = joined.sentences(parts)
    show_record(output, customer, [line], key=customer.id, amounts=AMOUNTS)


def won_back(output: Output, result: LifeChange) -> None:
    """Say that a customer is back, its grade and when it is due."""
    customer = result.customer
    line = _("Won back {customer}. {grade} {due}").format(
        customer=who(customer),
        grade=grade_sentence(customer, result.verdict),
        due=due_sentence(customer),
    )
    show_record(output, customer, [line], key=customer.id, amounts=AMOUNTS)


def verified(output: Output, result: Verified) -> None:
    """Say whose data was confirmed."""
    lines = []
    for customer in result.customers:
        told = _("Verified {customer}.")
        if customer.id not in result.confirmed:
            told = _("{customer} was verified today already.")
        lines.append(told.format(customer=who(customer)))
    ids = "\n".join(str(each.id) for each in result.customers)
    one = len(result.customers) == 1
    record = result.customers[0] if one else result
    show_record(output, record, lines, key=ids, amounts=AMOUNTS if one else ())


def pinned(output: Output, result: Pinned) -> None:
    """Say which classes were pinned, or given back to the rules."""
    customer = result.customer
    pins = {each.axis: each for each in result.pins}
    parts = []
    for axis in result.axes:
        told = (
            _("{axis} {value} (pinned: {reason})")
            if axis in pins
            else _("{axis} {value} (by rule)")
        )
        reason = joined.without_stop(one_line(pins[axis].reason)) if axis in pins else ""
        value = word(getattr(customer, axis.value))
        parts.append(told.format(axis=word(axis), value=value, reason=reason))
    if parts:
        told = _("{customer}: {classes}.")
        if Axis.STATUS in result.axes:
            told = _("{customer}: {classes}. {relationship}")
    else:
        told = _("Nothing changes for {customer}.")
    line = told.format(
        customer=who(customer),
        classes=joined.items(parts),
        relationship=relationship_sentence(customer),
    )
    extra = {"pins": result.pins}
    show_record(output, customer, [line], key=customer.id, amounts=AMOUNTS, extra=extra)


def who(customer: Customer) -> str:
    """Name a customer with its id."""
    return f"{one_line(customer.name)} ({customer.id})"
