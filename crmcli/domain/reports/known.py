"""The reports there are, and the question that each answers."""

from __future__ import annotations

from typing import NamedTuple

from crmcli.domain.nearness import nearest
from crmcli.errors import N_, UsageFault

MONTH = "this-month"
"""The period where none is named."""


class Known(NamedTuple):
    """A report.

    Args:
        question: what it answers, a message id.
        module: what counts it, below `crmcli.store.reads.reports`.
        period: the days it is about where none are named.
        compared: the same where it is compared with the period before.
        ahead: whether it looks at what stands for the days to come, so that the past has none.
    """

    question: str
    module: str
    period: str = MONTH
    compared: str | None = None
    ahead: bool = False


KNOWN: dict[str, Known] = {
    "digest": Known(N_("What was done, what came of it, and what comes next?"), "digest"),
    "growth": Known(N_("How many customers are new, and how fast does the book grow?"), "growth"),
    "pipeline": Known(N_("What is being sold, at which stage, for how much?"), "pipeline"),
    "forecast": Known(N_("What is likely to be won, and when?"), "forecast"),
    "conversion": Known(N_("How many deals go on from each stage to the next?"), "conversion"),
    "velocity": Known(N_("How long do deals take, stage by stage?"), "velocity"),
    "won": Known(N_("What was won, for how much, and why?"), "closed"),
    "lost": Known(N_("What was lost, at which stage, and why?"), "closed"),
    "satisfaction": Known(N_("How satisfied are the customers?"), "satisfaction"),
    "feedback": Known(N_("What do customers say, and is it dealt with in time?"), "feedback"),
    "compliance": Known(N_("Are customers followed up as their grade asks?"), "compliance"),
    "calibration": Known(N_("Do customers close as soon as their grade says?"), "calibration"),
    "activity": Known(N_("How much was done, how, and on which days?"), "activity"),
    "value": Known(N_("Who buys how much, how often, and how lately?"), "value"),
    "sources": Known(N_("Where do customers come from, and what becomes of them?"), "sources"),
    "churn": Known(N_("Who may leave, who was lost, and why?"), "churn"),
    "winback": Known(N_("Who was to be won back, and who came?"), "winback"),
    "campaigns": Known(N_("Whom did campaigns reach, and what did they bring?"), "campaigns"),
    "products": Known(N_("What is sold, to how many, for how much?"), "products"),
    "load": Known(N_("How much falls on each coming day?"), "load", "today..+13d", ahead=True),
}
"""By the name that is typed; a function of the same name in the module gives its tables."""

CASES = Known(
    N_("Which past deals are like the one at hand, and what became of them?"),
    "cases",
    "all",
    compared="this-year",
)
"""Of a deal, or a customer: it needs to know which."""


class UnknownReport(UsageFault):
    """A report that there is none of."""

    code = "unknown_report"
    sentence = N_("There is no report named {name}.")
    hint = N_("See them with `crm report list`.")


def known(name: str) -> Known:
    """Give a report by its name.

    Raises:
        UnknownReport: there is none of that name.
    """
    if name in KNOWN:
        return KNOWN[name]
    near = nearest(name, KNOWN)
    if not near:
        raise UnknownReport(name=name)
    raise UnknownReport(name=name, nearest=near, hint=N_("Did you mean {nearest}?"))
