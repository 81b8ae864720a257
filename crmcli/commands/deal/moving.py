"""`crm deal move`, `win`, `lose` and `reopen`: a deal from stage to stage."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.deal import options as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.errors import N_, UsageFault
from crmcli.language import _
from crmcli.render.placeholders import argument_named

app = verbs()


class MovedToItsEnd(UsageFault):
    """A move to a stage that ends the deal, which has a verb of its own."""

    code = "moved_to_its_end"
    sentence = N_("A deal is not moved to {stage}.")
    hint = N_("Close it with crm deal win {id}, or crm deal lose {id} --reason …")


class NoPurchase(UsageFault):
    """What was bought, without a purchase to record it in."""

    code = "missing_argument"
    sentence = N_("{option} says what was bought, but no purchase is recorded.")
    hint = N_("Add --purchase.")


@app.command(
    "move",
    short_help=_("Move a deal to another stage."),
    help=_(
        "Move a deal to another stage; each move is kept with its time and note. A move said by"
        " its day alone comes after the others of that day; a time before the last move is refused."
    ),
    epilog=examples(
        _("crm deal move 3 negotiation"),
        _("crm deal move maintenance negotiation"),
        _('crm deal move 3 谈判 --note "they want 5% off"'),
        _("crm deal move 3 negotiation --at today"),
    ),
)
def move(
    context: typer.Context,
    deal: option.Deal,
    stage: Annotated[
        str,
        typer.Argument(
            metavar="STAGE", help=_("initial_contact, need_confirmed, quote or negotiation.")
        ),
    ],
    note: option.Note = None,
    at: option.At = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.deal.reading import step_of
    from crmcli.domain.choice import read_choice
    from crmcli.domain.stage import CLOSED_STAGES, Stage
    from crmcli.render.deals.changes import moved
    from crmcli.services.deals.moving import move as move_deal

    wanted = read_choice(Stage, stage, argument_named("STAGE"))
    if wanted in CLOSED_STAGES:
        raise MovedToItsEnd(stage=wanted, id=deal)
    named = option.deal_of(session, deal, closed=False)
    run = session.run("deal move", key=key)
    step = step_of(session, at, note)
    moved(session.output, move_deal(session.book, run, named, wanted, step))


@app.command(
    "win",
    short_help=_("A deal is won; --purchase records what was bought."),
    help=_(
        "A deal is won; with --purchase what was bought is recorded in the same step. Without"
        " --product it is the product that is called as the deal is, if one is known. An amount"
        " without a currency is in the deal's."
    ),
    epilog=examples(
        "crm deal win 3 --purchase --product ERP --quantity 1",
        "crm deal win 3 --amount 11万 --purchase",
        _('crm deal win 3 --why "the demo convinced them" --repeat "bring an engineer"'),
    ),
)
def win(
    context: typer.Context,
    deal: option.Deal,
    amount: Annotated[
        str | None,
        typer.Option(help=_("What it was sold for in the end, as in --amount 1.2万.")),
    ] = None,
    free: option.Free = False,
    purchase: Annotated[
        bool,
        typer.Option("--purchase", help=_("Record the purchase too; its amount is the deal's.")),
    ] = False,
    product: Annotated[
        str | None, typer.Option(help=_("What was bought, as in --product ERP."))
    ] = None,
    quantity: Annotated[
        str | None, typer.Option(help=_("How many, as in --quantity 2; 1 if not said."))
    ] = None,
    note: option.Note = None,
    at: option.At = None,
    why: option.Why = None,
    repeat: option.Repeat = None,
    avoid: option.Avoid = None,
    objection: option.Objection = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.deal.reading import lesson_of, price_given, step_of
    from crmcli.domain.quantity import ONE, read_quantity
    from crmcli.domain.text import clean_label
    from crmcli.render.deals.changes import won
    from crmcli.services.deals.moving import Bought
    from crmcli.services.deals.moving import win as win_deal

    for name, text in (("--product", product), ("--quantity", quantity)):
        if text is not None and not purchase:
            raise NoPurchase(option=name)
    bought = None
    if purchase:
        named = None if product is None else clean_label(product, "--product")
        bought = Bought(named, ONE if quantity is None else read_quantity(quantity))
    lesson = lesson_of(why, repeat, avoid, objection)
    deal = option.deal_of(session, deal, closed=False)
    run = session.run("deal win", key=key)
    step = step_of(session, at, note)
    sold = price_given(session, amount, free=free)
    won(session.output, win_deal(session.book, run, deal, step, lesson, bought, sold))


@app.command(
    "lose",
    help=_("A deal is lost, with the reason."),
    epilog=examples(
        _("crm deal lose 3 --reason price"),
        _('crm deal lose 3 --reason price --note "they chose the cheapest"'),
        _('crm deal lose 3 --reason "no budget" --avoid "late quotes" --objection price'),
    ),
)
def lose(
    context: typer.Context,
    deal: option.Deal,
    reason: option.Reason = None,
    note: option.Note = None,
    at: option.At = None,
    why: option.Why = None,
    repeat: option.Repeat = None,
    avoid: option.Avoid = None,
    objection: option.Objection = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import reason_of
    from crmcli.commands.deal.reading import lesson_of, step_of
    from crmcli.render.deals.changes import lost
    from crmcli.services.deals.moving import lose as lose_deal

    lesson = lesson_of(why, repeat, avoid, objection)
    step = step_of(session, at, note)
    deal = option.deal_of(session, deal, closed=False)
    run = session.run("deal lose", reason=reason_of(session, reason, "deal lose"), key=key)
    lost(session.output, lose_deal(session.book, run, deal, step, lesson))


@app.command(
    "reopen",
    short_help=_("A deal that was won or lost goes on."),
    help=_("A deal that was won or lost goes on, at the stage it had; with the reason."),
    epilog=examples(_('crm deal reopen 4 --reason "they asked again"')),
)
def reopen(
    context: typer.Context,
    deal: option.Deal,
    reason: option.Reason = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import reason_of
    from crmcli.commands.deal.reading import step_of
    from crmcli.render.deals.changes import reopened
    from crmcli.services.deals.moving import reopen as reopen_deal

    deal = option.deal_of(session, deal, closed=True)
    run = session.run("deal reopen", reason=reason_of(session, reason, "deal reopen"), key=key)
    step = step_of(session, None, run.reason)
    reopened(session.output, reopen_deal(session.book, run, deal, step))
