"""How cases look: what was learnt from a deal, and past deals like the one at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.deals.nearness import NearCase
from crmcli.language import _, ngettext
from crmcli.render import gate
from crmcli.render.amount import amount_text
from crmcli.render.deals.listing import AMOUNTS
from crmcli.render.deals.page import case_rows
from crmcli.render.gate import one_line
from crmcli.render.output import Format, Listing, Output, show_list, show_record
from crmcli.render.width import padded, width, wrapped
from crmcli.render.words import label, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crmcli.services.deals.cases import CasesFound
    from crmcli.services.deals.lessons import CaseWritten


def written(output: Output, result: CaseWritten) -> None:
    """Say what is known of a deal's end now."""
    deal, case = result.deal, result.case
    text = _("Case of deal {id} with {customer} ({customer_id}), {stage} on {day}: {title}.")
    if not result.changed:
        text = _("Nothing changes in the case of deal {id} with {customer} ({customer_id}).")
    line = text.format(
        id=deal.id,
        customer=one_line(deal.customer),
        customer_id=deal.customer_id,
        title=one_line(deal.title),
        stage=label(deal.stage),
        day=deal.closed,
    )
    told = [line, *_block([] if case is None else list(case_rows(case)))]
    show_record(output, deal, told, key=deal.id, amounts=AMOUNTS, extra={"case": case})


def show_cases(output: Output, found: CasesFound) -> None:
    """Show the nearest cases, each with the reasons why it is near."""
    if output.list_format is not Format.TABLE:
        show_list(output, CASES, found.cases)
        return
    _tell(found)
    lines = [line for each in found.cases for line in (*_case(each), "")]
    gate.put_all(f"{wrapped(line)}\n" for line in lines[:-1])


def _tell(found: CasesFound) -> None:
    """Say on stderr what they were compared with, and how many there were."""
    count = found.looked_at
    if not count:
        gate.tell(_("No deal was won or lost yet, so that there is no case to learn from."))
        return
    past = ngettext("{count} past deal", "{count} past deals", count).format(count=count)
    if not found.cases:
        text = _("None of {past} has anything in common with it that is known.")
        gate.tell(text.format(past=past))
    elif found.deal_id is None:
        gate.tell(
            _("Compared by the customer alone, which has no open deal: {past}.").format(past=past)
        )
    else:
        gate.tell(_("Compared with deal {id}: {past}.").format(id=found.deal_id, past=past))


def _case(case: NearCase) -> Iterator[str]:
    parts = [one_line(case.title), f"{one_line(case.customer)} ({case.customer_id})"]
    if case.amount is not None:
        parts.append(amount_text(case.amount))
    head = _("{result} {day}  {what} (deal {id})")
    yield head.format(
        result=label(case.result), day=case.closed, what=" · ".join(parts), id=case.id
    )
    rows = [
        (_("Near"), ", ".join(one_line(say(each)) for each in case.near)),
        (_("Reason"), one_line(case.lost_reason or "")),
        *case_rows(case),
    ]
    yield from _block(rows)


def _block(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    filled = [(name, text) for name, text in rows if text]
    room = max((width(name) for name, _text in filled), default=0) + 2
    for name, text in filled:
        yield f"  {padded(name, room)}{text}"


CASES = Listing(NearCase, ("amount",), key=lambda case: case.id)  # type: ignore[attr-defined]
