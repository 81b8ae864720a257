"""The options that imports share."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.domain.date_order import DateOrder
from crmcli.language import _

File = Annotated[str, typer.Argument(help=_("The file; - reads stdin, as in import - < x.csv."))]
Encoding = Annotated[
    str | None, typer.Option(help=_("The file's encoding, as in --encoding big5."))
]
Dates = Annotated[
    DateOrder | None,
    typer.Option("--dates", help=_("What comes first in dates like 5/6/2026: dmy or mdy.")),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help=_("Show what would happen; write nothing."))
]
Yes = Annotated[bool, typer.Option("--yes", help=_("Do not ask."))]
