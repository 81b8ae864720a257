"""How the history looks: command by command in words on a terminal, record by record elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.history import HistoryRow
from crmcli.language import _
from crmcli.render import gate
from crmcli.render.output import Format, Listing, Output, show_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crmcli.domain.history import CommandTold

_ROWS = Listing(kind=HistoryRow, key=lambda row: row.command_id)  # type: ignore[attr-defined]


def in_words(output: Output) -> bool:
    """Tell whether the history is told command by command, for somebody who reads it."""
    return output.list_format is Format.TABLE


def show_rows(output: Output, rows: Iterable[HistoryRow]) -> None:
    """Write what commands changed, a record to a row."""
    show_list(output, _ROWS, rows)


def show_commands(commands: Iterable[CommandTold], most: int | None, *, is_whole: bool) -> None:
    """Tell on a terminal what commands did, one after the other.

    Args:
        commands: the commands; one more than is shown where there are more.
        most: how many are shown; None for all.
        is_whole: whether they are those of the whole book, of all times and authors.
    """
    from crmcli.render.history_blocks import blocks  # noqa: PLC0415 - loads Rich

    count = 0

    def shown() -> Iterable[CommandTold]:
        nonlocal count
        for command in commands:
            count += 1
            if most is None or count <= most:
                yield command

    gate.put_all(blocks(shown()))
    if not count:
        gate.tell(_("There is nothing in the history.") if is_whole else _("Nothing matches."))
    if most is not None and count > most:
        gate.tell(_("There is more: see it with --limit N or --since DAY."))
