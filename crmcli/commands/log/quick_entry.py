"""One sentence on its way into the log: understood, completed, shown, confirmed and written."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from crmcli.commands.asking import (
    ask_until,
    chosen,
    confirm,
    load_writers,
    pick,
    pick_deal,
    tell_error,
)
from crmcli.commands.past_instant import instant_of
from crmcli.domain.channel import Channel
from crmcli.domain.choice import read_choice
from crmcli.language import _
from crmcli.services.contacts.quick.planning import ChannelMissing, planned
from crmcli.services.contacts.quick.whom import NobodyNamed
from crmcli.services.deals.naming import AmbiguousDeal
from crmcli.services.naming.customers import AmbiguousCustomer, CustomerNotFound

if TYPE_CHECKING:
    from crmcli.domain.quick.plan import QuickPlan
    from crmcli.services.contacts.quick.planning import Choices
    from crmcli.session import Session


def log_sentence(
    session: Session, text: str, choices: Choices, *, dry_run: bool, yes: bool, key: str | None
) -> None:
    """Log what a sentence tells, after it was shown and confirmed.

    Args:
        session: the run.
        text: the sentence.
        choices: what was decided beside it.
        dry_run: whether it is only shown.
        yes: whether nobody is asked.
        key: the retry key.

    Raises:
        NotConfirmed, Declined: nobody confirmed it.
        CrmError: it is not understood, or cannot be logged.
    """
    from crmcli.render.quick import quick_logged, show_plan, tell_plan
    from crmcli.services.contacts.quick.logging import check_planned, log_planned

    run = session.run("log q", key=key)
    plan = plan_of(session, text, choices)
    check_planned(run, plan)
    if dry_run:
        show_plan(session.output, plan)
        return
    if not yes:
        if session.interactive:
            load_writers()
        if not session.output.is_json:
            tell_plan(plan)
        confirm(session, _("Log this?"), 1, yes=yes)
    quick_logged(session.output, log_planned(session.book, run, plan), plan)


def plan_of(session: Session, text: str, choices: Choices) -> QuickPlan:
    """Say what would be logged; what is missing or not clear is asked on a terminal.

    Raises:
        CrmError: it is not understood, and nobody can be asked.
    """
    while True:
        try:
            return planned(session.book, text, session.now, partial(instant_of, session), choices)
        except (AmbiguousCustomer, CustomerNotFound, NobodyNamed) as error:
            if not session.interactive:
                raise
            choices = replace(choices, customer=_asked_customer(session, error))
        except ChannelMissing:
            if not session.interactive:
                raise
            choices = replace(choices, via=_asked_channel())
        except AmbiguousDeal as error:
            if not session.interactive:
                raise
            picked = pick_deal(str(error.details["text"]), error.candidates)
            choices = replace(choices, deal=picked)


def _asked_customer(
    session: Session, error: AmbiguousCustomer | CustomerNotFound | NobodyNamed
) -> str:
    if isinstance(error, AmbiguousCustomer):
        return pick(str(error.details["text"]), error.candidates)
    tell_error(error)
    return ask_until(_("Customer"), lambda text: chosen(session, text))


def _asked_channel() -> Channel:
    question = _("How ({channels})").format(channels=", ".join(Channel))
    return ask_until(question, lambda text: read_choice(Channel, text, "--via"), "phone")
