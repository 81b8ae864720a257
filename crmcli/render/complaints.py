"""How it is told, beside something else, that a customer's complaint is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.language import _, ngettext
from crmcli.render import gate
from crmcli.render.gate import one_line
from crmcli.render.words import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.domain.open_complaint import OpenComplaint


def tell_complaint(complaint_id: int) -> None:
    """Say on stderr, after an answer about a customer, that its complaint is open."""
    gate.tell(_("Complaint {id} is open: crm feedback show {id}").format(id=complaint_id))


def tell_complaints(complaints: Sequence[OpenComplaint], customers: int) -> None:
    """Say on stderr which complaints are open of those who were shown.

    Args:
        complaints: the first of them, one of each customer.
        customers: how many of the customers have one.
    """
    text = _(
        "Complaint {id} of {customer} ({customer_id}) is open, {state}: crm feedback show {id}"
    )
    for each in complaints:
        told = text.format(
            id=each.id,
            customer=one_line(each.customer),
            customer_id=each.customer_id,
            state=label(each.state),
        )
        gate.tell(told)
    left = customers - len(complaints)
    if left > 0:
        more = ngettext(
            "and of {count} more customer: crm feedback list --kind complaint --open",
            "and of {count} more customers: crm feedback list --kind complaint --open",
            left,
        )
        gate.tell(more.format(count=left))
