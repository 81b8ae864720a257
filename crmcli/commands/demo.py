"""`crm demo`: a demonstration book in a temporary file, and its due list."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _, present

app = verbs()


@app.command(
    "demo",
    short_help=_("Show a demonstration book and its due list."),
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

    from crmcli.demo.writing import CHINESE, ENGLISH
    from crmcli.domain.due import DueQuery
    from crmcli.domain.due_choice import Cut
    from crmcli.render.demo import introduced
    from crmcli.render.due import show_due, shows_customers, tell_left_out
    from crmcli.services.demo.book import fill
    from crmcli.services.due.listing import DueList

    path = Path(tempfile.mkdtemp(prefix="crm-demo-")) / "demo.db"
    example = session.beside(path)
    count = fill(example.book, example.run("demo"), CHINESE if present() == "zh" else ENGLISH)
    cut = None if limit is None else Cut(limit, None, by_customer=shows_customers(example.output))
    found = DueList(example.book, DueQuery(example.today), None, cut)
    show_due(example.output, found, explain=False)
    if found.left_out is not None:
        tell_left_out(found.left_out)
    introduced(path, count)
