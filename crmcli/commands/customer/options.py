"""The options that verbs about customers share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from crmcli.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

Phone = Annotated[list[str] | None, typer.Option(help=_("A phone number, any format; repeatable."))]
Email = Annotated[list[str] | None, typer.Option(help=_("An e-mail address; repeatable."))]
FIELDS: Mapping[str, Any] = {
    "company": Annotated[str | None, typer.Option(help=_("The company it belongs to."))],
    "phone": Phone,
    "email": Email,
    "channel": Annotated[
        str | None, typer.Option(help=_("The channel it prefers, as in --channel wechat."))
    ],
    "need": Annotated[str | None, typer.Option(help=_("clear, potential or none."))],
    "close": Annotated[
        str | None, typer.Option(help=_("When the deal is expected to close, as in --close +3w."))
    ],
    "grade": Annotated[str | None, typer.Option(help=_("A grade by hand, A to E."))],
    "importance": Annotated[str | None, typer.Option(help=_("key or normal."))],
    "every": Annotated[
        str | None, typer.Option(help=_("Its own contact frequency, as in --every 2w."))
    ],
    "by_channel": Annotated[
        str | None, typer.Option(help=_("The channel for --every, as in visit."))
    ],
    "potential": Annotated[
        str | None, typer.Option(help=_("The amount at stake, as in --potential 1.2万."))
    ],
    "source": Annotated[str | None, typer.Option(help=_("Where it came from, as in exhibition."))],
    "referred_by": Annotated[str | None, typer.Option(help=_("The customer who referred it."))],
    "birthday": Annotated[
        str | None, typer.Option(help=_("05-06, 1988-05-06, lunar:1988-08-15, 农历闰六月初五."))
    ],
    "tag": Annotated[
        list[str] | None,
        typer.Option(help=_("A tag, or several with , ; or 、 between them; repeatable.")),
    ],
    "may_contact": Annotated[
        str | None,
        typer.Option(help=_("yes or no; with no, nothing asks you to contact it.")),
    ],
    "may_share": Annotated[
        str | None, typer.Option(help=_("yes or no; with no, exports leave it out."))
    ],
    "set_": Annotated[
        list[str] | None,
        typer.Option("--set", help=_("Any field, as in --set industry=IT; repeatable.")),
    ],
    "note": Annotated[str | None, typer.Option(help=_("Notes; - reads them from stdin."))],
}
"""The options that say what a customer is, by their parameters; `given` collects them."""

Key = Annotated[
    str | None, typer.Option("--key", help=_("Makes a retry safe: the same key writes once."))
]
Reason = Annotated[str | None, typer.Option("--reason", help=_("Why; kept in the history."))]
