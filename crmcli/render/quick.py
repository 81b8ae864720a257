"""How a contact told in one sentence looks: what would be logged, and what was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.contact import Direction, Outcome
from crmcli.language import _, ngettext, own
from crmcli.render import contact, gate
from crmcli.render.amount import amount_text
from crmcli.render.gate import one_line
from crmcli.render.output import Output, show_record
from crmcli.render.width import padded, width, wrapped
from crmcli.render.words import label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.quick.plan import QuickPlan, QuotePlan
    from crmcli.services.contacts.quick.logging import QuickLogged
    from crmcli.services.deals.result import DealChanged

_GAP = "  "


def tell_plan(plan: QuickPlan) -> None:
    """Show on stderr what would be logged, before it is asked about."""
    gate.tell_whole("\n".join(_lines(plan, descriptor=2)))


def show_plan(output: Output, plan: QuickPlan) -> None:
    """Show what would be logged as the answer of a dry run."""
    show_record(output, plan, _lines(plan, descriptor=1), key=plan.customer_id)


def quick_logged(output: Output, result: QuickLogged, plan: QuickPlan) -> None:
    """Say what was logged, what became of an amount, what is in the note alone, what follows."""
    changed = result.deal
    lines = [] if changed is None else [_deal_line(changed)]
    if plan.quote is not None and not plan.quote.is_kept:
        lines.append(_quote(plan.quote))
    if plan.left:
        text = _("Not filed, in the note alone: {text}.")
        lines.append(text.format(text=one_line(", ".join(plan.left))))
    contact.logged(
        output,
        result.logged,
        extra={"deal": None if changed is None else changed.deal, "left": plan.left},
        lines=lines,
    )


def _deal_line(changed: DealChanged) -> str:
    deal = changed.deal
    text = _("Deal {id}: {title}, {amount}, {stage}.")
    return text.format(
        id=deal.id,
        title=one_line(deal.title),
        amount="" if deal.amount is None else amount_text(deal.amount),
        stage=label(deal.stage),
    )


def _lines(plan: QuickPlan, *, descriptor: int) -> Iterator[str]:
    """Write the rows below each other; on a terminal what is too wide goes on in its column."""
    rows = [(name, one_line(text)) for name, text in _rows(plan) if text]
    room = max(width(name) for name, _text in rows)
    for name, text in rows:
        line = padded(name, room) + _GAP + text
        indent = " " * (room + len(_GAP))
        yield wrapped(line, indent, descriptor=descriptor)


def _rows(plan: QuickPlan) -> Iterator[tuple[str, str]]:
    company = own(" · ") + plan.company if plan.company else ""
    yield _("Customer"), f"{plan.customer} ({plan.customer_id}){company}"
    yield _("With"), ", ".join(plan.people)
    yield _("When"), f"{plan.day}" if plan.time is None else f"{plan.day} {plan.time}"
    came = plan.direction is Direction.IN
    via = label(plan.via)
    yield _("Via"), _("{via}, they made it").format(via=via) if came else via
    reached = plan.outcome is Outcome.REACHED
    yield _("Purpose"), "" if plan.purpose is None else label(plan.purpose)
    yield _("Outcome"), "" if reached else label(plan.outcome)
    yield _("Need"), "" if plan.need is None else label(plan.need)
    yield _("Expected close"), "" if plan.expected_close is None else f"{plan.expected_close}"
    yield _("Quoted"), "" if plan.quote is None else _quote(plan.quote)
    yield _("Promise"), _promise(plan)
    yield _("Not filed"), ", ".join(plan.left)
    yield _("They said"), plan.said
    yield _("Note"), plan.note


def _promise(plan: QuickPlan) -> str:
    promise = plan.promise
    if promise is None:
        return ""
    text = _("{by}  {text} (theirs)") if promise.theirs else _("{by}  {text}")
    return text.format(by=promise.by, text=promise.text)


def _quote(quote: QuotePlan) -> str:
    amount = amount_text(quote.amount)
    if quote.is_new:
        return _("{amount} → new deal “{title}”, quote").format(amount=amount, title=quote.title)
    if quote.deal_id is None:
        text = ngettext(
            "{amount} → stays in the note: {count} deal is open; name it with --deal",
            "{amount} → stays in the note: {count} deals are open; name one with --deal",
            quote.several,
        )
        return text.format(amount=amount, count=quote.several)
    text = _("{amount} → deal {id} “{title}”")
    if quote.before is not None and quote.before != quote.amount:
        text = _("{amount} instead of {before} → deal {id} “{title}”")
    if quote.stage_from is not None:
        text = _("{amount} → deal {id} “{title}”, {stage} → quote")
        if quote.before is not None and quote.before != quote.amount:
            text = _("{amount} instead of {before} → deal {id} “{title}”, {stage} → quote")
    return text.format(
        amount=amount,
        before="" if quote.before is None else amount_text(quote.before),
        id=quote.deal_id,
        title=quote.title,
        stage="" if quote.stage_from is None else label(quote.stage_from),
    )
