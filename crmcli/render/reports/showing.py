"""Answering with a report, in the format that was asked for."""

from __future__ import annotations

from enum import StrEnum
from typing import IO, TYPE_CHECKING

from crmcli.domain.reports.unrated import in_one_way
from crmcli.language import _
from crmcli.render import gate
from crmcli.render.output import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.reports.report import Report


class ReportFormat(StrEnum):
    """The formats a report is written in."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    MD = "md"
    HTML = "html"
    XLSX = "xlsx"


DATA = frozenset({ReportFormat.JSON, ReportFormat.JSONL, ReportFormat.CSV})
"""What programs read: it is written also where there is nothing to say."""


def chosen_format(asked: ReportFormat | None) -> ReportFormat:
    """Say in which format a report is written: as asked, else a table, or tsv in a pipe."""
    return asked or (ReportFormat.TABLE if gate.is_terminal() else ReportFormat.TSV)


def says_something(report: Report, form: ReportFormat) -> bool:
    """Tell whether a report is written at all: a job whose report is empty sends no mail."""
    return form in DATA or gate.is_terminal() or not report.is_empty


def text_lines(report: Report, form: ReportFormat) -> Iterator[str]:
    """Write a report in a format that is text.

    Raises:
        MissingExtra: the library that writes it is not installed.
    """
    match form:
        case ReportFormat.TABLE:
            from crmcli.render.reports.terminal import shown_lines  # noqa: PLC0415 - loads Rich

            yield from shown_lines(in_one_way(report))
        case ReportFormat.HTML:
            from crmcli.render.reports.page import page_text  # noqa: PLC0415 - loads Jinja

            yield page_text([in_one_way(report)])
        case ReportFormat.MD:
            from crmcli.render.reports.markdown import markdown  # noqa: PLC0415 - not for tables

            yield from markdown(in_one_way(report))
        case _:
            from crmcli.render.reports.data import report_lines  # noqa: PLC0415 - not for tables

            yield from report_lines(report, Format(form))


def write_file(report: Report, form: ReportFormat, file: IO[bytes]) -> None:
    """Write a report into a file.

    Raises:
        MissingExtra: the library that writes the format is not installed.
    """
    if form is not ReportFormat.XLSX:
        for part in text_lines(report, form):
            file.write(part.encode("utf-8", "backslashreplace"))
        return
    from crmcli.exchange.xlsx.report_book import write_reports  # noqa: PLC0415 - this format alone
    from crmcli.exchange.xlsx.report_words import ReportWords  # noqa: PLC0415 - likewise
    from crmcli.render.reports.cells import (  # noqa: PLC0415 - this format alone
        cell_text,
        head_lines,
        heading,
        titled,
    )
    from crmcli.render.words import say  # noqa: PLC0415 - likewise

    write_reports(
        file, [in_one_way(report)], ReportWords(_, say, titled, heading, cell_text, head_lines)
    )


def told_written(path: str) -> None:
    """Say where a report was written to."""
    gate.tell(_("Wrote {path}.").format(path=gate.one_line(path)))
