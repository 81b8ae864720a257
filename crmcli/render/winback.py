"""How lost customers look by reason, and a try to win one back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.domain.churn.report import LostReason
from crmcli.domain.consent import refusals
from crmcli.language import _
from crmcli.render import joined
from crmcli.render.consent import tell_unwelcome
from crmcli.render.customer import due_sentence, grade_sentence
from crmcli.render.gate import one_line
from crmcli.render.output import Listing, Output, show_list, show_record
from crmcli.render.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crmcli.render.layout import Layout
    from crmcli.services.churn.trying import Tried


def tried(output: Output, done: Tried) -> None:
    """Say what came of a try, and what follows."""
    attempt, customer = done.attempt, done.life.customer
    told = _("Tried {customer} on {day}: {result}.")
    if attempt.via is not None:
        told = _("Tried {customer} on {day} ({via}): {result}.")
    parts = [
        told.format(
            customer=f"{one_line(customer.name)} ({customer.id})",
            day=word(attempt.day),
            via=word(attempt.via),
            result=word(attempt.result),
        )
    ]
    if customer.lost is None:
        parts += [_("It is back."), grade_sentence(customer, done.life.verdict)]
        parts.append(due_sentence(customer))
    elif done.life.withheld is not None:
        text = _("The win-back on {date} is not due.")
        parts.append(text.format(date=word(done.life.withheld)))
    elif done.winback is not None:
        parts.append(_("Next try {day}.").format(day=word(done.winback)))
    else:
        parts.append(_("No further try is planned."))
    extra = {
        "winback": done.winback,
        "is_back": customer.lost is None,
        "grade": customer.grade,
        "next_due": customer.next_due,
        "may_contact": customer.may_contact,
    }
    show_record(output, attempt, [joined.sentences(parts)], key=attempt.id, extra=extra)
    refused = refusals(customer.consent)
    if refused is not None and not customer.may_contact:
        tell_unwelcome(customer.name, refused)


def show_lost(output: Output, rows: Iterable[LostReason]) -> None:
    """Write lost customers by reason."""
    show_list(output, LOST, rows)


def _ids(row: Any) -> str | None:  # noqa: ANN401 - a row of the list
    return "\n".join(str(each) for each in row.customers) or None


def _layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            Column(_("Reason"), lambda row: row.reason or _("no reason"), wraps=True),
            Column(_("Lost"), lambda row: str(row.lost), right=True),
            Column(_("Tries"), lambda row: str(row.tries), right=True),
            Column(_("Came back"), lambda row: str(row.back), right=True),
        )
    )


LOST = Listing(LostReason, key=_ids, layout=_layout, empty=_("No customer was lost."))
