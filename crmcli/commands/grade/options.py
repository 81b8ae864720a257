"""The options that suggesting, auditing and policies share."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.language import _

Apply = Annotated[bool, typer.Option("--apply", help=_("Set these grades."))]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help=_("Only show what would change, and write nothing."))
]
Yes = Annotated[bool, typer.Option("--yes", help=_("Do not ask."))]
Reason = Annotated[str | None, typer.Option("--reason", help=_("Why; kept in the history."))]
Key = Annotated[
    str | None, typer.Option("--key", help=_("Makes a retry safe: the same key writes once."))
]
