"""What goes on between us and one customer: deals, purchases, what it says back, what warns us."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.churn.report import ChurnQuery, ChurnRow, WinbackTry
from crmcli.domain.deals.deal import Deal, DealQuery
from crmcli.domain.feedback import Feedback, FeedbackQuery
from crmcli.domain.importance import ImportanceSuggestion
from crmcli.domain.loyalty import LoyaltyAccount
from crmcli.domain.loyalty_levels import read_levels
from crmcli.domain.message import Message
from crmcli.domain.preference import Preference
from crmcli.domain.survey import Survey, SurveyQuery
from crmcli.services.churn.reading import briefed
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.deals import deals
from crmcli.store.reads.feedback import complaint_closed, feedbacks
from crmcli.store.reads.importance import importance_suggested
from crmcli.store.reads.loyalty import account
from crmcli.store.reads.preference import preference
from crmcli.store.reads.surveys import surveys

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from crmcli.domain.customer import Customer


@dataclass(frozen=True, slots=True)
class Dealings:
    """What goes on with a customer; the field names are keys of the briefing's JSON.

    Args:
        deals: its open deals, the one that closes first before the others.
        feedback: what it said back and what is not closed, the earliest limit first.
        survey: its last answer; None if it gave none.
        complaint_closed: its last complaint that was closed; None if there is none.
        warnings: the warnings that stand and that nobody has looked at.
        too_little: why its rhythm is not known; None where it is.
        tries: the tries to win it back, the latest first.
        preference: what it usually buys.
        importance_suggested: what its deals and its potential suggest; None where nothing does.
        loyalty: its points, and whom it referred.
    """

    deals: tuple[Deal, ...]
    feedback: tuple[Feedback, ...]
    survey: Survey | None
    complaint_closed: Feedback | None
    warnings: tuple[ChurnRow, ...]
    too_little: Message | None
    tries: tuple[WinbackTry, ...]
    preference: Preference
    importance_suggested: ImportanceSuggestion | None
    loyalty: LoyaltyAccount


def dealings(connection: sqlite3.Connection, customer: Customer, now: datetime) -> Dealings:
    """Read what goes on with a customer.

    Args:
        connection: the reading door.
        customer: it.
        now: the instant, in the book's time zone, at which it is asked.
    """
    key, today = customer.id, now.date()
    policy = book_reads.policy(connection)
    warned = briefed(connection, customer, ChurnQuery(today, now))
    query = DealQuery(today, customer_id=key, archived=True)
    said = FeedbackQuery(customer_id=key, open=True)
    return Dealings(
        deals=tuple(deals(connection, query, policy)),
        feedback=tuple(feedbacks(connection, said, now)),
        survey=next(iter(surveys(connection, SurveyQuery(customer_id=key))), None),
        complaint_closed=complaint_closed(connection, key, now),
        warnings=warned.warnings,
        too_little=warned.too_little,
        tries=warned.tries,
        preference=preference(connection, key, today),
        importance_suggested=importance_suggested(connection, key, today),
        loyalty=account(connection, key, read_levels(policy.word("loyalty.levels"))),
    )
