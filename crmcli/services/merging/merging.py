"""Merging two customers that are one: all of the one goes to the other, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crmcli.domain.classes import Importance
from crmcli.domain.customer import Customer
from crmcli.domain.grade import GradeSource
from crmcli.domain.grading import Verdict
from crmcli.domain.loyalty import PointsMoved
from crmcli.domain.merging.fields import MergedField, MergedInto
from crmcli.domain.merging.notes import Said, as_keys
from crmcli.domain.merging.side import HANDLE, point_key
from crmcli.errors import N_, Conflict
from crmcli.services.customers.judged import existing, verdict_of
from crmcli.services.merging.planning import planned
from crmcli.store.history.replay import first_answer
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.merging import card_lines, clocks_of, points_of
from crmcli.store.reads.standing import standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crmcli.domain.run import Run
    from crmcli.services.merging.planning import Plan
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction

_APPLIED = frozenset({
    "name", "kind", "company", "title", "gender", "occupation", "industry", "company_size",
    "registered", "address", "hobbies", "birthday", "channel", "source", "referred_by",
    "product_needs", "service_requirements", "need_kind", "owner", "need", "by_channel", "lost",
    "importance", "may_contact", "may_share", "consent_on", "consent_reason", "created", "notes",
    "festivals",
})  # fmt: skip
"""The fields that are a column of the same name."""


class ChangedMeanwhile(Conflict):
    """Somebody changed one of the customers while the merge waited for an answer."""

    code = "changed_meanwhile"
    sentence = N_("{keep} or {other} was changed meanwhile: nothing was merged.")
    hint = N_("Run the same command again and look once more.")


@dataclass(frozen=True, slots=True)
class Merged:
    """A merge, made or foreseen.

    Args:
        customer: the customer that stays: after the merge, or as it is where that is foreseen.
        merged: the one that went into it.
        fields: field by field what becomes of both.
        moved: how many rows move, by table.
        verdict: the rule's answer to its facts.
        points: who got or lost loyalty points for a referral.
        dry_run: whether the merge is only foreseen.
    """

    customer: Customer
    merged: MergedInto
    fields: tuple[MergedField, ...]
    moved: Mapping[str, int]
    verdict: Verdict
    points: tuple[PointsMoved, ...] = ()
    dry_run: bool = False


def first_merge(book: Book, run: Run) -> Merged | None:
    """Return the first answer to a run's retry key; None if it has none, or the key is new.

    Raises:
        KeyTaken: the key belongs to another command.
    """
    return first_answer(book.path, run, Merged)


def foresee(
    book: Book, run: Run, texts: tuple[str, str], take: Sequence[str], said: Said = as_keys
) -> Merged:
    """Say what a merge would do; nothing is written.

    Args:
        book: the book.
        run: the run that would write.
        texts: the customer that stays and the one that goes, as named on the command line.
        take: the fields of which the one that stays gets the other's value.
        said: writes for the notes what fields of a customer had that is lost.

    Raises:
        CustomerNotFound, AmbiguousCustomer: a text names no or several customers.
        ArchivedCustomer: one of them is archived.
        SameCustomer: both texts name one.
        NotTakeable, NothingToTake: a field cannot be taken.
    """
    with book.reading() as connection:
        plan = planned(connection, texts, take, run.today, said)
        keep = plan.keep.customer
        verdict = verdict_of(connection, keep, run.today)
        return _answer(plan, keep, verdict, dry_run=True)


def merge(
    book: Book,
    run: Run,
    texts: tuple[str, str],
    take: Sequence[str],
    said: Said = as_keys,
    seen: Merged | None = None,
) -> Merged:
    """Merge a customer into another one; the id of the one that goes is nobody's any more.

    Args:
        book: the book.
        run: the run.
        texts: the customer that stays and the one that goes, as named on the command line.
        take: the fields of which the one that stays gets the other's value.
        said: writes for the notes what fields of a customer had that is lost.
        seen: what somebody was shown and confirmed.

    Raises:
        CustomerNotFound, AmbiguousCustomer: a text names no or several customers.
        ArchivedCustomer: one of them is archived.
        SameCustomer: both texts name one.
        NotTakeable, NothingToTake: a field cannot be taken.
        ChangedMeanwhile: it would do something else than was confirmed.
    """
    with book.writing(run, existing=True) as transaction:
        first = transaction.replayed(Merged)
        if first is not None:
            return first
        connection = transaction.connection
        plan = planned(connection, texts, take, run.today, said)
        keep, other = plan.keep.customer, plan.other.customer
        if seen is not None and (plan.fields, plan.moved) != (seen.fields, seen.moved):
            raise ChangedMeanwhile(keep=keep.name, other=other.name)
        points = _made(transaction, plan)
        after = existing(connection, keep.id, run.today)
        verdict = verdict_of(connection, after, run.today)
        return transaction.finished(_answer(plan, after, verdict, points))


def _answer(
    plan: Plan,
    customer: Customer,
    verdict: Verdict,
    points: tuple[PointsMoved, ...] = (),
    *,
    dry_run: bool = False,
) -> Merged:
    gone = MergedInto(plan.other.customer.id, plan.other.customer.name)
    return Merged(customer, gone, plan.fields, plan.moved, verdict, points, dry_run)


def _made(transaction: Transaction, plan: Plan) -> tuple[PointsMoved, ...]:
    from crmcli.services.grades.regrading import regraded_by_deals  # noqa: PLC0415 - writers only
    from crmcli.services.grades.settled import reclocked  # noqa: PLC0415
    from crmcli.services.merging.people import join_people  # noqa: PLC0415
    from crmcli.services.merging.referral import keep_one_referral, referral_points  # noqa: PLC0415
    from crmcli.services.naming.findability import findable, found_by  # noqa: PLC0415
    from crmcli.store.finding.keys import keys_of  # noqa: PLC0415
    from crmcli.store.index import customer_texts, drop_customers, move_keys  # noqa: PLC0415
    from crmcli.store.links import move_links  # noqa: PLC0415
    from crmcli.store.settling.facts import settle_trade  # noqa: PLC0415

    connection, policy = transaction.connection, book_reads.policy(transaction.connection)
    keep, other = plan.keep.customer.id, plan.other.customer.id
    found, before = found_by(connection, keep, keys=True), standing(connection, keep)
    credited = referral_points(connection, keep, other)
    columns = _columns(transaction, plan)
    # What is said and promised stays findable under its new owner.
    move_keys(transaction, other, keys_of(connection, other), ())
    drop_customers(transaction, [(other, *customer_texts(connection, other))])
    join_people(transaction, plan)
    _make_room(transaction, plan)
    move_links(transaction, other, keep)
    transaction.change("customer", {"id": keep}, **columns)
    keep_one_referral(transaction, keep)
    transaction.remove("customer", id=other)
    settle_trade(transaction, [keep], policy)
    after = standing(connection, keep)
    if before.grading.source is not GradeSource.HAND:
        after = regraded_by_deals(transaction, before, after, policy)
    reclocked(transaction, after, policy)
    findable(transaction, keep, found)
    moved = referral_points(connection, keep)
    return tuple(moved.since(credited))


def _columns(transaction: Transaction, plan: Plan) -> dict[str, Any]:
    """Give the columns of the customer that stays that get another value."""
    results = {each.field: each.result for each in plan.fields}
    columns = {name: value for name, value in results.items() if name in _APPLIED}
    connection = transaction.connection
    keep, other = plan.keep.customer, plan.other.customer
    mine, theirs = clocks_of(connection, keep.id), clocks_of(connection, other.id)
    columns["first_due"] = min(filter(None, (mine.first_due, theirs.first_due)))
    if "expected_close" in results:
        columns["own_close"] = results["expected_close"]
    if "potential" in results:
        amount = results["potential"]
        columns |= {"potential_minor": amount.minor, "potential_currency": amount.currency}
    if "every" in results:
        columns["every"] = str(results["every"])
    if {"every", "by_channel"} & results.keys():
        name = "every" if plan.result("every") is not None else "by_channel"
        from_other = plan.result(name) != getattr(keep, name)
        columns["every_since"] = (theirs if from_other else mine).every_since
    if plan.result("importance") is Importance.KEY:
        since = [each for each in (mine.key_since, theirs.key_since) if each is not None]
        columns["key_since"] = min(since, default=transaction.run.today)
    if "lost" in results:
        lost, source = results["lost"], other if "lost" in plan.take else keep
        columns["lost_reason"] = None if lost is None else source.lost_reason
        winback = (theirs if "lost" in plan.take else mine).winback
        columns["winback"] = None if lost is None else winback
    return columns


def _make_room(transaction: Transaction, plan: Plan) -> None:
    """Take away what could not stand beside what is there: the value that was not chosen."""
    keep, other = plan.keep.customer, plan.other.customer
    for name in other.fields:
        if name in plan.take:
            transaction.remove("field_value", customer_id=keep.id, name=name)
    for service in other.handles:
        loser = keep if HANDLE + service in plan.take else other
        if service in keep.handles:
            gone = {"customer_id": loser.id, "person_id": None, "kind": service}
            transaction.remove("contact_point", **gone)
    known = {("phone", point_key("phone", each)) for each in keep.phones}
    known |= {("email", point_key("email", each)) for each in keep.emails}
    for key, person, kind, value in points_of(transaction.connection, other.id):
        if person is None and (kind, point_key(kind, value)) in known:
            transaction.remove("contact_point", id=key)
    there = {line for _, line in card_lines(transaction.connection, keep.id)}
    for key, line in card_lines(transaction.connection, other.id):
        if line in there:
            transaction.remove("card_line", id=key)
