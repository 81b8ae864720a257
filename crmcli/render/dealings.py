"""What goes on with a customer, as lines of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.churn.kind import ChurnKind
from crmcli.domain.feedback_reason import step_task
from crmcli.domain.feedback_state import FeedbackKind
from crmcli.language import _, ngettext
from crmcli.render.amount import amount_text
from crmcli.render.churn import try_line
from crmcli.render.gate import one_line
from crmcli.render.page_line import Line
from crmcli.render.preference import preference_text
from crmcli.render.words import say, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.deals.deal import Deal
    from crmcli.domain.feedback import Feedback
    from crmcli.domain.loyalty import LoyaltyAccount
    from crmcli.services.customers.dealings import Dealings

_MOST_DEALS = 3
_MOST_FEEDBACK = 2
_MOST_WARNINGS = 3
_LOW = 2


def complaints(found: Dealings) -> Iterator[Line]:
    """Say which complaints are open: what comes before everything else."""
    label = _("Complaint")
    every = [each for each in found.feedback if each.kind is FeedbackKind.COMPLAINT]
    for number, each in enumerate(every[:_MOST_FEEDBACK], 1):
        text = _said(each)
        if number == _MOST_FEEDBACK < len(every):
            text = f"{_more(len(every) - number)}  {text}"
        yield Line(label, text, "bold red")
        label = ""


def trade(found: Dealings) -> Iterator[Line]:
    """Say what is being sold, and what was bought."""
    label = _("Deals")
    left = len(found.deals) - _MOST_DEALS
    for number, each in enumerate(found.deals[:_MOST_DEALS], 1):
        text = _deal(each)
        if left > 0 and number == _MOST_DEALS:
            text += f"  {_more(left)}"
        yield Line(label, text, "red" if each.is_overdue else "")
        label = ""
    bought = preference_text(found.preference)
    if bought is not None:
        yield Line(_("Bought"), bought, whole=True)


def voice(found: Dealings) -> Iterator[Line]:
    """Say what warns us, and what the customer says back."""
    label = _("Warning")
    # That a complaint is late is said at the top.
    others = [each for each in found.warnings if each.kind is not ChurnKind.OVERDUE_COMPLAINT]
    for warning in others[:_MOST_WARNINGS]:
        yield Line(label, one_line(say(warning.why)), "yellow")
        label = ""
    if found.tries:
        text = try_line(found.tries[0]).strip()
        left = len(found.tries) - 1
        if left:
            text += "  " + ngettext("(+{count} more)", "(+{count} more)", left).format(count=left)
        yield Line(_("Win-back"), text)
    survey = found.survey
    if survey is not None:
        text = _("{score} of 5 on {day}")
        if survey.recommend is not None:
            text = _("{score} of 5 on {day}, would recommend: {recommend} of 10")
        text = text.format(score=survey.score, day=survey.at, recommend=survey.recommend)
        yield Line(_("Satisfied"), text, "red" if survey.score <= _LOW else "")
    said = [each for each in found.feedback if each.kind is not FeedbackKind.COMPLAINT]
    label = _("Feedback")
    for each in said[:_MOST_FEEDBACK]:
        yield Line(label, _said(each))
        label = ""


def classed(found: Dealings) -> Iterator[str]:
    """Say what belongs beside a customer's classes: another importance that is suggested."""
    suggested = found.importance_suggested
    if suggested is not None and suggested.differs:
        text = _("{importance} is suggested ({amount})")
        yield text.format(
            importance=word(suggested.suggested), amount=amount_text(suggested.amount)
        )


def brought(account: LoyaltyAccount) -> Iterator[Line]:
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
        yield Line(_("Brought"), one_line(" · ".join(parts)))


def _more(count: int) -> str:
    return ngettext("(+{count} more)", "(+{count} more)", count).format(count=count)


def _deal(each: Deal) -> str:
    parts = [
        str(each.id),
        word(each.stage),
        "" if each.amount is None else amount_text(each.amount),
        _("no date") if each.expected_close is None else word(each.expected_close),
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
