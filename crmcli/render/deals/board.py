"""The board of deals on a terminal: a column for each stage, its sums, and a card for each deal."""

from __future__ import annotations

import shutil
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text

from crmcli.domain.deals.board import Sums
from crmcli.domain.stage import OPEN_STAGES
from crmcli.language import _, ngettext, own
from crmcli.render import gate, joined
from crmcli.render.amount import amount_text, amounts_text
from crmcli.render.deals.listing import STAGE_STYLES, lateness
from crmcli.render.gate import one_line
from crmcli.render.tables import print_text, text_console
from crmcli.render.width import broken, cut, padded, width
from crmcli.render.words import label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crmcli.domain.deals.board import StageColumn
    from crmcli.domain.deals.deal import Deal

_NARROWEST, _WIDEST, _GAP = 18, 46, 2

MOST_CARDS = 10
"""How many cards a column has at the most, however high the screen is."""
_BESIDE = 2
"""Lines of a screen that are not the board's: the command above it and the next prompt."""


class _Cell(NamedTuple):
    text: str
    style: str = ""


_NOTHING = _Cell("")


def show_board(columns: Sequence[StageColumn], *, fit: bool) -> None:
    """Draw the board; where the columns do not fit beside each other they go on below.

    Args:
        columns: from left to right.
        fit: whether a column shows only as many of its cards as a screen has room for, one in any
            case; otherwise it shows all of them.
    """
    if not any(each.sums.count for each in columns):
        gate.tell(_("No deals on the board."))
        return
    screen = shutil.get_terminal_size()
    drawn = _drawn(columns, screen.columns)
    cards = max(len(each.cards) for each in columns)
    while fit and cards > 1 and _height(drawn, screen.columns) > screen.lines - _BESIDE:
        cards -= 1
        drawn = _drawn([each.first(cards) for each in columns], screen.columns)
    gate.put_all(f"{each}\n" for each in drawn)


def _drawn(columns: Sequence[StageColumn], room: int) -> list[str]:
    console, buffer = text_console(room)
    for line in _lines(columns, room):
        print_text(console, line)
    drawn = [each.rstrip() for each in buffer.getvalue().splitlines()]
    told = (each for each in (_footer(columns), _rest(columns)) if each)
    footer = [line for each in told for line in broken(each, room, "  ").splitlines()]
    while drawn and not drawn[-1]:
        drawn.pop()
    return drawn + (["", *footer] if footer else [])


def _height(drawn: Sequence[str], room: int) -> int:
    """Count the lines of a screen; a word longer than a line, such as a command's, takes more."""
    return sum(max(1, -(-width(Text.from_ansi(each).plain) // room)) for each in drawn)


def _lines(columns: Sequence[StageColumn], room: int) -> Iterator[Text]:
    beside = min(len(columns), max(1, (room + _GAP) // (_NARROWEST + _GAP)))
    size = max(1, min(_WIDEST, (room + _GAP) // beside - _GAP))
    for first in range(0, len(columns), beside):
        shown = columns[first : first + beside]
        heads, rules = map(_head, shown), (_rule(each, size) for each in shown)
        for drawn in (heads, rules, (_cards(each, size) for each in shown)):
            for cells in zip_longest(*drawn, fillvalue=_NOTHING):
                yield _line(cells, size)


def _line(cells: Sequence[_Cell], size: int) -> Text:
    line = Text()
    for at, cell in enumerate(cells):
        if at:
            line.append(" " * _GAP)
        line.append(padded(_cut(cell.text, size), size), style=cell.style)
    return line


def _cut(text: str, size: int) -> str:
    return text if width(text) <= size else cut(text, size)


def _head(column: StageColumn) -> Iterator[_Cell]:
    style = STAGE_STYLES[column.stage]
    yield _Cell(f"{label(column.stage)} {column.sums.count}", f"bold {style}")
    for amount in column.sums.amounts:
        yield _Cell(amount_text(amount), style)


def _rule(column: StageColumn, size: int) -> Iterator[_Cell]:
    yield _Cell(own("─") * size, STAGE_STYLES[column.stage])


def _cards(column: StageColumn, size: int) -> Iterator[_Cell]:
    for deal in column.cards:
        yield from _card(deal, size)
        yield _NOTHING
    if column.more:
        more = ngettext("… {count} more", "… {count} more", column.more)
        yield _Cell(more.format(count=column.more), "dim")
    elif not column.cards:
        yield _NOTHING


def _card(deal: Deal, size: int) -> Iterator[_Cell]:
    yield _Cell(one_line(f"{deal.id} {deal.customer}"), "bold")
    yield _Cell(one_line(deal.title))
    if deal.amount is not None:
        yield _Cell(amount_text(deal.amount))
    late, day = lateness(deal), _day(deal)
    # An open complaint comes before the sale, so it is what a narrow column has room for.
    complaint = "" if deal.complaint is None else _("complaint {id}").format(id=deal.complaint)
    if complaint:
        whole = f"! {joined.dotted((complaint, late or day))}"
        yield _Cell(whole if width(whole) <= size else f"! {complaint}", "red")
    elif late:
        yield _Cell(f"! {late}", "red")
    elif day:
        yield _Cell(day, "dim")


def _day(deal: Deal) -> str:
    if not deal.is_open:
        return f"{deal.closed}"
    if deal.expected_close is None:
        return ""
    return _("closes {day}").format(day=deal.expected_close)


def _footer(columns: Sequence[StageColumn]) -> str:
    """Say what all open deals come to, each currency by itself."""
    total = _total(columns)
    if not total.count:
        return ""
    count = ngettext("{count} open deal", "{count} open deals", total.count)
    told = count.format(count=total.count)
    if total.amounts:
        text = _("{deals}: {amounts}; weighted {weighted}")
        told = text.format(
            deals=told,
            amounts=amounts_text(total.amounts),
            weighted=amounts_text(total.weighted),
        )
    if total.overdue:
        due = ngettext("{count} is due (!)", "{count} are due (!)", total.overdue)
        told = _("{deals}. {due}.").format(deals=told, due=due.format(count=total.overdue))
    return told


def _rest(columns: Sequence[StageColumn]) -> str:
    """Say where the deals are that have no card; nothing where all have one."""
    stages = ",".join(each.stage for each in columns if each.more)
    if not stages:
        return ""
    return _("All of them: {command}").format(command=f"crm deal list --stage {stages}")


def _total(columns: Sequence[StageColumn]) -> Sums:
    total = Sums()
    for each in columns:
        if each.stage in OPEN_STAGES:
            total.merge(each.sums)
    return total
