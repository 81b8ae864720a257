"""The numbers of deals, classes, service and keeping customers that a user may change."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain import policy_readers as readers
from crmcli.domain.counting import Counted, FreeDays
from crmcli.domain.loyalty_levels import OFF
from crmcli.domain.message import message
from crmcli.domain.work_calendar import NONE
from crmcli.errors import N_, Refused, UsageFault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class UnreadableNumber(UsageFault):
    """A value that a policy cannot have."""

    code = "unreadable_number"
    sentence = N_("Cannot read {text} as {name}: {wanted}.")


class PolicyRule(NamedTuple):
    """A number that rules run on.

    Args:
        default: its value until it is changed.
        read: gives the text it is kept as; raises ValueError or UsageFault for what it cannot be.
        wanted: says what it can be, a message id.
        what: says what it is for, a message id.
    """

    default: str
    read: Callable[[str], str]
    wanted: str
    what: str

    @property
    def is_span(self) -> bool:
        """Whether it is a length of time in days, weeks, months or years."""
        return self.read is readers.span


_A_SPAN = N_("give a length of time, like 15d or 1m")
_A_LIMIT = N_("give days or hours, like 1d or 4h")
_A_COUNT = N_("give a whole number")
_AN_AMOUNT = N_("give whole units of the book's currency, like 50000, 50k or 5万")
_A_PERCENT = N_("give a whole number from 0 to 100")
_A_RATIO = N_("give a number from 1 on, like 1.5")
_GREETING = N_("give 0 to 30 days, like 7d")

_A_COUNTING = N_("give auto, calendar or working")
_COUNTED = {
    "A": N_("whether the cadence of grade A counts working days"),
    "B": N_("whether the cadence of grade B counts working days"),
    "C": N_("whether the cadence of grade C counts working days"),
    "D": N_("whether the cadence of grade D counts working days"),
    "E": N_("whether the cadence of grade E counts working days"),
    "visit": N_("whether the time until a visit counts working days"),
    "call": N_("whether the time until a call counts working days"),
    "own": N_("whether a customer's own rhythm counts working days"),
    "verify": N_("whether the time until data is confirmed counts working days"),
    "survey": N_("whether the time until a survey counts working days"),
    "quiet": N_("whether the quiet limits of deals count working days"),
}

NUMBERS: Mapping[str, PolicyRule] = {
    "stage.initial_contact": PolicyRule(
        "10",
        readers.percent,
        _A_PERCENT,
        N_("chance in percent of a deal after the initial contact"),
    ),
    "stage.need_confirmed": PolicyRule(
        "25", readers.percent, _A_PERCENT, N_("chance in percent of a deal with a confirmed need")
    ),
    "stage.quote": PolicyRule(
        "50", readers.percent, _A_PERCENT, N_("chance in percent of a deal with a quote")
    ),
    "stage.negotiation": PolicyRule(
        "75", readers.percent, _A_PERCENT, N_("chance in percent of a deal in negotiation")
    ),
    "quiet.initial_contact": PolicyRule(
        "30d", readers.span, _A_SPAN, N_("how long a deal may be quiet after the initial contact")
    ),
    "quiet.need_confirmed": PolicyRule(
        "14d", readers.span, _A_SPAN, N_("how long a deal with a confirmed need may be quiet")
    ),
    "quiet.quote": PolicyRule(
        "7d", readers.span, _A_SPAN, N_("how long a deal with a quote may be quiet")
    ),
    "quiet.negotiation": PolicyRule(
        "7d", readers.span, _A_SPAN, N_("how long a deal in negotiation may be quiet")
    ),
    "value.high": PolicyRule(
        "100000",
        readers.units,
        _AN_AMOUNT,
        N_("purchases of twelve months that make the value high"),
    ),
    "value.medium": PolicyRule(
        "10000",
        readers.units,
        _AN_AMOUNT,
        N_("purchases of twelve months that make the value medium"),
    ),
    "frequency.high": PolicyRule(
        "12", readers.positive, _A_COUNT, N_("number of purchases in twelve months that is high")
    ),
    "frequency.medium": PolicyRule(
        "4", readers.positive, _A_COUNT, N_("number of purchases in twelve months that is medium")
    ),
    "loyal": PolicyRule(
        "5", readers.positive, _A_COUNT, N_("from how many purchases on one is loyal")
    ),
    "complaint.first": PolicyRule(
        "1d", readers.limit, _A_LIMIT, N_("until the first step of a complaint")
    ),
    "complaint.solution": PolicyRule(
        "3d",
        readers.limit,
        _A_LIMIT,
        N_("until a complaint has a solution, and that is carried out"),
    ),
    "complaint.callback": PolicyRule(
        "7d", readers.limit, _A_LIMIT, N_("until the call-back after a solution was carried out")
    ),
    "complaint.close": PolicyRule(
        "1d", readers.limit, _A_LIMIT, N_("until a complaint is closed after a good call-back")
    ),
    "feedback.limit": PolicyRule(
        "7d", readers.limit, _A_LIMIT, N_("until another feedback is handled and the customer told")
    ),
    "limits": PolicyRule(
        "calendar",
        readers.counting,
        N_("give calendar or working"),
        N_("whether limits count by the calendar or in working time"),
    ),
    "working.days": PolicyRule(
        "mon-fri",
        readers.working_days,
        N_("give days like mon-fri"),
        N_("on which days work is done"),
    ),
    "calendar": PolicyRule(
        NONE,
        readers.calendar,
        N_("give none, weekend, CN or the name of an imported calendar"),
        N_("which days are free for all cadences and limits"),
    ),
    "free_days": PolicyRule(
        FreeDays.BEFORE.value,
        readers.free_days,
        N_("give before, after or stay"),
        N_("where a cadence goes that ends on a free day"),
    ),
    **{
        f"counting.{name}": PolicyRule(Counted.AUTO.value, readers.counted, _A_COUNTING, what)
        for name, what in _COUNTED.items()
    },
    "working.hours": PolicyRule(
        "09:00-18:00",
        readers.working_hours,
        N_("give hours like 09:00-18:00"),
        N_("between which hours work is done"),
    ),
    "survey": PolicyRule(
        "3m",
        readers.span,
        _A_SPAN,
        N_("how often an existing customer is asked whether it is satisfied"),
    ),
    "greeting.early": PolicyRule(
        "7d", readers.greeting_days, _GREETING, N_("how long before its day a greeting counts")
    ),
    "greeting.belated": PolicyRule(
        "7d",
        readers.greeting_days,
        _GREETING,
        N_("how long after its day a greeting is still owed"),
    ),
    "festivals": PolicyRule(
        "local",
        readers.festivals,
        N_("give local, chinese, western, both, none, or festivals like mid_autumn,christmas"),
        N_("for which festivals customers are greeted; local is by the region of the book"),
    ),
    "festivals.for": PolicyRule(
        "key",
        readers.whom,
        N_("give key, existing, all or none"),
        N_("who is greeted for festivals: key customers, existing ones too, all, or none"),
    ),
    "churn.quiet": PolicyRule(
        "1.5", readers.ratio, _A_RATIO, N_("how many usual gaps between orders are too quiet")
    ),
    "churn.orders": PolicyRule(
        "3", readers.positive, _A_COUNT, N_("how many orders must be known to tell a rhythm")
    ),
    "churn.falling": PolicyRule(
        "3", readers.positive, _A_COUNT, N_("how many orders in a row, each smaller, are a warning")
    ),
    "churn.no_deal": PolicyRule(
        "90d", readers.span, _A_SPAN, N_("how long a key customer may be without a deal")
    ),
    "importance.key": PolicyRule(
        "100000",
        readers.units,
        _AN_AMOUNT,
        N_("open deals and potential that suggest a key customer"),
    ),
    "loyalty.points": PolicyRule(
        "0",
        readers.count,
        _A_COUNT,
        N_("points for each 100 units of the book's currency; 0 is off"),
    ),
    "loyalty.referral": PolicyRule(
        "0", readers.count, _A_COUNT, N_("points for a referral that buys; 0 is off")
    ),
    "loyalty.levels": PolicyRule(
        OFF,
        readers.levels,
        N_("give levels like silver:1000,gold:5000, or off"),
        N_("from how many points ever earned on a level begins"),
    ),
}
"""Every such number by name; product.md sections 1, 5, 6 and 8 (policy)."""

GROWING = (("value.high", "value.medium"), ("frequency.high", "frequency.medium"))
"""Pairs of which the first must be more than the second."""


def read_number(name: str, text: str) -> str:
    """Read the value of a number, as it is kept.

    Args:
        name: one of `NUMBERS`.
        text: what was typed.

    Raises:
        UnreadableNumber: it is nothing that this number can be.
    """
    rule = NUMBERS[name]
    try:
        return rule.read(text.strip())
    except (ValueError, UsageFault, Refused):
        raise UnreadableNumber(text=text, name=name, wanted=message(rule.wanted)) from None
