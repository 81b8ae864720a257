"""What the verbs that export have in common: their options, and how one is carried out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from crmcli.commands.parsing import session_of
from crmcli.errors import N_, UsageFault
from crmcli.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crmcli.exchange.target import Target
    from crmcli.exchange.writers import ExportFormat
    from crmcli.services.exports.sources import Source
    from crmcli.session import Session

File = Annotated[
    str, typer.Argument(metavar="[FILE]", help=_("A new file; - or nothing is stdout."))
]
OfCustomer = Annotated[
    str | None, typer.Option("--customer", help=_("Only of this customer, as in --customer 王芳."))
]

HOW: dict[str, Any] = {
    "format_": Annotated[
        str | None,
        typer.Option(
            "--format",
            help=_("csv, tsv, xlsx, json or jsonl; else by the file's suffix, and csv to stdout."),
        ),
    ],
    "purpose": Annotated[
        str | None,
        typer.Option(metavar="TEXT", help=_("What for, as in --purpose newsletter; recorded.")),
    ],
    "raw": Annotated[
        bool,
        typer.Option("--raw", help=_("Leave cells that a spreadsheet would run as they are.")),
    ],
    "bom": Annotated[
        bool, typer.Option("--bom", help=_("Begin with the mark that tells Excel it is UTF-8."))
    ],
    "force": Annotated[bool, typer.Option("--force", help=_("Replace the file if it is there."))],
    "key": Annotated[
        str | None, typer.Option("--key", help=_("Makes a retry safe: the same key writes once."))
    ],
}
"""The options that say how something is exported, by their parameters."""


def carry_out(
    context: typer.Context, command: str, sources: Sequence[Source], narrowed: str | None
) -> None:
    """Export tables, and say so.

    Args:
        context: the verb's, with its file and the options `HOW`.
        command: what the run is called.
        sources: the tables.
        narrowed: which rows are asked for, in words; None for all.
    """
    session, given = session_of(context), context.params
    from crmcli.exchange.target import Target
    from crmcli.render.exporting import delivered, exported, progress
    from crmcli.render.words import say
    from crmcli.services.exports.exporting import ExportRequest, check, check_format, export

    book, file = session.book, given["file"]
    target = Target(file, force=given["force"], kept=book.places)
    chosen = _format(session, given["format_"], file)
    check_format(chosen, sources)
    _check_place(target, chosen)
    if given["key"] is None:
        target.check()
    if given["purpose"] is None and session.interactive:
        check(book, sources[0])
    request = ExportRequest(
        target=target,
        format=chosen,
        sources=tuple(sources),
        say=say,
        filter=narrowed,
        purpose=_purpose(session, given["purpose"]),
        raw=given["raw"],
        mark=given["bom"],
    )
    run = session.run(command, key=given["key"])
    with progress(_("Exporting")) as (shown,):
        result = export(book, run, request, delivered, shown)
    exported(session.output, result)


class NotForTerminal(UsageFault):
    """A file that is no text, to a terminal."""

    code = "not_for_terminal"
    sentence = N_("A terminal cannot show a {format} file.")
    hint = N_("Name a file, such as customers.xlsx, or send it into a pipe.")


def _check_place(target: Target, form: ExportFormat) -> None:
    from crmcli.exchange.writers import BINARY
    from crmcli.render.gate import is_terminal

    if target.is_stdout and form in BINARY and is_terminal():
        raise NotForTerminal(format=form)


def narrowed_by(given: Mapping[str, Any], names: Sequence[str]) -> str | None:
    """Say which rows are asked for, as it was given; None for all.

    Args:
        given: the parameters of a command line.
        names: those of them that narrow it.
    """
    parts = []
    for name in names:
        value, word = given[name], name.rstrip("_")
        if value is True:
            parts.append(word)
        elif isinstance(value, (list, tuple)):
            parts += [f"{word} = {', '.join(value)}"] if value else []
        elif value is not None and value is not False:
            parts.append(f"{word} = {value}")
    return " and ".join(parts) or None


def _format(session: Session, given: str | None, file: str) -> ExportFormat:
    """Read the format: as given, else by the suffix; stdout is CSV unless asked for otherwise."""
    from crmcli.domain.choice import read_choice
    from crmcli.exchange.target import STDOUT
    from crmcli.exchange.writers import ExportFormat, format_of

    if given is None and file != STDOUT:
        return format_of(file)
    return read_choice(ExportFormat, given or session.format or ExportFormat.CSV, "--format")


def _purpose(session: Session, given: str | None) -> str | None:
    """Read what an export is for, asking for it on a terminal."""
    from crmcli.commands.asking import ask, load_writers
    from crmcli.domain.text import clean

    if given is None and session.interactive:
        load_writers()
        given = ask(_("What is it for (Enter: not said)"))
    return clean(given, "--purpose").strip() or None if given else None
