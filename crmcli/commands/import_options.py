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
    typer.Option(
        "--dates", metavar="dmy|mdy", help=_("What comes first in dates like 5/6/2026: dmy or mdy.")
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help=_("Show what would happen; write nothing."))
]
Map = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="COLUMN=FIELD",
        help=_("The field of a column, as in --map 电话=phones; =- leaves it out; repeatable."),
    ),
]
Mapping = Annotated[
    str | None, typer.Option(metavar="NAME", help=_("Map columns as it was saved by this name."))
]
SaveMapping = Annotated[
    str | None,
    typer.Option("--save-mapping", metavar="NAME", help=_("Save the mapping by this name.")),
]
Update = Annotated[
    bool,
    typer.Option(
        "--update", help=_("Change customers of the book where a row says otherwise than they are.")
    ),
]
SkipBad = Annotated[
    str | None,
    typer.Option(
        "--skip-bad",
        metavar="FILE",
        help=_("Import the rest, and write what is refused or skipped to FILE (CSV), with why."),
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help=_("Do not ask."))]
