"""The options that imports share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.language import _

if TYPE_CHECKING:
    from crmcli.domain.date_order import DateOrder
    from crmcli.exchange.table import Form
    from crmcli.services.imports.result import Rejects
    from crmcli.session import Session

File = Annotated[str, typer.Argument(help=_("The file; - reads stdin, as in import - < x.csv."))]
Encoding = Annotated[
    str | None, typer.Option(help=_("The file's encoding, as in --encoding big5."))
]
Dates = Annotated[
    str | None,
    typer.Option(
        "--dates", metavar="ORDER", help=_("What comes first in dates like 5/6/2026: dmy or mdy.")
    ),
]
Sheet = Annotated[
    str | None,
    typer.Option(
        metavar="SHEET",
        help=_("A workbook's sheet, by name or number; else the first that holds such a table."),
    ),
]
Header = Annotated[
    str | None,
    typer.Option(
        metavar="ROWS",
        help=_("The row of the column names, as in --header 3, or 2-3; else they are looked for."),
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
Force = Annotated[
    bool, typer.Option("--force", help=_("Replace the file of --skip-bad if it is there."))
]
Yes = Annotated[bool, typer.Option("--yes", help=_("Do not ask."))]


def form_of(encoding: str | None, sheet: str | None, header: str | None) -> Form:
    """Give how a file is to be read, as the options say.

    Raises:
        BadHeaderRows: `--header` is no row and no rows.
    """
    from crmcli.exchange.header import read_header_rows
    from crmcli.exchange.table import Form

    return Form(encoding, sheet, None if header is None else read_header_rows(header))


def rejects_of(session: Session, name: str | None, file: str, *, force: bool) -> Rejects | None:
    """Give where rejected rows go, as `--skip-bad` says; None where it was not given.

    Args:
        session: the run.
        name: the file for them.
        file: the file that is imported.
        force: replace a file that is there.

    Raises:
        SameFile: it is the file that is imported.
        RejectsAreCsv: the name promises another format.
        TargetExists, TargetUnusable: nothing can be written there.
    """
    if name is None:
        return None
    from crmcli.exchange.rejects import check_rejects_name, check_rejects_place
    from crmcli.exchange.target import Target
    from crmcli.render.words import say
    from crmcli.services.imports.result import Rejects

    check_rejects_name(name)
    target = Target(name, force=force, kept=session.book.places)
    check_rejects_place(target.path, file)
    target.check()
    return Rejects(target, say)


def order_of(dates: str | None) -> DateOrder | None:
    """Give what comes first in dates, as `--dates` says; None where it was not given.

    Raises:
        UnknownChoice: it is neither dmy nor mdy.
    """
    if dates is None:
        return None
    from crmcli.domain.choice import read_choice
    from crmcli.domain.date_order import DateOrder

    return read_choice(DateOrder, dates, "--dates")
