"""`crm campaign reach` and `crm campaign answer`: a message goes out, and somebody answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands.campaign import options as own
from crmcli.commands.log import options as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.errors import N_, UsageFault
from crmcli.language import _, ngettext

if TYPE_CHECKING:
    from crmcli.services.campaigns.reaching import Message
    from crmcli.session import Session

app = verbs()


class AllAndNamed(UsageFault):
    """Everybody who was not reached yet, and customers by name beside them; or neither."""

    code = "contradictory_options"
    sentence = N_("Name the customers who were reached, or give --all: one of both.")


class NoChannel(UsageFault):
    """A message of which it is not known how it was sent."""

    code = "missing_argument"
    sentence = N_("--via is missing.")
    hint = N_("Say by which channel it was, as in --via wechat.")


class SaidOfWithdrawn(UsageFault):
    """What a customer said, beside that it said nothing."""

    code = "contradictory_options"
    sentence = N_("--withdraw takes an answer back; --via, --at and --note go with a given one.")


@app.command(
    "reach",
    short_help=_("Mark who was reached, and log it."),
    help=_(
        "Mark that customers were reached by a campaign, and log the message with each: a greeting"
        " as one, any other as maintenance. A message to many is no follow-up: it moves no clock"
        " and grades nobody again."
    ),
    epilog=examples(
        _("crm campaign reach 'spring fair' 王芳 17 --via phone"),
        _("crm campaign reach 春节问候 --all --via wechat --yes"),
        _("crm campaign reach 春节问候 --all --via sms --dry-run"),
    ),
)
def reach(
    context: typer.Context,
    campaign: own.Campaign,
    customers: own.Customers = None,
    all_: Annotated[
        bool, typer.Option("--all", help=_("Everybody on the list who was not reached yet."))
    ] = False,
    via: option.Via = None,
    at: option.At = None,
    note: Annotated[
        str | None, typer.Option("--note", help=_("What was said, beside the campaign's name."))
    ] = None,
    dry_run: own.DryRun = False,
    yes: own.Yes = False,
    key: own.Key = None,
) -> None:
    session = session_of(context)
    if all_ == bool(customers):
        raise AllAndNamed
    named = own.campaign_of(session, campaign)
    message = _message(session, via, at, note)
    names = None if all_ else own.customers_of(session, customers)
    if names is not None and not names:
        raise own.NoCustomers
    from crmcli.render.campaign import reached
    from crmcli.services.campaigns.reaching import foresee
    from crmcli.services.campaigns.reaching import reach as reach_customers

    run = session.run("campaign reach", key=key)
    if dry_run:
        reached(session.output, foresee(session.book, run, named, names, message))
        return
    if not yes and (names is None or len(names) > 1):
        from crmcli.commands.asking import confirm

        count = foresee(session.book, run, named, names, message).reached
        question = ngettext(
            "Mark {count} customer as reached?", "Mark {count} customers as reached?", count
        )
        confirm(session, question.format(count=count), count, yes=count < _MANY)
    reached(session.output, reach_customers(session.book, run, named, names, message))


_MANY = 2


@app.command(
    "answer",
    short_help=_("A customer answered: marked, and logged as a contact."),
    help=_(
        "Mark that a customer answered a campaign, and log it as a contact of theirs, which counts"
        " like any other: its clocks follow. --withdraw takes back that they answered; the contact"
        " stays until crm log remove removes it."
    ),
    epilog=examples(
        _("crm campaign answer 'spring fair' 王芳 --via wechat --note 'wants samples'")
    ),
)
def answer(
    context: typer.Context,
    campaign: own.Campaign,
    customer: Annotated[
        str, typer.Argument(metavar="CUSTOMER", help=_("Name, id, phone or e-mail."))
    ],
    via: Annotated[
        str | None,
        typer.Option("--via", help=_("By which channel; the one it was reached by unless given.")),
    ] = None,
    at: option.At = None,
    note: Annotated[str | None, typer.Option("--note", help=_("What they said."))] = None,
    withdraw: Annotated[
        bool, typer.Option("--withdraw", help=_("They did not answer: take it back."))
    ] = False,
    key: own.Key = None,
) -> None:
    session = session_of(context)
    if withdraw:
        if not (via is at is note is None):
            raise SaidOfWithdrawn
        _withdraw(session, campaign, customer, key)
        return
    from crmcli.commands.asking import chosen, standard_input
    from crmcli.commands.past_instant import past_instant
    from crmcli.domain.channel import Channel
    from crmcli.domain.choice import read_choice
    from crmcli.domain.text import clean
    from crmcli.render.campaign import answered
    from crmcli.services.campaigns.answering import Answer
    from crmcli.services.campaigns.answering import answer as mark_answer

    told = own.campaign_of(session, campaign)
    moment, day = past_instant(session, at)
    given = Answer(
        at=moment,
        on=day,
        via=None if via is None else read_choice(Channel, via, "--via"),
        note=clean(standard_input() if note == "-" else note or "", "--note"),
    )
    named = chosen(session, customer)
    run = session.run("campaign answer", key=key)
    answered(session.output, mark_answer(session.book, run, told, named, given))


def _withdraw(session: Session, campaign: str, customer: str, key: str | None) -> None:
    from crmcli.commands.asking import chosen
    from crmcli.render.campaign import withdrawn
    from crmcli.services.campaigns.answering import withdraw

    told, named = own.campaign_of(session, campaign), chosen(session, customer)
    run = session.run("campaign answer --withdraw", key=key)
    withdrawn(session.output, withdraw(session.book, run, told, named))


def _message(session: Session, via: str | None, at: str | None, note: str | None) -> Message:
    from crmcli.commands.past_instant import past_instant
    from crmcli.domain.channel import Channel
    from crmcli.domain.choice import read_choice
    from crmcli.domain.text import clean
    from crmcli.services.campaigns.reaching import Message

    if via is None:
        if not session.interactive:
            raise NoChannel
        from crmcli.commands.asking import ask_until, load_writers
        from crmcli.render import choices

        load_writers()
        question = _("How ({channels})").format(channels=choices.answers(Channel))
        usual = choices.answer(Channel.WECHAT)
        channel = ask_until(question, lambda text: read_choice(Channel, text, "--via"), usual)
    else:
        channel = read_choice(Channel, via, "--via")
    moment, day = past_instant(session, at)
    return Message(moment, day, channel, clean(note or "", "--note"))
