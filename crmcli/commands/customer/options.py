"""The options that adding and editing a customer share."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.language import _

Company = Annotated[str | None, typer.Option(help=_("The company it belongs to."))]
Phone = Annotated[list[str] | None, typer.Option(help=_("A phone number, any format; repeatable."))]
Email = Annotated[list[str] | None, typer.Option(help=_("An e-mail address; repeatable."))]
Preferred = Annotated[
    str | None, typer.Option("--channel", help=_("The channel it prefers, as in --channel wechat."))
]
Need = Annotated[str | None, typer.Option(help=_("clear, potential or none."))]
Close = Annotated[
    str | None, typer.Option(help=_("When the deal is expected to close, as in --close +3w."))
]
Grade = Annotated[str | None, typer.Option(help=_("A grade by hand, A to E."))]
Importance = Annotated[str | None, typer.Option(help=_("key or normal."))]
Every = Annotated[str | None, typer.Option(help=_("Its own contact frequency, as in --every 2w."))]
ByChannel = Annotated[
    str | None, typer.Option("--by-channel", help=_("The channel for --every, as in visit."))
]
Potential = Annotated[
    str | None, typer.Option(help=_("The amount at stake, as in --potential 1.2万."))
]
Source = Annotated[str | None, typer.Option(help=_("Where it came from, as in exhibition."))]
ReferredBy = Annotated[
    str | None, typer.Option("--referred-by", help=_("The customer who referred it."))
]
Birthday = Annotated[
    str | None,
    typer.Option(help=_("1988-05-06, 05-06, lunar:1988-08-15 or 农历八月十五.")),
]
Tag = Annotated[list[str] | None, typer.Option(help=_("A tag; repeatable."))]
Tags = Annotated[
    list[str] | None,
    typer.Option("--tag", help=_("A tag, or several with , ; or 、 between them; repeatable.")),
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", help=_("Any field, as in --set industry=IT; repeatable.")),
]
MayContact = Annotated[
    str | None,
    typer.Option("--may-contact", help=_("yes or no; with no, nothing asks you to contact it.")),
]
MayShare = Annotated[
    str | None,
    typer.Option("--may-share", help=_("yes or no; with no, exports leave it out.")),
]
Note = Annotated[str | None, typer.Option(help=_("Notes; - reads them from stdin."))]
Key = Annotated[
    str | None, typer.Option("--key", help=_("Makes a retry safe: the same key writes once."))
]
Reason = Annotated[str | None, typer.Option("--reason", help=_("Why; kept in the history."))]
