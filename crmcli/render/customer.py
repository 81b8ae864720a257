"""How a customer looks: the line after a change, and the briefing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.grading import GradeSource, Ground, ground_message
from crmcli.language import _
from crmcli.render.gate import one_line
from crmcli.render.output import Output, show_record
from crmcli.render.words import say, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.customer import Customer
    from crmcli.domain.grading import Verdict
    from crmcli.services.customers import Added, Briefing

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
    show_record(output, customer, [told], key=customer.id, amounts=AMOUNTS)


def grade_sentence(customer: Customer, verdict: Verdict) -> str:
    """Say a customer's grade and what it rests on, and whether the rule says otherwise."""
    reason = say(ground_message(verdict.ground, customer.expected_close))
    if customer.grade_source is GradeSource.HAND:
        text = _("Grade {grade} by hand.").format(grade=customer.grade)
        if verdict.grade not in (None, customer.grade):
            text += " " + _("The rule says {grade}: {reason}.").format(
                grade=verdict.grade, reason=reason
            )
        return text
    if verdict.ground is Ground.CLOSE_PASSED:
        return _("Grade {grade} kept: {reason}; give a new date or grade.").format(
            grade=customer.grade, reason=reason
        )
    return _("Grade {grade}: {reason}.").format(grade=customer.grade, reason=reason)


def due_sentence(customer: Customer) -> str:
    """Say when a customer is next followed up."""
    if customer.next_due is None:
        return _("No follow-up.")
    return _("Next follow-up {date}.").format(date=word(customer.next_due))


def briefing(output: Output, result: Briefing) -> None:
    """Show everything about a customer that fits on a page."""
    customer = result.customer
    show_record(output, customer, _briefing_lines(result), key=customer.id, amounts=AMOUNTS)


def _briefing_lines(result: Briefing) -> Iterator[str]:
    yield one_line(result.customer.name)
