"""Writing what the customers of the demonstration bought, were offered and said, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.domain.campaign import purpose_of
from crmcli.domain.contact import ContactDraft, Effect
from crmcli.domain.feedback_state import procedure
from crmcli.domain.stage import CLOSED_STAGES
from crmcli.services.contacts.log import contact_columns
from crmcli.store.reads.book import CURRENCY
from crmcli.store.staging.batch import Batch
from crmcli.store.texts import OF_LOG, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.demo.dealings import (
        Bought,
        Campaign,
        Deal,
        Dealings,
        Measure,
        Said,
    )
    from crmcli.store.transaction import Transaction


def write_dealings(transaction: Transaction, dealings: Dealings, ids: Sequence[int]) -> None:
    """Write all of it but the looks; what follows from it is for the caller to settle.

    Args:
        transaction: the open transaction.
        dealings: what is to be written.
        ids: the id of each customer, by its number.
    """
    author = transaction.run.author
    for rate in dealings.rates:
        transaction.add("rate", base=CURRENCY, author=author, **rate._asdict())
    with Batch(transaction) as batch:
        rows = _Rows(batch, ids, author)
        for deal in dealings.deals:
            rows.deal(deal)
        for line in dealings.purchases:
            rows.bought(line)
        for said in dealings.said:
            rows.said(said)
        for measure in dealings.measures:
            rows.measure(measure)
        for asked in dealings.surveys:
            rows.put("survey", asked.who, **asked._asdict(), author=author)
        for each in dealings.tries:
            rows.put("winback_try", each.who, **each._asdict(), author=author)
        for campaign in dealings.campaigns:
            rows.campaign(campaign, transaction)


class _Rows:
    """The rows of a batch, each with the words it is found by."""

    def __init__(self, batch: Batch, ids: Sequence[int], author: str) -> None:
        self._batch, self._ids, self._author = batch, ids, author

    def put(self, table: str, who: int | None, /, **values: Any) -> int:  # noqa: ANN401 - columns
        """Collect a row of a customer and return its id."""
        values.pop("who", None)
        key = self._batch.next_id(table)
        owner = None if who is None else self._ids[who]
        self._batch.add(table, {"id": key, "customer_id": owner, **values})
        if table in OF_LOG:
            text = joined(values.get(name) for name in OF_LOG[table].words)
            self._batch.find_text(table, key, text)
        return key

    def deal(self, deal: Deal) -> None:
        """Collect a deal with all that belongs to it."""
        first, last = deal.moves[0], deal.moves[-1]
        closed = last.on if last.stage in CLOSED_STAGES else None
        key = self.put(
            "deal",
            deal.who,
            title=deal.title,
            amount_minor=deal.amount.minor,
            currency=deal.amount.currency,
            stage=deal.stage,
            stage_since=last.on,
            probability=deal.probability,
            expected_close=deal.close,
            opened=first.on,
            closed=closed,
            lost_reason=deal.lost_reason,
            notes=deal.notes,
            author=self._author,
        )
        before = None
        for move in deal.moves:
            moved = {"from_stage": before, "stage": move.stage, "at": move.at, "note": move.note}
            self.put("deal_move", deal.who, deal_id=key, **moved, author=self._author)
            before = move.stage
        case = deal.case
        if case is not None:
            self.put(
                "deal_case",
                deal.who,
                deal_id=key,
                day=last.on,
                objection=case.objection,
                because=case.because,
                repeat=case.repeat,
                avoid=case.avoid,
            )
        for line in deal.bought:
            self.bought(line, key)

    def bought(self, line: Bought, deal_id: int | None = None) -> None:
        """Collect a purchase."""
        self.put(
            "purchase",
            line.who,
            day=line.day,
            product=line.product,
            thousandths=1000 * line.quantity,
            amount_minor=line.amount.minor,
            currency=line.amount.currency,
            deal_id=deal_id,
            note=line.note,
            imported=line.imported,
            author=self._author,
        )

    def said(self, said: Said) -> None:
        """Collect a feedback with its steps, and the measure that followed from it."""
        first, last = said.steps[0], said.steps[-1]
        scores = [step.score for step in said.steps if step.score is not None]
        key = self.put(
            "feedback",
            said.who,
            opened=first.at,
            via=said.via,
            kind=said.kind,
            category=said.category,
            severity=said.severity,
            text=said.text,
            handler=said.handler,
            state=last.state,
            state_since=last.at,
            closed=last.at if last.state is procedure(said.kind)[-1] else None,
            result=said.result,
            score=scores[-1] if scores else None,
            author=self._author,
        )
        for step in said.steps:
            self.put(
                "feedback_step",
                said.who,
                feedback_id=key,
                **step._asdict(),
                skipped=False,
                reason=None,
                author=self._author,
            )
        if said.measure is not None:
            self.measure(said.measure, key)

    def measure(self, measure: Measure, feedback_id: int | None = None) -> None:
        """Collect a measure to do better."""
        self.put(
            "measure",
            measure.who,
            feedback_id=feedback_id,
            text=measure.text,
            owner=measure.owner,
            by=measure.by,
            made=measure.made,
            done=measure.done,
            effect=measure.effect,
        )

    def campaign(self, campaign: Campaign, transaction: Transaction) -> None:
        """Write a campaign, and collect who is on its list with what they were sent."""
        key = transaction.add(
            "campaign",
            name=campaign.name,
            kind=campaign.kind,
            day=campaign.day,
            days=campaign.days,
            filter=campaign.condition,
            note=campaign.note,
            author=self._author,
        )
        for each in campaign.members:
            contact_id = None
            if each.at is not None:
                text = f"{campaign.name}: {campaign.note}"
                purpose = purpose_of(campaign.kind)
                sent = ContactDraft(each.at, campaign.day, each.via, purpose=purpose, note=text)
                columns = {**contact_columns(sent), "effect": Effect.NONE}
                contact_id = self.put("contact", each.who, **columns, author=self._author)
            reached = each.at is not None
            self._batch.add(
                "campaign_member",
                {
                    "campaign_id": key,
                    "customer_id": self._ids[each.who],
                    "reached": campaign.day if reached else None,
                    "via": each.via if reached else None,
                    "contact_id": contact_id,
                    "answered": each.answered,
                },
            )
