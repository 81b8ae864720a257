"""The rule of the warnings that a customer may leave (product.md section 8)."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.churn.figures import figures_text
from crmcli.domain.churn.kind import ChurnKind
from crmcli.domain.churn.orders import order_days, order_sums, rhythm_of
from crmcli.domain.churn.warning import ChurnWarning
from crmcli.domain.message import Message, counted, message
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from crmcli.domain.churn.facts import ChurnFacts, ChurnPolicy

_LOW = 2


class ChurnDue(NamedTuple):
    """When a customer's warnings are to be looked at.

    Args:
        due: the local date the first one appears that nobody has looked at.
        since: the local date that one is counted from.
        figures: all that nobody has looked at, as an obligation keeps them.
    """

    due: date
    since: date
    figures: str


class TooLittle(NamedTuple):
    """A kind of warning that cannot be told yet, and why."""

    kind: ChurnKind
    why: Message


def churn_warnings(facts: ChurnFacts, policy: ChurnPolicy) -> tuple[ChurnWarning, ...]:
    """Reckon all warnings of a customer, looked at or not, also those that appear later.

    Args:
        facts: what is known of it.
        policy: the numbers of the rule.

    Returns:
        The earliest first; none for a lost customer.
    """
    if facts.lost:
        return ()
    found = [*_rhythm(facts, policy), *_falling(facts, policy), *_low_score(facts)]
    found += [*_complaints(facts), *_no_deal(facts, policy)]
    return tuple(sorted(found, key=_order))


def open_warnings(facts: ChurnFacts, policy: ChurnPolicy) -> tuple[ChurnWarning, ...]:
    """Reckon the warnings that nobody has looked at, also those that appear later."""
    found = churn_warnings(facts, policy)
    return tuple(each for each in found if not each.is_looked_at(facts.look))


def churn_due(facts: ChurnFacts, policy: ChurnPolicy) -> ChurnDue | None:
    """Say when a customer's warnings are to be looked at; None where all are, or there is none."""
    found = open_warnings(facts, policy)
    if not found:
        return None
    due, since = min((listed_from(each), each.since) for each in found)
    return ChurnDue(due, since, figures_text(found))


def listed_from(warning: ChurnWarning) -> date:
    """Give the day from which a warning is due: a limit runs out in the middle of the day before.

    What is due is told by days (product.md section 6), and of a day on which a warning stands only
    from some hour on, the list of that morning could not tell.
    """
    if warning.kind is not ChurnKind.OVERDUE_COMPLAINT:
        return warning.appears
    return _later(warning.appears, 1) or warning.appears


def too_little(facts: ChurnFacts, policy: ChurnPolicy) -> Message | None:
    """Say that too few orders are known to tell a rhythm; None if enough are, or it is lost."""
    known, needed = len(order_days(facts.bought)), max(policy.orders, 2)
    if facts.lost or known >= needed:
        return None
    if not known:
        return message(N_("no order known; a rhythm needs {needed}"), needed=needed)
    return counted(
        "{count} order known; a rhythm needs {needed}",
        "{count} orders known; a rhythm needs {needed}",
        known,
        needed=needed,
    )


def all_too_little(facts: ChurnFacts, policy: ChurnPolicy) -> tuple[TooLittle, ...]:
    """Say of each kind of warning that cannot be told yet why it cannot."""
    if facts.lost:
        return ()
    found = [
        (ChurnKind.RHYTHM, too_little(facts, policy)),
        (ChurnKind.FALLING, _incomparable(facts, policy)),
        (ChurnKind.LOW_SCORE, None if facts.score else message(N_("no score known"))),
    ]
    return tuple(TooLittle(kind, why) for kind, why in found if why is not None)


def _rhythm(facts: ChurnFacts, policy: ChurnPolicy) -> Iterator[ChurnWarning]:
    rhythm = rhythm_of(facts.bought, policy.orders)
    if rhythm is None:
        return
    appears = _later(rhythm.last, int(policy.quiet * rhythm.gap) + 1)
    if appears is not None:
        yield ChurnWarning(
            ChurnKind.RHYTHM,
            appears,
            since=rhythm.last,
            orders=rhythm.orders,
            gap=rhythm.gap,
            ratio=policy.quiet,
        )


def _later(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _falling(facts: ChurnFacts, policy: ChurnPolicy) -> Iterator[ChurnWarning]:
    sums = order_sums(facts.bought, policy.falling + 1, facts.currency)
    if sums is not None and all(one.minor > next_.minor for one, next_ in pairwise(sums)):
        last = order_days(facts.bought)[-1]
        yield ChurnWarning(ChurnKind.FALLING, last, since=last, amounts=tuple(sums))


def _incomparable(facts: ChurnFacts, policy: ChurnPolicy) -> Message | None:
    known, needed = len(order_days(facts.bought)), policy.falling + 1
    if known >= needed:
        if order_sums(facts.bought, needed, facts.currency) is not None:
            return None
        return message(N_("orders in several currencies, and a rate is missing"))
    if not known:
        return message(N_("no order known; to see them fall takes {needed}"), needed=needed)
    return counted(
        "{count} order known; to see them fall takes {needed}",
        "{count} orders known; to see them fall takes {needed}",
        known,
        needed=needed,
    )


def _low_score(facts: ChurnFacts) -> Iterator[ChurnWarning]:
    latest = facts.score
    if latest is not None and latest.score <= _LOW:
        yield ChurnWarning(
            ChurnKind.LOW_SCORE,
            latest.day,
            since=latest.day,
            score=latest.score,
            complaint_id=latest.complaint_id,
        )


def _complaints(facts: ChurnFacts) -> Iterator[ChurnWarning]:
    for each in facts.complaints:
        yield ChurnWarning(
            ChurnKind.OVERDUE_COMPLAINT,
            each.day,
            since=each.day,
            complaint_id=each.id,
            limit=each.limit,
        )


def _no_deal(facts: ChurnFacts, policy: ChurnPolicy) -> Iterator[ChurnWarning]:
    if facts.key_since is None or facts.open_deals:
        return
    last = max((each.day for each in facts.bought), default=None)
    known = [each for each in (facts.key_since, facts.deal_closed, last) if each is not None]
    since = max(known)
    yield ChurnWarning(
        ChurnKind.NO_DEAL, policy.no_deal.after(since), since=since, span=policy.no_deal
    )


def _order(warning: ChurnWarning) -> tuple[date, int, int]:
    return warning.appears, list(ChurnKind).index(warning.kind), warning.complaint_id or 0
