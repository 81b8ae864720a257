"""`crm demo`: a demonstration book in a temporary file, and its due list."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

app = verbs()


@app.command(
    "demo",
    help=_(
        "Make a demonstration book in a temporary file and show its due list. Nothing else is"
        " touched."
    ),
    epilog=examples("crm demo", "crm demo --limit 5"),
)
def demo(
    context: typer.Context,
    limit: Annotated[
        int | None, typer.Option(min=1, help=_("Show the best so many, as in --limit 5."))
    ] = None,
) -> None:
    session = session_of(context)
    import tempfile
    from pathlib import Path

    from crmcli.commands.due.listing import show_due
    from crmcli.render.demo import introduced
    from crmcli.services.demo import fill

    path = Path(tempfile.mkdtemp(prefix="crm-demo-")) / "demo.db"
    example = session.beside(path)
    count = fill(example.book, example.run("demo"))
    introduced(path, count)
    show_due(example, limit=limit)
