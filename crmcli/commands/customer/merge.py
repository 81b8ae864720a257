"""`crm customer merge`: two customers that are one become one."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands.asking import chosen, confirm
from crmcli.commands.customer import options as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

app = verbs()


@app.command(
    "merge",
    short_help=_("Merge two customers that are one."),
    help=_(
        "Merge two customers that are one: everything of OTHER goes to KEEP, which keeps its id."
        " Numbers, addresses, tags, people and notes of both stay; of what has one value KEEP's"
        " stays, unless it has none or --take names the field. The other value goes into the notes."
        " What either refuses stays refused; lost is only who is so on both. crm undo brings both"
        " back."
    ),
    epilog=examples(
        "crm customer merge 王芳 17 --dry-run",
        "crm customer merge 王芳 17 --yes",
        _("crm customer merge 王芳 17 --take owner --yes --reason 'entered twice'"),
    ),
)
def merge(
    context: typer.Context,
    keep: Annotated[
        str, typer.Argument(metavar="KEEP", help=_("The customer that stays: name, id, phone …"))
    ],
    other: Annotated[
        str, typer.Argument(metavar="OTHER", help=_("The one that goes into it, likewise."))
    ],
    take: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD",
            help=_("Take OTHER's value, as in --take company, handle.wechat, lost; repeatable."),
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show field by field what would become of both."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,
    reason: option.Reason = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.render.merging import asked, foreseen, merged
    from crmcli.render.merging_words import as_noted
    from crmcli.services.merging import merging

    run = session.run("customer merge", reason=reason, key=key)
    done = None if dry_run else merging.first_merge(session.book, run)
    if done is not None:
        merged(session.output, done)
        return
    texts = (chosen(session, keep), chosen(session, other))
    fields = tuple(take or ())
    seen = None
    with _named_as_typed(keep, other):
        if dry_run or not yes:
            seen = merging.foresee(session.book, run, texts, fields, as_noted)
            if dry_run:
                foreseen(session.output, seen)
                return
            if session.interactive:
                asked(seen)
            confirm(session, _("Merge them?"), 2 + sum(seen.moved.values()), yes=False)
        merged(session.output, merging.merge(session.book, run, texts, fields, as_noted, seen))


@contextmanager
def _named_as_typed(keep: str, other: str) -> Iterator[None]:
    """Name two customers that are one as they were typed: where one may ask, texts are ids."""
    from crmcli.services.merging.planning import SameCustomer

    try:
        yield
    except SameCustomer as error:
        error.details |= {"first": keep, "second": other}
        raise
