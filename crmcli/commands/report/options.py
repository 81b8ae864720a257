"""The options that all reports have."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from crmcli.commands.customer import filters
from crmcli.language import _

REPORT: dict[str, Any] = {
    "period": Annotated[
        str | None,
        typer.Option(
            help=_(
                "The days it is about: this-month (the default; for load the next 14 days),"
                " last-quarter, 2026-Q3, 2026-11, last-30-days, 2026-11-01..today, all."
            )
        ),
    ],
    "compare": Annotated[
        bool, typer.Option("--compare", help=_("Put the figures of the period before beside it."))
    ],
    "explain": Annotated[
        bool,
        typer.Option(
            "--explain", help=_("Say how each figure is computed, and which records are in it.")
        ),
    ],
    "all_": Annotated[
        bool, typer.Option("--all", help=_("Count what belongs to archived customers too."))
    ],
    **{
        name: option
        for name, option in filters.FILTERS.items()
        if name not in {"sort", "limit", "archived"}
    },
    "format_": Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=_("table, json, jsonl, csv, tsv, md, html or xlsx."),
        ),
    ],
    "md": Annotated[bool, typer.Option("--md", help=_("As Markdown; short for --format md."))],
    "html": Annotated[
        str | None,
        typer.Option(metavar="FILE", help=_("Write a page, as in --html weekly.html.")),
    ],
    "xlsx": Annotated[
        str | None,
        typer.Option(metavar="FILE", help=_("Write a workbook, as in --xlsx weekly.xlsx.")),
    ],
    "force": Annotated[bool, typer.Option("--force", help=_("Replace the file if it is there."))],
}
"""By their parameters."""

SINCE_LAST: dict[str, Any] = {
    "since_last": Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help=_(
                "Only what was recorded since the last run of this job, as in --since-last monday;"
                " the first run has the period."
            ),
        ),
    ],
}
"""That of a report which knows what is new."""
