"""Rows of a table that sum up the others, as people put them under it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crmcli.domain.phone import plain_mobile
from crmcli.domain.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from crmcli.exchange.table import Row

_NUMBER = (
    r"[-+]?[¥￥$€£]?\s*[0-9][0-9,. ]*\s*(?:%|万|亿)?\s*(?:家|位|个|人|户|条|名|笔|单|次|件|元)?"
)
_CHINESE = re.compile(
    rf"(?:本页|本月|本年|全部|以上)?(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|汇\s*总)"
    rf"\s*[:：]?\s*(?:{_NUMBER})?(?:客户|记录)?"
)
_ENGLISH = re.compile(r"(?:grand |sub-?)?totals?\s*:?", re.IGNORECASE)
_STARTS = frozenset("本全以合总總小共累汇彙gGsStT")
_IS_NUMBER = re.compile(_NUMBER)


def with_totals(rows: Iterable[Row], *, exact: bool = False) -> Iterator[tuple[Row, bool]]:
    """Yield rows, each with whether it sums up the others.

    Certain are the Chinese words, which name nobody, with nothing but numbers beside them; the
    English ones only in the last row, with a number: there is a company of that name.

    Args:
        rows: the rows of a table.
        exact: whether every cell is what it says, so that no row sums up others.
    """
    held: Row | None = None
    for row in rows:
        if held is not None:
            yield held, False
            held = None
        if exact or row.fault is not None or not _may_be_one(row.cells):
            yield row, False
        elif _is_english(row.cells):
            held = row
        else:
            yield row, _is_chinese(row.cells)
    if held is not None:
        yield held, True


def _may_be_one(cells: Sequence[str]) -> bool:
    """Tell at once of most rows that they are no totals."""
    start = cells[0][:1] if cells else ""
    return not start or start.isspace() or start in _STARTS


def _is_chinese(cells: Sequence[str]) -> bool:
    first, others = _parts(cells)
    return _CHINESE.fullmatch(simplified(first)) is not None and all(map(_is_figure, others))


def _is_english(cells: Sequence[str]) -> bool:
    first, others = _parts(cells)
    is_word = bool(first) and _ENGLISH.fullmatch(first) is not None
    return is_word and bool(others) and all(map(_is_figure, others))


def _parts(cells: Sequence[str]) -> tuple[str, list[str]]:
    """Give the first cell of a row that is not blank, and the others."""
    for at, cell in enumerate(cells):
        text = cell.strip()
        if text:
            return text, [each.strip() for each in cells[at + 1 :] if each.strip()]
    return "", []


def _is_figure(text: str) -> bool:
    if text in {"-", "—", "/"}:
        return True
    return _IS_NUMBER.fullmatch(text) is not None and plain_mobile(text) is None
