"""How a workbook of reports speaks: told by whoever knows the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crmcli.domain.message import Message
    from crmcli.domain.reports.report import Cell, Column, Report


@dataclass(frozen=True, slots=True)
class ReportWords:
    """What writes the words of a report.

    Args:
        text: says a message id.
        say: says a message.
        title: says the title of a report or of a table.
        heading: names a column.
        cell: writes what is no figure, such as a domain value, and an amount with its currency.
        head: says what a report is about, some lines.
    """

    text: Callable[[str], str]
    say: Callable[[Message], str]
    title: Callable[[str | Message], str]
    heading: Callable[[Column], str]
    cell: Callable[[Cell], str]
    head: Callable[[Report], Sequence[str]]
