"""What is said after a change of a deal: what was done, the grade it led to, what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.grade import Ground
from crmcli.language import _, ngettext, pgettext
from crmcli.render import joined
from crmcli.render.amount import amount_text
from crmcli.render.complaints import tell_complaint
from crmcli.render.consent import tell_unwelcome
from crmcli.render.deals.listing import AMOUNTS
from crmcli.render.gate import one_line
from crmcli.render.output import Output, show_record
from crmcli.render.purchase import following_texts, unrated
from crmcli.render.words import label, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crmcli.services.deals.result import DealChanged


def added(output: Output, result: DealChanged) -> None:
    """Say that a deal was entered."""
    text = _("Opened deal {id} with {customer} ({customer_id}): {what}.")
    deal = result.deal
    parts = [one_line(deal.title)]
    if deal.amount is not None:
        parts.append(amount_text(deal.amount))
    parts.append(label(deal.stage))
    if deal.expected_close is not None:
        parts.append(
            pgettext("after what a deal is", "closes {day}").format(day=deal.expected_close)
        )
    _say(output, result, text, what=joined.facts(parts))


def moved(output: Output, result: DealChanged) -> None:
    """Say from which stage to which a deal was moved."""
    text = _("Moved deal {id} of {customer} ({customer_id}): {title}, {before} → {after}.")
    before = "" if result.from_stage is None else label(result.from_stage)
    _say(output, result, text, before=before, after=label(result.deal.stage))


def won(output: Output, result: DealChanged) -> None:
    """Say that a deal was won, and which purchase was recorded."""
    text = _("Won deal {id} of {customer} ({customer_id}): {what}.")
    more = []
    purchase = result.purchase
    if purchase is not None and purchase.product is not None:
        text_of = _("Recorded purchase {id} of {product}.")
        more.append(text_of.format(id=purchase.id, product=one_line(purchase.product)))
    elif purchase is not None:
        text_of = _(
            "Recorded purchase {id} without a product: crm purchase edit {id} --product NAME."
        )
        more.append(text_of.format(id=purchase.id))
    more += following_texts(result.following)
    if purchase is not None and purchase.book_amount is None:
        more.append(unrated(purchase))
    _say(output, result, text, what=_what(result), more=more)


def lost(output: Output, result: DealChanged) -> None:
    """Say that a deal was lost, and why."""
    text = _("Lost deal {id} of {customer} ({customer_id}): {what} ({reason}).")
    reason = joined.without_stop(one_line(result.deal.lost_reason or ""))
    _say(output, result, text, what=_what(result), reason=reason)


def reopened(output: Output, result: DealChanged) -> None:
    """Say that a deal goes on, at which stage, and that what was bought stays."""
    text = _("Opened deal {id} of {customer} ({customer_id}) again: {title}, at {stage}.")
    kept = ""
    if result.purchases:
        kept = ngettext(
            "The purchase recorded with it stays ({ids}).",
            "The purchases recorded with it stay ({ids}).",
            len(result.purchases),
        ).format(ids=joined.items(map(str, result.purchases)))
    _say(output, result, text, stage=label(result.deal.stage), more=[kept])


def edited(output: Output, result: DealChanged) -> None:
    """Say that a deal was changed, or that it is as it was."""
    text = _("Changed deal {id} of {customer} ({customer_id}): {what}.")
    if not result.changed:
        text = _("Nothing changes for deal {id} of {customer} ({customer_id}): {what}.")
    _say(output, result, text, what=_what(result))


def _say(
    output: Output, result: DealChanged, text: str, more: Iterable[str] = (), **details: str
) -> None:
    parts = [_filled(result, text, **details), *more, *_follows(result)]
    extra = {
        "grade_from": result.grade_from,
        "grade_to": result.grade_to,
        "grade_reason": result.grade_reason,
        "next_due": result.next_due,
        "purchase_id": None if result.purchase is None else result.purchase.id,
        "classes": result.following.classes,
        "points": result.following.points,
        "points_change": result.following.points_change,
        "referral_points": result.following.referral_points,
        "may_contact": result.refused is None,
    }
    line = joined.sentences(parts)
    show_record(output, result.deal, [line], key=result.deal.id, amounts=AMOUNTS, extra=extra)
    if result.refused is not None:
        tell_unwelcome(result.deal.customer, result.refused)
    if result.deal.complaint is not None and not output.is_json and not output.quiet:
        tell_complaint(result.deal.complaint)


def _follows(result: DealChanged) -> Iterator[str]:
    if not result.changed:
        return
    yield _regraded(result)
    if result.next_due is not None:
        yield _("Next follow-up {date}.").format(date=result.next_due)


def _filled(result: DealChanged, text: str, **details: str) -> str:
    deal = result.deal
    return text.format(
        id=deal.id,
        customer=one_line(deal.customer),
        customer_id=deal.customer_id,
        title=one_line(deal.title),
        **details,
    )


def _what(result: DealChanged) -> str:
    deal = result.deal
    amount = "" if deal.amount is None else amount_text(deal.amount)
    return joined.facts((joined.without_stop(one_line(deal.title)), amount))


def _regraded(result: DealChanged) -> str:
    reason = one_line(word(result.grade_reason))
    if result.ground is Ground.CLOSE_PASSED:
        text = _("Grade {grade} kept: {reason}; give a new date or grade.")
        return text.format(grade=result.grade_to, reason=reason)
    if result.grade_from is not result.grade_to:
        text = _("{before} → {after}: {reason}.")
        return text.format(before=result.grade_from, after=result.grade_to, reason=reason)
    if result.by_hand:
        return _("Grade {grade} stays, by hand.").format(grade=result.grade_to)
    return _("Grade {grade} stays: {reason}.").format(grade=result.grade_to, reason=reason)
