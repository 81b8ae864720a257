"""Reports written as a workbook, a sheet for each."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, time
from typing import IO, TYPE_CHECKING

from crmcli.domain.reports.report_words import report_word
from crmcli.exchange.xlsx.frame import xlsxwriter
from crmcli.exchange.xlsx.report_sheet import ReportSheet
from crmcli.exchange.xlsx.shared_texts import SharedTexts
from crmcli.exchange.xlsx.sheet_cells import Formats

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from crmcli.domain.reports.report import Report
    from crmcli.exchange.xlsx.report_words import ReportWords

_LONGEST_NAME = 31
_FORBIDDEN = re.compile(
    r"[\[\]:*?/\\'!\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9a-fA-F]{4}_)"
)
"""What no name of a sheet has, and what would have to be escaped where a chart refers to it."""

_KEPT_BY_EXCEL = "history"


def write_reports(file: IO[bytes], reports: Sequence[Report], words: ReportWords) -> None:
    """Write reports as a workbook; the same reports are the same bytes.

    Args:
        file: an open file, at its start; nothing is written to it before all is complete.
        reports: the reports, one or more.
        words: what writes their words.

    Raises:
        MissingExtra: xlsxwriter is not installed.
        TooManyRows: a report has more than a sheet.
    """
    made, texts = io.BytesIO(), SharedTexts()
    with xlsxwriter().Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.combine(reports[0].today, time(), UTC)})
        formats = Formats(book)
        names = sheet_names(words.say(report_word(each.name)) for each in reports)
        for report, name in zip(reports, names, strict=True):
            ReportSheet(book, name, words, texts, formats).write(report)
    texts.complete(made, file)


def sheet_names(names: Iterable[str]) -> Iterator[str]:
    """Name sheets so that each has a name of its own that Excel takes.

    Args:
        names: what they are named after.
    """
    taken = {_KEPT_BY_EXCEL}
    for name in names:
        plain = " ".join(_FORBIDDEN.sub(" ", name).split()) or "report"
        found, number = _cut(plain, ""), 1
        while found.casefold() in taken:
            number += 1
            found = _cut(plain, f" ({number})")
        taken.add(found.casefold())
        yield found


def _cut(name: str, tail: str) -> str:
    """Shorten a name; Excel counts a character beyond 16 bits twice."""
    while len(f"{name}{tail}".encode("utf-16-le")) // 2 > _LONGEST_NAME:
        name = name[:-1]
    return f"{name.rstrip()}{tail}"
