"""What a change of a deal led to, and putting right all that follows from it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from crmcli.domain.consent import refusals
from crmcli.domain.deals.deal import Deal
from crmcli.domain.grade import GradeSource
from crmcli.domain.grading import ground_message, judge
from crmcli.services.deals.faults import DealClosed, DealNotFound
from crmcli.services.grades.settled import settled
from crmcli.services.purchases.following import Following
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.consent import consent
from crmcli.store.reads.deals import deal, purchases_of
from crmcli.store.reads.standing import clock_days, standing

if TYPE_CHECKING:
    from datetime import date

    from crmcli.domain.grade import Grade, Ground
    from crmcli.domain.message import Message
    from crmcli.domain.purchase import Purchase
    from crmcli.domain.stage import Stage
    from crmcli.store.reads.standing import Standing
    from crmcli.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class DealChanged:
    """A deal after a change, and what followed.

    Args:
        deal: as it is then.
        changed: whether anything changed.
        grade_from: the customer's grade before.
        grade_to: the customer's grade since.
        grade_reason: what the rule says of the facts as they are then.
        ground: what that rests on.
        by_hand: whether the grade was given by hand, and stays.
        next_due: the customer's next follow-up.
        from_stage: the stage that a move left.
        purchase: the purchase that was recorded with it.
        following: what a won deal, and what was bought, changed in the customer's classes.
        purchases: the purchases that came from the deal.
        refused: that the customer may not be contacted; None if it may.
    """

    deal: Deal
    changed: bool
    grade_from: Grade
    grade_to: Grade
    grade_reason: Message
    ground: Ground
    by_hand: bool
    next_due: date | None
    from_stage: Stage | None = None
    purchase: Purchase | None = None
    following: Following = field(default_factory=Following)
    purchases: tuple[int, ...] = ()
    refused: Message | None = None


def existing(transaction: Transaction, deal_id: int) -> Deal:
    """Read a deal that is to be changed.

    Raises:
        DealNotFound: there is none with this id.
    """
    connection = transaction.connection
    found = deal(connection, deal_id, transaction.run.today, book_reads.policy(connection))
    if found is None:
        raise DealNotFound(id=deal_id)
    return found


def open_deal(transaction: Transaction, deal_id: int) -> Deal:
    """Read an open deal that is to be changed.

    Raises:
        DealNotFound: there is none with this id.
        DealClosed: it was won or lost.
    """
    found = existing(transaction, deal_id)
    if not found.is_open:
        raise DealClosed(id=deal_id, stage=found.stage, day=found.closed)
    return found


def finished(
    transaction: Transaction,
    before: Standing,
    deal_id: int,
    from_stage: Stage | None = None,
) -> DealChanged:
    """Put right what follows from a changed deal, and say what it led to, for good.

    Arguments as for `followed`.
    """
    return transaction.finished(followed(transaction, before, deal_id, from_stage))


def followed(
    transaction: Transaction, before: Standing, deal_id: int, from_stage: Stage | None = None
) -> DealChanged:
    """Put right what follows from a changed deal, and say what it led to.

    Args:
        transaction: the open transaction, with the deal's own rows written.
        before: how the customer stood before.
        deal_id: the deal.
        from_stage: the stage that a move left.
    """
    settled(transaction, before, book_reads.policy(transaction.connection))
    result = _result(transaction, before, existing(transaction, deal_id), changed=True)
    return replace(result, from_stage=from_stage)


def unchanged(transaction: Transaction, present: Deal) -> DealChanged:
    """Say that nothing changes."""
    before = standing(transaction.connection, present.customer_id)
    return transaction.finished(_result(transaction, before, present, changed=False))


def _result(
    transaction: Transaction, before: Standing, present: Deal, *, changed: bool
) -> DealChanged:
    connection = transaction.connection
    stands = standing(connection, present.customer_id)
    policy = book_reads.policy(connection)
    today = transaction.run.today
    facts = stands.facts(today)
    verdict = judge(facts, today, policy.horizons)
    allowed = consent(connection, present.customer_id)
    return DealChanged(
        deal=present,
        changed=changed,
        grade_from=before.grading.grade,
        grade_to=stands.grading.grade,
        grade_reason=ground_message(verdict.ground, facts.expected_close, stands.deal(today)),
        ground=verdict.ground,
        by_hand=stands.grading.source is GradeSource.HAND,
        next_due=clock_days(connection, present.customer_id)[0],
        purchases=purchases_of(connection, present.id),
        refused=None if allowed.may_contact else refusals(allowed),
    )
