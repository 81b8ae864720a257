"""What goes on with a customer, as sections of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.churn.kind import ChurnKind
from crmcli.domain.feedback_reason import step_task
from crmcli.domain.feedback_state import FeedbackKind
from crmcli.language import _, ngettext
from crmcli.render import joined
from crmcli.render.amount import amount_text
from crmcli.render.churn import try_line
from crmcli.render.deals.listing import lateness
from crmcli.render.gate import one_line
from crmcli.render.page import TOP_THREE, Line, Section, Weight, ranked
from crmcli.render.preference import preference_text
from crmcli.render.words import say, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.deals.deal import Deal
    from crmcli.domain.feedback import Feedback
    from crmcli.domain.loyalty import LoyaltyAccount
    from crmcli.services.customers.dealings import Dealings

_TOP_TWO = TOP_THREE[:2]
_FEEDBACK = (Weight.USEFUL, Weight.EXTRA)
_LOW = 2


def complaints(found: Dealings) -> Iterator[Section]:
    """Say which complaints are open: what comes before everything else."""
    every = [each for each in found.feedback if each.kind is FeedbackKind.COMPLAINT]
    lines = [Line(_said(each), "bold red") for each in every]
    yield from ranked(_("Complaint"), lines, _TOP_TWO, len(every))


def trade(found: Dealings) -> Iterator[Section]:
    """Say what is being sold, and what was bought."""
    lines = [Line(_deal(each), "red" if each.is_overdue else "") for each in found.deals]
    yield from ranked(_("Deals"), lines, TOP_THREE, len(found.deals))
    bought = preference_text(found.preference)
    if bought is not None:
        yield Section(_("Bought"), (Line(bought, weight=Weight.USEFUL, whole=True),))


def voice(found: Dealings) -> Iterator[Section]:
    """Say what warns us, and what the customer says back."""
    # That a complaint is late is said at the top.
    others = [each for each in found.warnings if each.kind is not ChurnKind.OVERDUE_COMPLAINT]
    warnings = [Line(one_line(say(each.why)), "yellow") for each in others]
    yield from ranked(_("Warning"), warnings, TOP_THREE, len(others))
    tries = [Line(try_line(each).strip()) for each in found.tries[:1]]
    yield from ranked(_("Win-back"), tries, (Weight.USEFUL,), len(found.tries))
    yield from _satisfied(found)
    said = [each for each in found.feedback if each.kind is not FeedbackKind.COMPLAINT]
    lines = [Line(_said(each)) for each in said]
    yield from ranked(_("Feedback"), lines, _FEEDBACK, len(said))


def _satisfied(found: Dealings) -> Iterator[Section]:
    survey, settled = found.survey, found.complaint_closed
    if survey is not None:
        text = _("{score} of 5 on {day}")
        if survey.recommend is not None:
            text = _("{score} of 5 on {day}, would recommend: {recommend} of 10")
        text = text.format(score=survey.score, day=survey.at, recommend=survey.recommend)
        style = "red" if survey.score <= _LOW else ""
        yield Section(_("Satisfied"), (Line(text, style, Weight.USEFUL),))
    if settled is not None:
        told = _("complaint {id} closed on {day}: {text}")
        if settled.score is not None:
            told = _("complaint {id} closed on {day}, score {score}: {text}")
        told = told.format(
            id=settled.id,
            day=word(settled.closed)[:10],
            score=settled.score,
            text=one_line(settled.text),
        )
        yield Section(_("Settled"), (Line(told, weight=Weight.MORE),))


def classed(found: Dealings) -> Iterator[str]:
    """Say what belongs beside a customer's classes: another importance that is suggested."""
    suggested = found.importance_suggested
    if suggested is not None and suggested.differs:
        text = _("{importance} is suggested ({amount})")
        yield text.format(
            importance=word(suggested.suggested), amount=amount_text(suggested.amount)
        )


def brought(account: LoyaltyAccount) -> Iterator[Section]:
    """Say whom a customer referred, and its points where it has any."""
    parts = []
    if account.referred:
        text = ngettext(
            "{count} referral, {bought} bought",
            "{count} referrals, {bought} bought",
            account.referred,
        )
        parts.append(text.format(count=account.referred, bought=account.referred_bought))
    if account.earned or account.redeemed:
        text = ngettext("{count} point", "{count} points", account.balance)
        parts.append(text.format(count=account.balance))
        if account.level is not None:
            parts.append(_("level {level}").format(level=account.level))
    if parts:
        line = Line(one_line(joined.dotted(parts)), weight=Weight.SPARE)
        yield Section(_("Brought"), (line,))


def _deal(each: Deal) -> str:
    parts = [
        str(each.id),
        word(each.stage),
        "" if each.amount is None else amount_text(each.amount),
        _("no date") if each.expected_close is None else word(each.expected_close),
        lateness(each),
        one_line(each.title),
    ]
    return "  ".join(part for part in parts if part)


def _said(each: Feedback) -> str:
    parts = [str(each.id), word(each.state)]
    if each.step_due is not None and each.next_step is not None:
        text = _("{task} by {due}")
        if each.overdue_days > 0:
            text = _("{task} by {due}, late")
        parts.append(text.format(task=say(step_task(each.next_step)), due=word(each.step_due)))
    parts.append(one_line(each.text))
    return "  ".join(parts)
