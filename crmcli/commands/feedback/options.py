"""The options and arguments that the verbs of `feedback` share."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.language import _

FeedbackId = Annotated[int, typer.Argument(metavar="ID", help=_("The feedback's id."))]
Customer = Annotated[str, typer.Argument(metavar="CUSTOMER", help=_("Name, id, phone or e-mail."))]
OneCustomer = Annotated[
    str | None, typer.Argument(metavar="[CUSTOMER]", help=_("Only this customer's."))
]
Category = Annotated[
    str | None, typer.Option("--category", help=_("What it is about, as in --category delivery."))
]
SeverityText = Annotated[str | None, typer.Option("--severity", help=_("low, normal or high."))]
Via = Annotated[
    str | None,
    typer.Option(
        "--via",
        help=_("How it came: phone, email, visit, meeting, wechat, sms, video or other."),
    ),
]
Handler = Annotated[
    str | None, typer.Option("--handler", help=_('Who handles it, as in --handler "Li Lei".'))
]
Result = Annotated[
    str | None, typer.Option("--result", help=_('What came of it, as in --result "replaced".'))
]
Note = Annotated[
    str | None, typer.Option("--note", help=_("What was done; - reads it from stdin."))
]
At = Annotated[
    str | None, typer.Option("--at", help=_('When it was, as in --at "yesterday 15:00".'))
]
Skip = Annotated[bool, typer.Option("--skip", help=_("Skip the steps in between; needs a reason."))]
Reason = Annotated[str | None, typer.Option("--reason", help=_("Why; kept with the step."))]
Limit = Annotated[
    int | None,
    typer.Option("--limit", min=1, help=_("The first so many, as in --limit 20.")),
]
Key = Annotated[
    str | None, typer.Option("--key", help=_("Makes a retry safe: the same key writes once."))
]
