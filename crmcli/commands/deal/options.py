"""The options and arguments that the verbs of `crm deal` share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.language import _

if TYPE_CHECKING:
    from crmcli.session import Session

Deal = Annotated[
    str,
    typer.Argument(
        metavar="DEAL", help=_("Its id, its title or a part of it, or a customer with one deal.")
    ),
]
Amount = Annotated[
    str | None,
    typer.Option(help=_("What it is worth, as in --amount 1.2万 or --amount 'EUR 300'.")),
]
Free = Annotated[
    bool, typer.Option("--free", help=_("It is to be had for nothing, such as a sample."))
]
Close = Annotated[
    str | None, typer.Option(help=_("When it is expected to close, as in --close +3w."))
]
Probability = Annotated[
    str | None, typer.Option(help=_("Its chance in percent instead of its stage's, as in 60."))
]
Note = Annotated[str | None, typer.Option(help=_("What is to be said of it; - reads stdin."))]
At = Annotated[str | None, typer.Option(help=_('When that was, as in --at "yesterday 15:00".'))]
Key = Annotated[
    str | None, typer.Option("--key", help=_("Makes a retry safe: the same key writes once."))
]
Reason = Annotated[str | None, typer.Option("--reason", help=_("Why; kept with the deal."))]
Why = Annotated[
    str | None, typer.Option("--why", help=_("The case: why it ended so, as in --why service."))
]
Repeat = Annotated[str | None, typer.Option("--repeat", help=_("The case: what to do again."))]
Avoid = Annotated[str | None, typer.Option("--avoid", help=_("The case: what to avoid."))]
Objection = Annotated[
    str | None,
    typer.Option("--objection", help=_("The case: what stood against it, as in price.")),
]


def deal_of(session: Session, text: str, *, closed: bool | None = None) -> str:
    """Return the name of a deal without doubt where someone can be asked; else as given.

    Args:
        session: the run.
        text: what was typed.
        closed: whether one that is over is meant, or one that goes on; None for both.
    """
    if not session.interactive:
        return text
    from crmcli.services.deals.naming import AmbiguousDeal, resolve

    try:
        return f"id:{resolve(session.book, text, closed=closed)}"
    except AmbiguousDeal as error:
        from crmcli.commands.asking import pick_deal

        return pick_deal(text, error.candidates)
