"""What `crm log import` and `crm purchase import` have in common: their options, and running."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any, Protocol

import typer

from crmcli.commands import import_options as shared
from crmcli.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crmcli.render.output import Output
    from crmcli.services.imports.record_kind import RecordKind
    from crmcli.session import Session


class Told(Protocol):
    """How an import of one kind of record is told."""

    def imported(self, output: Output, result: Any) -> None:  # noqa: ANN401 - each kind has its own
        """Say what an import did, or would do."""

    def proposed(self, result: Any) -> None:  # noqa: ANN401 - likewise
        """Show what is about to happen, before the question."""


OPTIONS: Mapping[str, Any] = {
    "map_": Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="COLUMN=FIELD",
            help=_("The field of a column, as in --map 摘要=note; =- leaves it out; repeatable."),
        ),
    ],
    "mapping": shared.Mapping,
    "save_mapping": shared.SaveMapping,
    "skip_bad": shared.SkipBad,
    "force": shared.Force,
    "encoding": shared.Encoding,
    "sheet": shared.Sheet,
    "header": shared.Header,
    "dates": shared.Dates,
    "dry_run": shared.DryRun,
    "yes": shared.Yes,
}
"""The options by their parameters."""


def carried_out(
    session: Session,
    given: Mapping[str, Any],
    verb: str,
    kind: RecordKind[Any, Any, Any],
    told: Told,
) -> None:
    """Import records of customers as a command line asks for it.

    Args:
        session: the run.
        given: the verb's parameters.
        verb: its name, for the history.
        kind: what is in the file.
        told: how it is told.

    Raises:
        RowsRefused: rows were refused, and there was no file for them.
    """
    from crmcli.commands.asking import confirm
    from crmcli.exchange.columns import edits_of
    from crmcli.exchange.source import opened
    from crmcli.render.progress import progress
    from crmcli.services.imports.mappings import found
    from crmcli.services.imports.record_import import import_records
    from crmcli.services.imports.record_result import RecordRequest, Watching

    def ask(result: Any) -> None:  # noqa: ANN401 - each kind has its own
        told.proposed(result)
        confirm(session, _("Import them?"), result.created, yes=False)

    name, dry_run = given["mapping"], given["dry_run"]
    rejects = shared.rejects_of(session, given["skip_bad"], given["file"], force=given["force"])
    run = session.run(verb, key=given["key"])
    bars = progress(_("Reading"), _("Writing"), _("Counting"))
    with opened(given["file"], sys.stdin.buffer) as source, bars as (reading, writing, counting):
        request = RecordRequest(
            given["file"],
            source,
            edits=edits_of(given["map_"] or ()),
            form=shared.form_of(given["encoding"], given["sheet"], given["header"]),
            dates=shared.order_of(given["dates"]),
            known={} if name is None else found(session.book, name, kind.record).columns,
            mapping=given["save_mapping"],
            rejects=rejects,
            dry_run=dry_run,
        )
        asking = ask if session.interactive and not (given["yes"] or dry_run) else None
        watching = Watching(reading, writing, counting, asking)
        result = import_records(session.book, run, request, kind, watching)
    told.imported(session.output, result)
    if rejects is None:
        result.check()
