"""How cases look: what was learnt from a deal, and past deals like the one at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.language import _
from crmcli.render.deals.listing import AMOUNTS
from crmcli.render.deals.page import case_rows
from crmcli.render.gate import one_line
from crmcli.render.output import Output, show_record
from crmcli.render.width import padded, width
from crmcli.render.words import label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


def _block(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    filled = [(name, text) for name, text in rows if text]
    room = max((width(name) for name, _text in filled), default=0) + 2
    for name, text in filled:
        yield f"  {padded(name, room)}{text}"
