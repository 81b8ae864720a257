"""`crm due`: whom you owe what, today, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

app = verbs()


@app.command(
    "list",
    help=_("Whom you owe what, today, and why; the most urgent first."),
    epilog=examples("crm due", "crm due --ahead 7 --grade A,B", "crm due --why --customer 王芳"),
)
def due(
    context: typer.Context,
    kind: Annotated[list[str] | None, typer.Option(help=_("Only these kinds."))] = None,
) -> None:
    session = session_of(context)
    from crmcli.render.due import DUE  # noqa: PLC0415
    from crmcli.render.output import show_list  # noqa: PLC0415
    from crmcli.services.due import rows  # noqa: PLC0415
    from crmcli.store.reads.due import DueQuery  # noqa: PLC0415

    show_list(session.output, DUE, rows(session.book, DueQuery(session.today)))
