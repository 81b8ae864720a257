"""`crm deal add`: what may be sold to whom, for how much, until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands.deal import options as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.errors import N_, UsageFault
from crmcli.language import _
from crmcli.render.placeholders import argument_named

if TYPE_CHECKING:
    from datetime import date

    from crmcli.domain.money import Money
    from crmcli.domain.stage import Stage
    from crmcli.session import Session

app = verbs()


class AmountMissing(UsageFault):
    """A script entered a deal without its amount."""

    code = "missing_argument"
    sentence = N_("{name} is missing.")
    hint = N_("Say what the deal is worth, as in --amount 12000.")


class BeginsClosed(UsageFault):
    """A deal that would begin with its end."""

    code = "begins_closed"
    sentence = N_("A deal cannot begin as {stage}.")
    hint = N_("Enter it open, then close it: crm deal win ID, or crm deal lose ID --reason …")


@app.command(
    "add",
    help=_("Enter a deal. While it is open, its expected close grades the customer."),
    epilog=examples(
        _('crm deal add 王芳 "ERP licence" --amount 12万 --close +3w'),
        _("crm deal add 17 maintenance --amount 'EUR 3,000' --stage quote --close +2m"),
        _("crm deal add 17 trial --free --close +2w"),
    ),
)
def add(
    context: typer.Context,
    customer: Annotated[
        str, typer.Argument(metavar="CUSTOMER", help=_("Name, id, phone or e-mail."))
    ],
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help=_("What is to be sold; - reads stdin."))
    ] = None,
    amount: option.Amount = None,
    free: option.Free = False,
    close: option.Close = None,
    stage: Annotated[
        str | None,
        typer.Option(help=_("initial_contact, need_confirmed, quote or negotiation.")),
    ] = None,
    probability: option.Probability = None,
    note: option.Note = None,
    at: Annotated[
        str | None, typer.Option(help=_("When it began, as in --at 2026-03-05; else today."))
    ] = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import chosen, standard_input
    from crmcli.commands.deal.reading import note_of, percent_of
    from crmcli.commands.needed_value import needed_text
    from crmcli.commands.past_instant import past_instant
    from crmcli.domain.deals.deal import DealDraft
    from crmcli.domain.text import clean_name

    named = chosen(session, customer)
    instant, day = past_instant(session, at)
    title = needed_text(session, text, argument_named("TEXT"), "deal add", _("What is to be sold"))
    draft = DealDraft(
        title=clean_name(standard_input() if title == "-" else title, argument_named("TEXT")),
        at=instant,
        on=day,
        stage=_stage(stage),
        amount=_amount(session, amount, free=free),
        expected_close=_close(session, close),
        probability=None if probability is None else percent_of(probability),
        notes=note_of(note),
    )
    from crmcli.render.deals.changes import added
    from crmcli.services.deals.entering import add as add_deal

    run = session.run("deal add", key=key)
    added(session.output, add_deal(session.book, run, named, draft))


def _close(session: Session, text: str | None) -> date | None:
    """Read the expected close, asking for it on a terminal, where nobody need know it yet."""
    if text is not None:
        return session.day(text)
    if not session.interactive:
        return None
    from crmcli.commands.asking import ask_until

    question = _("When is it expected to close (Enter: not known yet)")
    return ask_until(question, lambda typed: session.day(typed) if typed else None)


def _stage(text: str | None) -> Stage:
    from crmcli.domain.choice import read_choice
    from crmcli.domain.stage import CLOSED_STAGES, Stage

    stage = Stage.INITIAL_CONTACT if text is None else read_choice(Stage, text, "--stage")
    if stage in CLOSED_STAGES:
        raise BeginsClosed(stage=stage)
    return stage


def _amount(session: Session, text: str | None, *, free: bool) -> Money | None:
    """Read the amount, asking for it on a terminal, where nobody need know it yet."""
    from crmcli.commands.deal.reading import amount_of, ask_amount

    if text is not None or free:
        return amount_of(session, text, free=free)
    if not session.interactive:
        raise AmountMissing(name="--amount")
    return ask_amount(session)
