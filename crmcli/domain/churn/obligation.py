"""What is owed for the warnings of a customer that nobody has looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.basis import Basis
from crmcli.domain.churn.rule import churn_due
from crmcli.domain.due_kind import DueKind
from crmcli.domain.obligation import Obligation
from crmcli.domain.span import Span, Unit

if TYPE_CHECKING:
    from crmcli.domain.churn.facts import ChurnFacts, ChurnPolicy


def churn_obligation(facts: ChurnFacts, policy: ChurnPolicy) -> Obligation | None:
    """Say that somebody is to look at a customer; None where all is looked at, or nothing is."""
    owed = churn_due(facts, policy)
    if owed is None:
        return None
    return Obligation(
        kind=DueKind.CHURN,
        subject_id=facts.customer_id,
        customer_id=facts.customer_id,
        due=owed.due,
        cadence=Span(1, Unit.DAY),
        basis=Basis.WARNED,
        since=owed.since,
        figures=owed.figures,
    )
