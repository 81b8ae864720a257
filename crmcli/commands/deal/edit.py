"""`crm deal edit`: what was said of a deal, mended."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from crmcli.commands.deal import options as option
from crmcli.commands.nothing_given import NothingGiven
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.errors import N_, UsageFault
from crmcli.language import _

app = verbs()

_GIVE = N_("Say what, like --amount 12000, --close +1m or --note TEXT.")


class GivenAndUnset(UsageFault):
    """A field that is given and taken back at once."""

    code = "contradictory_options"
    sentence = N_("{field} cannot be given and taken back at once.")


class NotUnset(UsageFault):
    """A field that cannot be taken back."""

    code = "unknown_field"
    sentence = N_("{field} cannot be taken back.")
    hint = N_("What can be: amount, close, probability, note.")


@app.command(
    "edit",
    short_help=_("Change what was said of a deal."),
    help=_(
        "Change what was said of a deal; its stage is changed by move, win and lose. An amount"
        " without a currency is in the one it had."
    ),
    epilog=examples(
        "crm deal edit 3 --close 2026-12-01",
        "crm deal edit 3 --amount 13.5万 --probability 60",
        _("crm deal edit more --unset probability"),
    ),
)
def edit(
    context: typer.Context,
    deal: option.Deal,
    title: Annotated[
        str | None, typer.Option("--title", help=_("What is to be sold, in other words."))
    ] = None,
    amount: option.Amount = None,
    free: option.Free = False,
    close: option.Close = None,
    probability: option.Probability = None,
    note: option.Note = None,
    unset: Annotated[
        list[str] | None,
        typer.Option(help=_("Take back amount, close, probability or note; repeatable.")),
    ] = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.deal.reading import note_of, percent_of, price_given
    from crmcli.domain.emptied_part import DEAL, part_named
    from crmcli.domain.text import clean_name

    change: dict[str, Any] = {}
    if title is not None:
        change["title"] = clean_name(title, "--title")
    if close is not None:
        change["expected_close"] = session.day(close)
    if probability is not None:
        change["probability"] = percent_of(probability)
    if note is not None:
        change["notes"] = note_of(note)
    if amount is not None or free:
        change["amount"] = price_given(session, amount, free=free)
    for each in unset or ():
        name = part_named(each, DEAL)
        if name is None:
            raise NotUnset(field=each)
        if change.get(name) is not None:
            raise GivenAndUnset(field=each)
        change[name] = None
    if not change:
        raise NothingGiven(hint=_GIVE)
    from crmcli.render.deals.changes import edited
    from crmcli.services.deals.entering import edit as edit_deal

    named = option.deal_of(session, deal)
    run = session.run("deal edit", key=key)
    edited(session.output, edit_deal(session.book, run, named, change))
