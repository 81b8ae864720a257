"""The options and arguments that the verbs of `crm deal` share."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.language import _

DealId = Annotated[int, typer.Argument(metavar="ID", help=_("The deal's id."))]
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
