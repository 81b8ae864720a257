"""`crm customer dupes`: customers that are probably the same."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.asking import chosen
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

app = verbs()


@app.command(
    "dupes",
    short_help=_("Find customers that are probably the same."),
    help=_(
        "Find customers that are probably the same, by phone, e-mail, handle and name: also where"
        " names sound the same, or differ by 有限公司 or Co., Ltd. alone; those of companies, or of"
        " people of one company or birthday, by one letter, too. Each pair has a score from 0 to"
        " 100 and its reasons. Of several that are alike each is told with the oldest. Two people"
        " of one name who are both reached elsewhere are two, unless more is alike; --min-score 30"
        " shows them too. The format ids prints the newer one of each pair."
    ),
    epilog=examples(
        "crm customer dupes",
        "crm customer dupes 王芳",
        "crm customer dupes --by phone --min-score 80 --json",
    ),
)
def dupes(
    context: typer.Context,
    customer: Annotated[
        str | None,
        typer.Argument(metavar="[CUSTOMER]", help=_("Whom alone to look for: name, id, phone …")),
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WORD",
            help=_("Alike in phone, email or name, as in --by phone,email; repeatable."),
        ),
    ] = None,
    min_score: Annotated[
        int | None,
        typer.Option(min=0, max=100, help=_("The lowest score; 50 if not given.")),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=0, help=_("The likeliest so many."))] = None,
    archived: Annotated[
        bool, typer.Option("--archived", help=_("Compare archived customers too."))
    ] = False,
) -> None:
    session = session_of(context)
    from crmcli.domain.duplicate.rule import LIKELY
    from crmcli.domain.duplicate.words import read_kinds
    from crmcli.render.dupes import show_alike
    from crmcli.render.progress import progress
    from crmcli.services.duplicates.query import AlikeQuery

    least = LIKELY if min_score is None else min_score
    query = AlikeQuery(least, read_kinds(by or ()), archived, limit)
    with progress(_("Reading"), _("Comparing")) as (reading, comparing):
        if customer is not None:
            from crmcli.services.duplicates.one import alike_to

            named = chosen(session, customer, archived=archived)
            show_alike(session.output, alike_to(session.book, named, query, reading))
        else:
            from crmcli.services.duplicates.finding import found

            show_alike(session.output, found(session.book, query, reading, comparing))
